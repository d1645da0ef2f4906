// A console made of strings.
#pragma once

#include <sstream>
#include <string>
#include <utility>

#include "gateway/commands/terminal.h"

namespace callgate::test {

struct Streams {
  explicit Streams(const std::string& typed = {}) : in(typed) {}
  std::istringstream in;
  std::ostringstream out, err;
  commands::Console console{in, out, err};
  // What was printed since the last time.
  std::string printed() {
    std::string text = out.str();
    out.str({});
    return text;
  }
};

inline bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != text.npos;
}

}  // namespace callgate::test
