// A second opinion on keys, on nlohmann's events instead of bytes: which refusal the rules for keys in the
// message, in `params` and in `result` demand. Keys arrive decoded, so that escaped spellings are not its
// business.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/scan.h"

namespace callgate::json::testing {

class KeyOracle : public nlohmann::json::json_sax_t {
  using Json = nlohmann::json;

 public:
  Refused refused = Refused::no;  // the first refusal
  bool failed = false;            // the grammar is broken
  bool number_out_of_range = false;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(Json::number_integer_t) override { return true; }
  bool number_unsigned(Json::number_unsigned_t) override { return true; }
  bool number_float(Json::number_float_t, const std::string&) override { return true; }
  bool string(std::string&) override { return true; }
  bool binary(Json::binary_t&) override { return true; }
  bool start_array(std::size_t) override { return open(false); }
  bool end_array() override { return close(); }
  bool start_object(std::size_t) override { return open(true); }
  bool end_object() override { return close(); }

  bool key(std::string& name) override {
    path_.back() = name;
    const bool message = is({}), params = is({"params"}), meta = is({"params", "_meta"}),
               result = is({"result"});
    const bool inside_params = path_.size() > 1 && path_.front() == "params" && !arrays_.front();
    const Refused kind = message || result ? Refused::envelope : Refused::params;
    if ((message || inside_params || result) && !seen_.back().insert(name).second) refuse(kind);
    for (const char* known : known_keys(message, params, meta, result)) {
      if (name != known && lower(name) == lower(known)) refuse(kind);
    }
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const Json::exception& error) override {
    failed = true;
    number_out_of_range = error.id == 406;
    return false;
  }

 private:
  static std::string lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
  }

  static std::vector<const char*> known_keys(bool message, bool params, bool meta, bool result) {
    if (message) return {"jsonrpc", "id", "method", "params", "result", "error"};
    if (params) {
      return {"name",          "arguments", "_meta",          "uri",          "cursor", "requestId",
              "progressToken", "task",      "inputResponses", "requestState", "level"};
    }
    if (meta) {
      return {"progressToken", "io.modelcontextprotocol/protocolVersion",
              "io.modelcontextprotocol/clientCapabilities", "io.modelcontextprotocol/logLevel"};
    }
    if (result) return {"isError", "resultType", "_meta", "structuredContent", "content"};
    return {};
  }

  // Whether these keys, through objects only, lead to the innermost object.
  bool is(std::initializer_list<std::string_view> keys) const {
    return path_.size() == keys.size() + 1 && std::equal(keys.begin(), keys.end(), path_.begin()) &&
           std::find(arrays_.begin(), arrays_.end(), true) == arrays_.end();
  }

  bool open(bool object) {
    path_.emplace_back();
    arrays_.push_back(!object);
    seen_.emplace_back();
    return true;
  }

  bool close() {
    path_.pop_back();
    arrays_.pop_back();
    seen_.pop_back();
    return true;
  }

  void refuse(Refused kind) {
    if (refused == Refused::no) refused = kind;
  }

  std::vector<std::string> path_;  // the current key of each open container
  std::vector<bool> arrays_;
  std::vector<std::set<std::string>> seen_;
};

}  // namespace callgate::json::testing
