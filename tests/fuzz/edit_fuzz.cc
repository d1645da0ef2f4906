// Members taken out and put in, at all depths at once: what comes out is valid JSON, and holds what was asked
// for.
#include <string>
#include <string_view>

#include "core/json/edit.h"
#include "core/json/view.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/second_opinion.h"

namespace {

using namespace callgate::json;
using callgate::fuzz::must;

constexpr std::string_view kAdded = R"("added":[1,{}],"more":"x")";

// Which members go, and which objects get some: decided by the input's first byte.
struct Choice {
  std::uint8_t bits;
  bool drops(std::size_t index) const { return (bits >> (index % 6)) & 1; }
  std::string_view added(std::size_t depth) const {
    return (bits >> (6 + depth % 2)) & 1 ? kAdded : std::string_view();
  }
};

void edit(std::string_view line, std::string_view object, Choice choice, std::size_t depth, Edits& edits) {
  std::size_t index = 0;
  change_members(
      line, object, [&](const Member&) { return choice.drops(index++); }, choice.added(depth), edits);
  Members walk(object);
  Member member;
  for (index = 0; walk.next(member); ++index) {
    if (!choice.drops(index) && type_of(member.value) == Type::object)
      edit(line, member.value, choice, depth + 1, edits);
  }
}

// The members of an object without the blanks between them; anything else as it stands.
std::string squeezed(std::string_view value) {
  if (type_of(value) != Type::object) return std::string(value);
  std::string out = "{";
  Members walk(value);
  Member member;
  while (walk.next(member)) {
    out.append(out.size() > 1 ? ",\"" : "\"").append(member.key).append("\":").append(squeezed(member.value));
  }
  return out + "}";
}

// What is to come out, made from parts.
std::string expected(std::string_view value, Choice choice, std::size_t depth) {
  if (type_of(value) != Type::object) return std::string(value);
  std::string out = "{" + std::string(choice.added(depth));
  Members walk(value);
  Member member;
  for (std::size_t index = 0; walk.next(member); ++index) {
    if (choice.drops(index)) continue;
    out.append(out.size() > 1 ? ",\"" : "\"")
        .append(member.key)
        .append("\":")
        .append(expected(member.value, choice, depth + 1));
  }
  return out + "}";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const Choice choice{data[0]};
  const std::string line(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (!valid(line) || type_of(line) != Type::object) return 0;
  Edits edits;
  edit(line, line, choice, 0, edits);
  callgate::json::sort(edits);
  const std::string changed = callgate::json::apply(line, edits);
  must(valid(changed), "an edited object is valid JSON");
  must(callgate::fuzz::accepted(changed).value_or(true), "nlohmann agrees");
  must(squeezed(changed) == expected(line, choice, 0), "an edited object holds what was asked for");
  return 0;
}
