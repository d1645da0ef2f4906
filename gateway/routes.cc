// Which method is answered by which flow, and for which era.
#include "core/mcp/methods.h"
#include "gateway/flows.h"

namespace callgate {
namespace {

namespace method = mcp::method;
using For = Route::For;

constexpr Route kRoutes[] = {
    {method::tools_call, For::both, serve_tool_call},
    {method::tools_list, For::both, serve_tools},
    {method::initialize, For::legacy, serve_initialize},
    {method::discover, For::modern, serve_discover},
    {method::ping, For::legacy, serve_ping},
    {method::prompts_list, For::both, serve_prompts},
    {method::prompts_get, For::both, serve_prompt},
    {method::resources_list, For::both, serve_resources},
    {method::templates_list, For::both, serve_templates},
    {method::resources_read, For::both, serve_read},
    {method::resources_subscribe, For::legacy, serve_subscribe},
    {method::resources_unsubscribe, For::legacy, serve_unsubscribe},
    {method::complete, For::both, serve_completion},
    {method::set_level, For::legacy, serve_set_level},
    {method::listen, For::modern, serve_listen},
};

}  // namespace

const Route* route_of(std::string_view name) {
  for (const Route& route : kRoutes) {
    if (route.method == name) return &route;
  }
  return nullptr;
}

}  // namespace callgate
