#include "core/guard/call.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/digest.h"
#include "core/json/canonical.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

// Lower case as a careless reader folds it: ASCII, and the two other characters that fold into it.
std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c | 0x20);
    } else if (text.substr(i, 2) == "\u017F") {
      out += 's', i += 1;
    } else if (text.substr(i, 3) == "\u212A") {
      out += 'k', i += 2;
    } else {
      out += c;
    }
  }
  return out;
}

bool plain(std::string_view key) {
  return std::all_of(key.begin(), key.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != '\\'; });
}

// Whether `key` (raw text between quotes) might be taken for `name` by a reader that folds case.
bool resembles(std::string_view key, std::string_view name) {
  if (plain(key)) {
    return key.size() == name.size() && std::equal(key.begin(), key.end(), name.begin(), [](char a, char b) {
             const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
             return lower(a) == lower(b);
           });
  }
  return folded(json::decode('"' + std::string(key) + '"')) == folded(name);
}

bool spells(std::string_view key, std::string_view name) {
  return key == name || (!plain(key) && json::decode('"' + std::string(key) + '"') == name);
}

}  // namespace

struct Call::Lazy {
  std::optional<nlohmann::json> tree;
  std::optional<std::string> canonical;
};

Call::Call(std::string id, mcp::ToolPtr tool, Bytes arguments)
    : id_(std::move(id)), tool_(std::move(tool)), arguments_(std::move(arguments)) {}

Call::~Call() = default;

void Call::replace_arguments(std::string text) {
  arguments_ = Bytes::adopt(std::move(text));
  repaired_ = true;
  lazy_.reset();
}

void Call::add_ask(Ask ask) {
  const bool known = std::any_of(asks_.begin(), asks_.end(), [&](const Ask& other) {
    return other.why.guard == ask.why.guard && other.why.rule == ask.why.rule &&
           other.why.code == ask.why.code;
  });
  if (!known) asks_.push_back(std::move(ask));
}

Result<std::string_view> Call::argument(std::string_view name) const {
  json::Members members(arguments());
  json::Member member;
  std::string_view found;
  while (members.next(member)) {
    if (!resembles(member.key, name)) continue;
    if (!spells(member.key, name)) {
      return error(Errc::refused, "argument \"" + std::string(member.key) + "\" differs from \"" +
                                      std::string(name) +
                                      "\" only by case, and servers disagree on which of them counts");
    }
    if (!found.empty()) return error(Errc::refused, "argument \"" + std::string(name) + "\" is there twice");
    found = member.value;
  }
  return found;
}

Result<std::reference_wrapper<const nlohmann::json>> Call::tree() {
  if (!lazy_) lazy_ = std::make_unique<Lazy>();
  if (!lazy_->tree) {
    try {
      lazy_->tree = nlohmann::json::parse(arguments());
    } catch (const nlohmann::json::exception& thrown) {
      return error(Errc::invalid, std::string("the arguments cannot be read: ") + thrown.what());
    }
  }
  return std::cref(*lazy_->tree);
}

Result<std::string_view> Call::canonical_arguments() {
  if (!lazy_) lazy_ = std::make_unique<Lazy>();
  if (!lazy_->canonical) {
    CALLGATE_TRY(text, json::canonical(arguments()));
    lazy_->canonical = std::move(text);
  }
  return std::string_view(*lazy_->canonical);
}

Result<std::string> Call::digest(std::string_view principal, std::string_view policy_revision) {
  CALLGATE_TRY(arguments, canonical_arguments());
  std::string text = "{\"arguments\":";
  text += arguments;
  const auto add = [&](std::string_view key, std::string_view value) {
    text.append(",\"").append(key).append("\":");
    json::append_quoted(text, value);
  };
  add("definition", tool_->digest());
  add("policy", policy_revision);
  add("principal", principal);
  add("server", tool_->server);
  add("tool", tool_->native);
  text += '}';
  return sha256_hex(text);
}

}  // namespace callgate::guard
