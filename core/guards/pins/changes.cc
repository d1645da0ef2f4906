#include "core/guards/pins/changes.h"

#include <algorithm>
#include <map>

#include "core/json/canonical.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

using json::Type;

constexpr std::size_t kNamed = 4;       // places in a summary
constexpr std::size_t kLongPath = 80;   // bytes of a place's name in a summary
constexpr std::size_t kLongValue = 24;  // bytes of a number in a summary

bool is_plain(std::string_view key) {
  const auto plain = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '$';
  };
  return !key.empty() && std::ranges::all_of(key, plain);
}

std::string inside(const std::string& path, const std::string& key) {
  if (!is_plain(key)) return path + "[" + json::quote(key) + "]";
  return path.empty() ? key : path + "." + key;
}

std::map<std::string, std::string_view> members_of(std::string_view object) {
  std::map<std::string, std::string_view> members;
  json::Members walk(object);
  for (json::Member member; walk.next(member);)
    members[json::decode('"' + std::string(member.key) + '"')] = member.value;
  return members;
}

std::vector<std::string_view> elements_of(std::string_view array) {
  std::vector<std::string_view> elements;
  json::Elements walk(array);
  for (std::string_view element; walk.next(element);) elements.push_back(element);
  return elements;
}

bool same(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.empty() || b.empty()) return false;
  const auto left = json::canonical(a), right = json::canonical(b);
  return left && right && *left == *right;
}

class Comparison {
 public:
  explicit Comparison(std::size_t limit) : limit_(limit) {}

  void compare(const std::string& path, std::string_view before, std::string_view after) {
    if (changes_.size() >= limit_ || same(before, after)) return;
    const bool both = !before.empty() && !after.empty() && json::type_of(before) == json::type_of(after);
    if (both && json::type_of(before) == Type::object) return compare_objects(path, before, after);
    if (both && json::type_of(before) == Type::array) return compare_arrays(path, before, after);
    changes_.push_back({path, std::string(before), std::string(after)});
  }
  std::vector<Change> take() { return std::move(changes_); }

 private:
  void compare_objects(const std::string& path, std::string_view before, std::string_view after) {
    auto old = members_of(before);
    const auto now = members_of(after);
    for (const auto& [key, value] : now) old.try_emplace(key);
    for (const auto& [key, value] : old) {
      const auto found = now.find(key);
      compare(inside(path, key), value, found == now.end() ? std::string_view() : found->second);
    }
  }
  void compare_arrays(const std::string& path, std::string_view before, std::string_view after) {
    const auto old = elements_of(before), now = elements_of(after);
    for (std::size_t i = 0; i < std::max(old.size(), now.size()); ++i) {
      compare(path + "[" + std::to_string(i) + "]", i < old.size() ? old[i] : std::string_view(),
              i < now.size() ? now[i] : std::string_view());
    }
  }

  std::size_t limit_;
  std::vector<Change> changes_;
};

// What cannot carry a message.
bool is_dry(std::string_view value) {
  const Type type = json::type_of(value);
  return !value.empty() && value.size() <= kLongValue && (type == Type::boolean || type == Type::number);
}

// A key is the server's own text: what is not plain is not repeated.
std::string safe_name(const std::string& path) {
  const std::size_t odd = path.find("[\"");
  std::string name = path.substr(0, std::min(odd, kLongPath));
  if (name.size() < path.size()) name += "…";
  return name.empty() ? "…" : name;
}

}  // namespace

std::vector<Change> changes_between(std::string_view before, std::string_view after, std::size_t limit) {
  Comparison comparison(limit);
  comparison.compare("", before, after);
  std::vector<Change> changes = comparison.take();
  // Texts that no two readers would read alike, such as an object with a repeated key.
  if (changes.empty() && !same(before, after))
    changes.push_back({"", std::string(before), std::string(after)});
  return changes;
}

std::string summary_of(const std::vector<Change>& changes) {
  std::vector<std::string> words;
  for (const Change& change : changes) {
    std::string word = safe_name(change.path);
    if (change.before.empty()) {
      word += " (new)";
    } else if (change.after.empty()) {
      word += " (gone)";
    } else if (is_dry(change.before) && is_dry(change.after)) {
      word += " (" + change.before + ", now " + change.after + ")";
    }
    if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), kNamed); ++i) text += (i ? ", " : "") + words[i];
  if (words.size() > kNamed) text += " and " + std::to_string(words.size() - kNamed) + " more";
  return text;
}

}  // namespace callgate::guard
