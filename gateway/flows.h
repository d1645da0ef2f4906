// Who answers which method: one function each, named by the method, in the file that tells its story.
#pragma once

#include "core/mcp/tool.h"
#include "gateway/request.h"
#include "upstreams/connection.h"
#include "upstreams/task.h"

namespace callgate {

class Session;

// lifecycle.cc
void serve_initialize(Session& session, const RequestPtr& request);
void serve_discover(Session& session, const RequestPtr& request);
void serve_ping(Session& session, const RequestPtr& request);
void serve_set_level(Session& session, const RequestPtr& request);
// Tells a legacy server the host's log level, a raw literal; a server that does not answer is logged.
Task<void> tell_level(Session& session, ConnectionPtr connection, std::string level);
void hear_initialized(Session& session, const rpc::Message& message);
void hear_cancelled(Session& session, const rpc::Message& message);
void hear_roots_changed(Session& session, const rpc::Message& message);

// call_flow.cc
void serve_tool_call(Session& session, const RequestPtr& request);

// pass_flow.cc
Flow pass_through(Session& session, RequestPtr request, mcp::ToolPtr tool, std::size_t server);

// list_flow.cc
void serve_tools(Session& session, const RequestPtr& request);
void serve_prompts(Session& session, const RequestPtr& request);
void serve_resources(Session& session, const RequestPtr& request);
void serve_templates(Session& session, const RequestPtr& request);

// offer_flow.cc
void serve_prompt(Session& session, const RequestPtr& request);
void serve_read(Session& session, const RequestPtr& request);
void serve_completion(Session& session, const RequestPtr& request);

// spill_flow.cc: false if the URI is not that of a result kept by the gateway itself
bool serve_spilled(Session& session, const RequestPtr& request);

// subscriptions.cc
void serve_subscribe(Session& session, const RequestPtr& request);
void serve_unsubscribe(Session& session, const RequestPtr& request);
void serve_listen(Session& session, const RequestPtr& request);

// The table. Null for a method that nobody serves.
struct Route {
  enum class For : std::uint8_t { legacy, modern, both };
  std::string_view method;
  For era;
  void (*serve)(Session&, const RequestPtr&);
};
const Route* route_of(std::string_view method);

}  // namespace callgate
