#include "core/analysis/schema/choice.h"

#include <algorithm>

#include "core/json/canonical.h"
#include "core/json/view.h"

namespace callgate::analysis::schema {
namespace {

bool has(const std::vector<std::string>& sorted, std::string_view text) {
  return std::binary_search(sorted.begin(), sorted.end(), text);
}

}  // namespace

Choice::Choice(std::vector<std::string_view> texts) : texts_(std::move(texts)) {
  for (const std::string_view text : texts_) add(text);
  std::sort(strings_.begin(), strings_.end());
  std::sort(composites_.begin(), composites_.end());
  std::sort(numbers_.begin(), numbers_.end());
}

void Choice::add(std::string_view text) {
  switch (json::type_of(text)) {
    case json::Type::null:
      null_ = true;
      break;
    case json::Type::boolean:
      (text == "true" ? true_ : false_) = true;
      break;
    case json::Type::number:
      if (const auto number = json::Decimal::read(text)) numbers_.push_back(*number);
      break;
    case json::Type::string:
      strings_.push_back(json::decode(text));
      break;
    case json::Type::array:
    case json::Type::object:
      if (auto canonical = json::canonical(text)) composites_.push_back(*std::move(canonical));
      break;
  }
}

bool Choice::contains(std::string_view value) const {
  switch (json::type_of(value)) {
    case json::Type::null:
      return null_;
    case json::Type::boolean:
      return value == "true" ? true_ : false_;
    case json::Type::number: {
      if (numbers_.empty()) return false;
      const auto number = json::Decimal::read(value);
      return number && std::binary_search(numbers_.begin(), numbers_.end(), *number);
    }
    case json::Type::string:
      if (strings_.empty()) return false;
      if (value.find('\\') == value.npos) return has(strings_, value.substr(1, value.size() - 2));
      return has(strings_, json::decode(value));
    default: {
      if (composites_.empty()) return false;
      const auto canonical = json::canonical(value);
      return canonical && has(composites_, *canonical);
    }
  }
}

}  // namespace callgate::analysis::schema
