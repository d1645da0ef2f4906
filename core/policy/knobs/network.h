// What can be set of the guard `network`.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

// Which texts count: values that are a URL or an address and nothing else, or whatever holds one.
enum class UrlScan : std::uint8_t { whole, all };

struct NetworkKnobs {
  guard::Mode mode = guard::Mode::enforce;
  std::vector<std::string> block = {"metadata", "loopback",  "private",    "link_local", "cgnat",
                                    "reserved", "multicast", "local_file", "invalid"};
  std::vector<std::string> schemes = {"http", "https", "ws", "wss"};
  bool require_https = false;
  std::optional<std::vector<std::string>> allow_domains;  // nothing: all
  std::vector<std::string> block_domains;
  std::vector<std::string> allow_hosts;  // "localhost:3000", "10.0.0.5"
  UrlScan scan = UrlScan::all;
  // Arguments that hold text to be kept, not places to go to: only a value that is one URL counts there.
  std::vector<std::string> content_args = {"content",    "contents", "file_text",     "insert_text",
                                           "new_string", "newText",  "new_text",      "old_string",
                                           "oldText",    "old_text", "old_str",       "new_str",
                                           "patch",      "diff",     "commit_message"};
};
std::span<const Knob> network_knobs();

}  // namespace callgate::policy
