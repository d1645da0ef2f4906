// What a tool's inputSchema says of one argument, as far as it can be said without a call.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/view.h"
#include "core/mcp/tool.h"
#include "core/policy/field_path.h"

namespace callgate::policy_lint {

// Sets of json::Type.
using Types = unsigned;
constexpr Types only(json::Type type) {
  return 1u << static_cast<unsigned>(type);
}
inline constexpr Types kAnyType = 0x3F;
// "a string or null".
std::string names_of(Types types);

struct Argument {
  enum class Standing : std::uint8_t {
    known,    // the schema describes it
    open,     // the schema lets anything stand there
    unnamed,  // it names others, and does not say whether more are taken
    refused,  // it takes no others
  };
  Standing standing = Standing::open;
  Types types = kAnyType;
  bool required = false;                           // on the whole way
  std::optional<std::vector<std::string>> values;  // all there may be, as raw JSON
  std::string nearest;                             // the way that was probably meant; empty: none is near
  std::vector<std::string> siblings;               // names that are known where it is not
  std::string misstep;  // a step into what is no list or no object: "args.path is a string"

  bool is_missing() const { return standing == Standing::unnamed || standing == Standing::refused; }
};

// `path` begins at args. References within the schema are followed; what cannot be told is open.
Argument argument_of(const mcp::Tool& tool, const policy::FieldPath& path);

}  // namespace callgate::policy_lint
