#include "match.h"

#include <algorithm>
#include <set>

namespace callgate::test {
namespace {

constexpr std::size_t kShown = 600;  // bytes of a value in a message

std::string shown(const Json* value) {
  if (value == nullptr) return "nothing";
  std::string text = dump(*value);
  if (text.size() > kShown) text = text.substr(0, kShown) + "… (" + std::to_string(text.size()) + " bytes)";
  return text;
}

// Compares one value with one pattern; null stands for a member that is not there.
class Comparison {
 public:
  explicit Comparison(Json& captured) : captured_(captured) {}

  std::string compare(const Json& pattern, const Json* actual, const std::string& at) {
    if (is_matcher(pattern)) return apply(pattern, actual, at);
    if (actual == nullptr) return differs(pattern, actual, at);
    if (pattern.is_object()) return compare_objects(pattern, *actual, at);
    if (pattern.is_array()) return compare_arrays(pattern, *actual, at);
    const bool same = pattern == *actual && pattern.is_number() == actual->is_number();
    return same ? "" : differs(pattern, actual, at);
  }

 private:
  static bool is_matcher(const Json& pattern) {
    static const std::set<std::string> kNames = {"$absent",  "$any",   "$capture", "$contains",  "$each",
                                                 "$exactly", "$has",   "$len",     "$match",     "$min",
                                                 "$not",     "$oneOf", "$onlyKey", "$onlyValue", "$type"};
    return pattern.is_object() && !pattern.empty() && kNames.contains(pattern.begin().key());
  }

  static std::string differs(const Json& pattern, const Json* actual, const std::string& at) {
    return (at.empty() ? "/" : at) + ": expected " + shown(&pattern) + ", came " + shown(actual);
  }

  std::string compare_objects(const Json& pattern, const Json& actual, const std::string& at) {
    if (!actual.is_object()) return differs(pattern, &actual, at);
    for (const auto& [key, wanted] : pattern.items()) {
      const auto found = actual.find(key);
      const Json* member = found == actual.end() ? nullptr : &*found;
      if (std::string why = compare(wanted, member, at + "/" + key); !why.empty()) return why;
    }
    return {};
  }

  std::string compare_arrays(const Json& pattern, const Json& actual, const std::string& at) {
    if (!actual.is_array() || actual.size() != pattern.size()) return differs(pattern, &actual, at);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (std::string why = compare(pattern[i], &actual[i], at + "/" + std::to_string(i)); !why.empty())
        return why;
    }
    return {};
  }

  std::string apply(const Json& matcher, const Json* actual, const std::string& at) {
    for (const auto& [name, wanted] : matcher.items()) {
      if (!holds(name, wanted, actual)) return differs(matcher, actual, at);
    }
    return {};
  }

  bool matches(const Json& pattern, const Json& actual) { return compare(pattern, &actual, "").empty(); }

  bool holds(const std::string& name, const Json& wanted, const Json* actual) {
    if (name == "$absent") return (actual == nullptr) == wanted.get<bool>();
    if (name == "$not") return !compare(wanted, actual, "").empty();
    if (name == "$oneOf")
      return any(wanted, [&](const Json& one) { return compare(one, actual, "").empty(); });
    if (actual == nullptr) return false;
    if (name == "$any") return true;
    if (name == "$capture") return captured_[wanted.get<std::string>()] = *actual, true;
    if (name == "$match") return glob_matches(wanted.get<std::string>(), plain(*actual));
    if (name == "$len") return length(*actual) == wanted.get<std::size_t>();
    if (name == "$min") return actual->is_number() && *actual >= wanted;
    if (name == "$type") return type(*actual) == wanted.get<std::string>();
    if (name == "$onlyKey")
      return actual->is_object() && actual->size() == 1 &&
             (captured_[wanted.get<std::string>()] = actual->begin().key(), true);
    if (name == "$onlyValue")
      return actual->is_object() && actual->size() == 1 && matches(wanted, *actual->begin());
    if (name == "$exactly") return matches(wanted, *actual) && actual->size() == wanted.size();
    return holds_for_parts(name, wanted, *actual);
  }

  bool holds_for_parts(const std::string& name, const Json& wanted, const Json& actual) {
    if (name == "$each") return !any(actual, [&](const Json& one) { return !matches(wanted, one); });
    if (name == "$contains") {
      return !any(wanted, [&](const Json& one) {
        return !any(actual, [&](const Json& element) { return matches(one, element); });
      });
    }
    if (name == "$has") {
      const std::string text = plain(actual);
      return !any(wanted, [&](const Json& part) { return text.find(part.get<std::string>()) == text.npos; });
    }
    return false;
  }

  template <class Predicate>
  static bool any(const Json& values, Predicate predicate) {
    return std::any_of(values.begin(), values.end(), predicate);
  }

  static std::string plain(const Json& value) {
    return value.is_string() ? value.get<std::string>() : dump(value);
  }

  static std::size_t length(const Json& value) {
    return value.is_string() ? value.get_ref<const std::string&>().size() : value.size();
  }

  static std::string type(const Json& value) {
    return value.is_number_integer() ? "integer" : value.type_name();
  }

  Json& captured_;
};

}  // namespace

std::string mismatch(const Json& pattern, const Json& actual, Json& captured) {
  return Comparison(captured).compare(pattern, &actual, "");
}

bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = pattern.npos, retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p, ++t;
    } else if (star != pattern.npos) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == pattern.npos;
}

}  // namespace callgate::test
