// URLs and bare hosts within any text: an argument that is one, prose, a command, JSON inside of a string.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/analysis/url/url.h"

namespace callgate::analysis {

struct UrlFinding {
  Url url;
  Place place = Place::public_;
  std::size_t begin = 0, end = 0;  // bytes of the text
  bool whole = false;              // the text is nothing else, white space apart
  bool bare = false;               // no scheme: an address or a name that is always internal
};

// In the order of the text, kMaxFindings at most. With a scheme every URL is found, invalid ones as well;
// without one only what cannot be much else: addresses of four parts ("10.0.0.5:80"; not "v10.0.0.5",
// "1.2.3.4-rc1" or "10.0.0.0/8"), IPv6 in brackets, localhost, names of metadata services, of clusters and of
// wildcard DNS with an internal address inside. A text that is a whole is read once more as a URL parser
// would read it, without its tabs and line ends. Allocates nothing for texts that hold none. Linear.
std::vector<UrlFinding> urls_in(std::string_view text);

inline constexpr std::size_t kMaxFindings = 256;

}  // namespace callgate::analysis
