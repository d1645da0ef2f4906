#include "core/mcp/listing.h"

#include "core/json/view.h"
#include "core/mcp/methods.h"

namespace callgate::mcp {

std::string_view list_method(ListKind kind) {
  switch (kind) {
    case ListKind::tools:
      return method::tools_list;
    case ListKind::prompts:
      return method::prompts_list;
    case ListKind::resources:
      return method::resources_list;
    case ListKind::templates:
      return method::templates_list;
  }
  return {};
}

std::string_view list_member(ListKind kind) {
  switch (kind) {
    case ListKind::tools:
      return "tools";
    case ListKind::prompts:
      return "prompts";
    case ListKind::resources:
      return "resources";
    case ListKind::templates:
      return "resourceTemplates";
  }
  return {};
}

std::string_view list_capability(ListKind kind) {
  switch (kind) {
    case ListKind::tools:
      return "tools";
    case ListKind::prompts:
      return "prompts";
    case ListKind::resources:
    case ListKind::templates:
      return "resources";
  }
  return {};
}

bool Facts::has(std::string_view capability) const {
  return !json::member(capabilities, capability).empty();
}

bool Facts::has(std::string_view capability, std::string_view flag) const {
  return json::is_true(json::member(capabilities, {capability, flag}));
}

}  // namespace callgate::mcp
