#include "server_link.h"

#include <algorithm>
#include <cstdlib>

namespace callgate::test {

bool ServerLink::gone() const {
  return std::none_of(living_.begin(), living_.end(), [](bool lives) { return lives; });
}

void ServerLink::note(char kind, std::string text) {
  switch (kind) {
    case 'R':
      received_.push_back(std::move(text));
      break;
    case 'X':
      last_sync_ = std::move(text);
      break;
    case 'S':  // run and process id
    case 'P':  // kind and process id
      pids_.push_back(std::atoi(text.substr(text.find(' ') + 1).c_str()));
      break;
    default:
      break;
  }
}

}  // namespace callgate::test
