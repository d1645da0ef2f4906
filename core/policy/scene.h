// What conditions look at: one call, its tool, its caller, and perhaps its result.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/guard/call.h"
#include "core/json/outline.h"
#include "core/policy/field_path.h"
#include "core/policy/world.h"

namespace callgate::policy {

// Whether something holds. What cannot be judged is `unknown`: the rule then fails closed. Ordered, so that
// "and" is the least of two and "or" the greatest.
enum class Truth : std::uint8_t { no, unknown, yes };
constexpr Truth truth(bool holds) {
  return holds ? Truth::yes : Truth::no;
}
constexpr Truth negated(Truth truth) {
  return static_cast<Truth>(2 - static_cast<int>(truth));
}

// One value that a field leads to. Views into the call, the result or the world.
struct Value {
  bool there = false;  // false: absent
  json::Type type = json::Type::null;
  std::string_view text;                   // the characters of a string, the spelling of another scalar
  std::string_view raw;                    // as JSON; empty for what stands in no JSON text
  const json::Outline* outline = nullptr;  // that it lies in, at `at`; null for what stands in no JSON text
  std::uint32_t at = 0;

  bool is(json::Type other) const { return there && type == other; }
};
Value text_value(std::string_view text);
Value value_at(const json::Outline& outline, std::uint32_t at);
using Values = boost::container::small_vector<Value, 4>;

// Why something could not be judged.
struct Trouble {
  enum class Kind : std::uint8_t { none, type, ambiguous, too_long };
  Kind kind = Kind::none;
  std::string what;   // a sentence without a full stop
  std::string field;  // what has to be sent otherwise
  std::string_view code() const;
};

struct Remark;  // remark.h

// Made for one call and one look at it.
struct Scene {
  guard::Call& call;
  const World& world;
  std::string_view environment = "dev";
  std::size_t regex_input = 10'000;  // longer texts are not searched
  bool missing_field = false;        // what a positive condition says of an absent field
  const json::Outline* result = nullptr;
  const std::string* result_text = nullptr;  // all text of the result
  const FieldPath* looking_at = nullptr;     // for messages
  Trouble trouble;                           // the first since it was cleared
  std::vector<Remark>* remarks = nullptr;    // where predicates write what they found; null: nobody asks

  // Notes why and answers `unknown`.
  Truth doubt(Trouble::Kind kind, std::string what);
  // The value is no such thing as the operator works on: "is a string, and \"gt\" needs a number".
  Truth misfit(const Value& value, std::string_view op, std::string_view needed);
};

// All values `path` leads to; what is absent counts as one value that is not there. False if the way cannot
// be walked: a step into a scalar, or a key that servers may read differently; then the scene knows why.
bool look_up(Scene& scene, const FieldPath& path, Values& out);

}  // namespace callgate::policy
