#pragma once

#include <string>

#include "wire_json.h"

namespace callgate::test {

// The ids of the pings that the driver itself sends begin with this.
inline constexpr const char* kSync = "driver-sync-";

inline std::string method_of(const Json& message) {
  if (!message.is_object() || !message.contains("method") || !message["method"].is_string()) return {};
  return message["method"];
}

inline bool is_list_change(const std::string& method) {
  return method.ends_with("/list_changed");
}

// True for a line that holds this id as a string.
inline bool has_id(const std::string& line, const std::string& id) {
  return line.find("\"" + id + "\"") != line.npos;
}

}  // namespace callgate::test
