// What nlohmann says of a text as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace callgate::fuzz {

// Nothing where it is not to be asked: a number that it cannot hold, a byte order mark, a NUL.
inline std::optional<bool> accepted(std::string_view text) {
  using Json = nlohmann::json;
  struct Verdict : nlohmann::detail::json_sax_acceptor<Json> {
    bool parse_error(std::size_t, const std::string&, const Json::exception& error) {
      out_of_range = error.id == 406;
      return false;
    }
    bool out_of_range = false;
  };
  if (text.find('\0') != text.npos || text.starts_with("\xEF\xBB\xBF")) return std::nullopt;
  Verdict verdict;
  const bool fits = Json::sax_parse(text, &verdict);
  return verdict.out_of_range ? std::nullopt : std::optional(fits);
}

}  // namespace callgate::fuzz
