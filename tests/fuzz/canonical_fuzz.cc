// JSON in another order and spelling: one canonical text, one fingerprint, and an outline of the same values.
#include <nlohmann/json.hpp>
#include <string>

#include "core/guard/call.h"
#include "core/guard/fingerprint.h"
#include "core/json/canonical.h"
#include "core/json/decimal.h"
#include "core/json/outline.h"
#include "core/json/view.h"
#include "tests/fuzz/promise.h"

using namespace callgate;
using callgate::fuzz::must;
using json::Type;

namespace {

constexpr int kDepth = 64;

// Writes a valid JSON text as somebody else would: members the other way round, strings with escapes, numbers
// with zeros and exponents.
class Respeller {
 public:
  std::string value(std::string_view raw) {
    ++turn_;
    switch (json::type_of(raw)) {
      case Type::object:
        return object(raw);
      case Type::array:
        return array(raw);
      case Type::string:
        return string(raw);
      case Type::number:
        return number(raw);
      default:
        return std::string(raw);
    }
  }

 private:
  std::string object(std::string_view raw) {
    std::string members;
    json::Members walk(raw);
    for (json::Member member; walk.next(member);) {
      const std::string key = string("\"" + std::string(member.key) + "\"");
      members = key + " : " + value(member.value) + (members.empty() ? "" : ",\n") + members;
    }
    return "{ " + members + "}";
  }
  std::string array(std::string_view raw) {
    std::string elements;
    json::Elements walk(raw);
    for (std::string_view element; walk.next(element);)
      elements += (elements.empty() ? "" : "\t,") + value(element);
    return "[" + elements + " ]";
  }
  std::string string(std::string_view raw) {
    const std::string plain = json::quote(json::decode(raw));
    if (++turn_ % 2 == 0) return plain;
    std::string out;
    for (const char c : plain.substr(1, plain.size() - 2)) {
      if (c == '\\') return plain;
      const auto byte = static_cast<unsigned char>(c);
      if (byte >= 0x80) {
        out += c;
        continue;
      }
      constexpr std::string_view kDigits = "0123456789aBcDeF";
      out.append("\\u00").append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
    }
    return "\"" + out + "\"";
  }
  std::string number(std::string_view raw) {
    const std::string text(raw);
    if (text.find_first_of("eE") != text.npos) return text;
    const bool whole = text.find('.') == text.npos;
    switch (turn_ % 3) {
      case 0:
        return text + (whole ? ".00" : "0");
      case 1:
        return text + "E+00";
      default:
        return whole && text != "0" && text != "-0" ? text + "0e-1" : text + "e0";
    }
  }

  unsigned turn_ = 0;
};

void check_numbers(std::string_view one, std::string_view other) {
  const auto a = json::Decimal::read(one), b = json::Decimal::read(other);
  if (!a || !b) return;
  const auto left = json::canonical(one), right = json::canonical(other);
  must(left && right, "a decimal has a canonical form");
  must((*left == *right) == (*a == *b), "numbers are the same by their exact value");
  must((*a <=> *b) == 0 || (*a < *b) == (*b > *a), "and have an order");
}

void check_outline(std::string_view text, const nlohmann::json& tree) {
  const json::Outline outline(text);
  must(outline.whole(), "a short text has a whole outline");
  const nlohmann::json flat = tree.flatten();
  std::size_t leaves = 0;
  for (const json::Entry& entry : outline) {
    must(entry.end > outline.index_of(entry) && entry.end <= outline.size(),
         "a value ends behind its beginning");
    must(json::type_of(entry.raw) == entry.type, "a value has its type");
    if (entry.type == Type::string) must(entry.text == json::decode(entry.raw), "a text is decoded");
    leaves += entry.end == outline.index_of(entry) + 1 ? 1 : 0;
    (void)outline.path_of(entry);
  }
  must(leaves == std::max<std::size_t>(flat.size(), 1), "an outline has every value");
}

void check_fingerprint(std::string_view text, const std::string& other) {
  const auto tool = std::make_shared<const mcp::Tool>();
  guard::Call one("a", tool, Bytes::copy(text)), two("b", tool, Bytes::copy(other));
  must(guard::fingerprint(one) == guard::fingerprint(two), "calls that mean the same have one fingerprint");
  const auto left = one.signature(), right = two.signature();
  must(left && right && *left == *right, "and one signature");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all = fuzz::text_of(data, size);
  const fuzz::Halves halves(all);
  check_numbers(halves.first, halves.second);
  const std::size_t begin = all.find_first_not_of(" \t\r\n");
  if (begin == all.npos || !json::valid(all, kDepth)) return 0;
  const std::string_view text = all.substr(begin, all.find_last_not_of(" \t\r\n") + 1 - begin);
  const auto canonical = json::canonical(text);
  if (!canonical) return 0;
  must(json::valid(*canonical), "the canonical form is valid JSON");
  must(json::canonical(*canonical).value() == *canonical, "and its own canonical form");
  const std::string other = Respeller().value(text);
  must(json::valid(other), "the other spelling is valid");
  const auto again = json::canonical(other);
  must(again && *again == *canonical, "another spelling has the same canonical form");
  const nlohmann::json tree = nlohmann::json::parse(text, nullptr, false);
  if (tree.is_discarded()) return 0;  // a number that it cannot hold
  must(tree == nlohmann::json::parse(*canonical, nullptr, false), "the canonical form means the same");
  check_outline(text, tree);
  if (json::type_of(text) == Type::object) check_fingerprint(text, other);
  return 0;
}
