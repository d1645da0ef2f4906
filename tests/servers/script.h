#pragma once

#include <map>
#include <string>
#include <vector>

#include "wire_json.h"

namespace callgate::test {

// What the server is and when it leaves the straight path: the JSON script of README.md, read strictly.
class Script {
 public:
  // `source` is a path, or the JSON text itself when it opens with '{'. On failure `problem` says why.
  static Script load(const std::string& source, int run, std::string& problem);

  // A member of the script, null when absent; `set` replaces it for the rest of this process.
  const Json& operator[](const std::string& member) const;
  void set(const std::string& member, Json value) { root_[member] = std::move(value); }
  bool has(const std::string& member) const { return root_.contains(member); }
  std::string text(const std::string& member, const std::string& otherwise) const;

  // The actions the script wants for this event, null for the built-in behaviour. `event` is a method name,
  // or "start" or "eof". Counts, so ask once per event; `hits` says how often the chosen rule has matched so
  // far.
  const Json* actions_for(const std::string& event, const Json& params, int& hits);

 private:
  Json root_ = Json::object();
  int run_ = 1;
  std::map<std::size_t, int> hits_;
  std::map<std::string, int> calls_;
};

}  // namespace callgate::test
