// A guard's knobs as data: one table says how each is written, what it means, which way is tighter, and where
// its value lies. Reader, merge and JSON Schema all work from it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/config/jsonc.h"
#include "core/config/shape.h"

namespace callgate::policy {

// Which way a later file may turn a knob. "Smaller" of a list means a part of it, of an optional limit (where
// nothing is no limit) a lower one.
enum class Tighter : std::uint8_t { smaller, larger, neither, either };

// Values by pattern of a tool's exposed name, in the order of the file: "per_tool": {"db__*": 3, "*": 10}.
template <class T>
using ByTool = std::vector<std::pair<std::string, T>>;

// One knob of a struct of knobs, whose address is passed as void*. Made by knob<…>() below.
struct Knob {
  std::string_view key;  // "streak"; "repeat.ttl" stands in an object "repeat"
  config::Shape shape;
  Tighter tighter;
  std::string_view about;
  // Of a node that fits the shape, which must be the knob's own.
  void (*read)(void* knobs, const config::Node& node, const config::Shape& shape);
  bool (*is_looser)(const void* now, const void* before, Tighter tighter);
  void (*copy)(void* to, const void* from);
  std::string (*print)(const void* knobs, const config::Shape& shape);  // as JSON; empty: no value
};

// ── how single values are read, compared and printed ──
void read_value(const config::Node& node, bool& value);
void read_value(const config::Node& node, std::int64_t& value);
void read_value(const config::Node& node, std::size_t& value);  // bytes, "64KiB"
void read_value(const config::Node& node, double& value);
void read_value(const config::Node& node, Millis& value);  // "5s", or a number of milliseconds
void read_value(const config::Node& node, std::chrono::seconds& value);
void read_value(const config::Node& node, std::string& value);
void read_value(const config::Node& node, std::vector<std::string>& value);
std::string print_value(bool value, const config::Shape& shape);
std::string print_value(std::int64_t value, const config::Shape& shape);
std::string print_value(std::size_t value, const config::Shape& shape);
std::string print_value(double value, const config::Shape& shape);
std::string print_value(Millis value, const config::Shape& shape);
std::string print_value(std::chrono::seconds value, const config::Shape& shape);
std::string print_value(const std::string& value, const config::Shape& shape);
std::string print_value(const std::vector<std::string>& value, const config::Shape& shape);

// Words in the order of the enumeration they stand for: the shape lists them.
std::size_t word_index(const config::Node& node, const config::Shape& shape);
bool is_part(const std::vector<std::string>& part, const std::vector<std::string>& whole);

namespace knobs_detail {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsByTool : std::false_type {};
template <class T>
struct IsByTool<ByTool<T>> : std::true_type {};

template <class T>
bool looser(const T& now, const T& before, Tighter tighter) {
  if (tighter == Tighter::either) return false;
  if (tighter == Tighter::neither) return now != before;
  if constexpr (std::is_same_v<T, std::vector<std::string>>) {
    return tighter == Tighter::smaller ? !is_part(now, before) : !is_part(before, now);
  } else if constexpr (IsOptional<T>::value) {
    if (!before) return false;
    return !now || looser(*now, *before, tighter);
  } else if constexpr (IsByTool<T>::value) {
    for (const auto& [pattern, value] : before) {
      bool kept = false;
      for (const auto& [other, again] : now) kept |= other == pattern && !looser(again, value, tighter);
      if (!kept) return true;
    }
    return false;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return now != before;
  } else if constexpr (requires { before < now; }) {
    return tighter == Tighter::smaller ? before < now : now < before;
  } else {
    return now != before;
  }
}

template <class T>
void read_knob(const config::Node& node, T& value, const config::Shape& shape) {
  if constexpr (std::is_enum_v<T>) {
    value = static_cast<T>(word_index(node, shape));
  } else if constexpr (IsOptional<T>::value) {
    if (node.type == config::Type::string && node.text == "none") {
      value.reset();
    } else {
      read_knob(node, value.emplace(), shape);
    }
  } else if constexpr (IsByTool<T>::value) {
    value.clear();
    if (node.type == config::Type::object) {
      for (const config::Member& member : node.members)
        read_knob(member.value, value.emplace_back(member.key, typename T::value_type::second_type{}).second,
                  shape);
    } else {
      read_knob(node, value.emplace_back("*", typename T::value_type::second_type{}).second, shape);
    }
  } else {
    read_value(node, value);
  }
}

template <class T>
std::string print_knob(const T& value, const config::Shape& shape) {
  if constexpr (std::is_enum_v<T>) {
    return config::quoted(shape.all_words()[static_cast<std::size_t>(value)]);
  } else if constexpr (IsOptional<T>::value) {
    return value ? print_knob(*value, shape) : "\"none\"";
  } else if constexpr (IsByTool<T>::value) {
    std::string text = "{";
    for (const auto& [pattern, entry] : value) {
      if (text.size() > 1) text += ',';
      text += config::quoted(pattern) + ":" + print_knob(entry, shape);
    }
    return text + "}";
  } else {
    return print_value(value, shape);
  }
}

template <class T>
struct Owner;
template <class S, class T>
struct Owner<T S::*> {
  using type = S;
};

template <auto First, auto... Rest>
const auto& at(const void* knobs) {
  using S = typename Owner<decltype(First)>::type;
  const auto& first = static_cast<const S*>(knobs)->*First;
  if constexpr (sizeof...(Rest) == 0) {
    return first;
  } else {
    return at<Rest...>(&first);
  }
}

template <auto... Path>
auto& at(void* knobs) {
  using T = std::remove_cvref_t<decltype(at<Path...>(static_cast<const void*>(nullptr)))>;
  return const_cast<T&>(at<Path...>(static_cast<const void*>(knobs)));
}

// Words and numbers keep their own table where a wider shape ("none", a table by tool) is built around them.
constexpr const config::Shape& innermost(const config::Shape& shape) {
  return shape.kind == config::Kind::either ? shape.inner[0] : shape;
}

}  // namespace knobs_detail

// A knob that lies at the end of a path of members: knob<&Breaker::streak>("streak", …),
// knob<&Loops::repeat, &Repeat::ttl>("repeat.ttl", …). The shape's bounds are checked before read() runs; the
// tables it points to must be constant.
template <auto... Path>
constexpr Knob knob(std::string_view key, config::Shape shape, Tighter tighter, std::string_view about) {
  using namespace knobs_detail;
  Knob made{key, shape, tighter, about, nullptr, nullptr, nullptr, nullptr};
  made.read = [](void* knobs, const config::Node& node, const config::Shape& of) {
    read_knob(node, at<Path...>(knobs), innermost(of));
  };
  made.is_looser = [](const void* now, const void* before, Tighter way) {
    return looser(at<Path...>(now), at<Path...>(before), way);
  };
  made.copy = [](void* to, const void* from) { at<Path...>(to) = at<Path...>(from); };
  made.print = [](const void* knobs, const config::Shape& of) {
    return print_knob(at<Path...>(knobs), innermost(of));
  };
  return made;
}

}  // namespace callgate::policy
