#include "gateway/state/summary.h"

#include "core/json/view.h"

namespace callgate::state {
namespace {

constexpr std::size_t kValueLimit = 48;

void append_value(std::string& out, std::string_view value) {
  if (value.size() <= kValueLimit) {
    out += value;
    return;
  }
  out += cut_utf8(value, kValueLimit - 12);
  out += json::type_of(value) == json::Type::string ? "…\"" : "…";
  out += " (" + std::to_string(value.size()) + " bytes)";
}

}  // namespace

std::string_view cut_utf8(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

std::string summarize_arguments(std::string_view arguments, std::size_t limit) {
  if (!json::valid(arguments) || json::type_of(arguments) != json::Type::object)
    return std::string(cut_utf8(arguments, limit));
  std::string out;
  json::Members members(arguments);
  for (json::Member each; members.next(each);) {
    std::string part = out.empty() ? "" : " ";
    part += cut_utf8(each.key, kValueLimit);
    part += '=';
    append_value(part, each.value);
    if (out.size() + part.size() > limit) return out + " …";
    out += part;
  }
  return out;
}

}  // namespace callgate::state
