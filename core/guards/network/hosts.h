// Lists of hosts and domains, as the configuration writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/url/url.h"

namespace callgate::guard {

// "localhost:3000", "10.0.0.5", "[::1]:80": these hosts and no others; with a port, that port alone.
class ExactHosts {
 public:
  explicit ExactHosts(const std::vector<std::string>& entries);
  // Whether every reading of the URL's host is one of them.
  bool have(const analysis::Url& url) const;

 private:
  struct Entry {
    analysis::Host host;
    int port = -1;
  };
  bool have(const analysis::Host& host, int port) const;
  std::vector<Entry> entries_;
};

// "example.com": it and everything below it.
class Domains {
 public:
  explicit Domains(const std::vector<std::string>& entries);
  bool empty() const { return patterns_.empty(); }
  bool have(const analysis::Host& host) const;
  // Whether every reading of the URL's host is in them, and whether any is.
  bool have_all(const analysis::Url& url) const { return have(url.host) && (!url.other || have(*url.other)); }
  bool have_any(const analysis::Url& url) const { return have(url.host) || (url.other && have(*url.other)); }
  // The first name in `text` that is in them; empty if there is none.
  std::string named_in(std::string_view text) const;

 private:
  std::vector<std::string> patterns_;
};

}  // namespace callgate::guard
