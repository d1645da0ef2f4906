#include "core/analysis/schema/report.h"

#include <algorithm>

#include "core/json/escape.h"
#include "core/json/view.h"

namespace callgate::analysis::schema {
namespace {

constexpr std::size_t kMaxKey = 60, kMaxValue = 40;  // bytes shown

// ".name" where that is clear, else ["na me"].
void append_key(std::string& path, std::string_view raw) {
  std::string key;
  json::append_decoded(key, raw.substr(0, 8 * kMaxKey));
  const bool plain = !key.empty() && key.size() <= kMaxKey && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '$';
  });
  path += plain ? "." + key : "[" + json::quote(shortened(key, kMaxKey)) + "]";
}

void append_way(std::string& path, const Step* way) {
  if (!way) return;
  append_way(path, way->before);
  if (way->key.data()) {
    append_key(path, way->key);
  } else {
    path += "[" + std::to_string(way->place) + "]";
  }
}

}  // namespace

Problem& Report::add(const Step* way, std::string_view keyword, std::string_view value, std::string message) {
  const bool room = problems_.size() < kMaxProblems;
  if (!room) ++dropped_;
  Problem& problem = room ? problems_.emplace_back() : (spare_ = Problem());
  if (!room) return problem;
  problem.path = root_;
  append_way(problem.path, way);
  problem.keyword = keyword;
  problem.depth = depth_of(way);
  problem.message = std::move(message);
  problem.value = value;
  return problem;
}

void Report::take(Problem problem) {
  if (problems_.size() < kMaxProblems) {
    problems_.push_back(std::move(problem));
  } else {
    ++dropped_;
  }
}

void Report::sort() {
  std::stable_sort(problems_.begin(), problems_.end(),
                   [](const Problem& a, const Problem& b) { return a.value.data() < b.value.data(); });
}

int depth_of(const Step* way) {
  int depth = 0;
  for (; way; way = way->before) ++depth;
  return depth;
}

std::string shortened(std::string_view text, std::size_t size) {
  if (text.size() <= size) return std::string(text);
  while (size > 0 && (text[size] & 0xC0) == 0x80) --size;
  return std::string(text.substr(0, size)) + "…";
}

std::string described(std::string_view value) {
  switch (json::type_of(value)) {
    case json::Type::null:
      return "null";
    case json::Type::boolean:
      return std::string(value);
    case json::Type::object:
      return "an object";
    case json::Type::array:
      return "an array";
    case json::Type::number:
      return "number " + shortened(value, kMaxValue);
    default:
      return "string " + shortened(value, kMaxValue) + (value.size() > kMaxValue ? "\"" : "");
  }
}

}  // namespace callgate::analysis::schema
