// Questions that servers ask users, carried from one era's form to the other's.
#pragma once

#include <string>
#include <string_view>

#include "core/json/edit.h"
#include "core/rpc/message.h"

namespace callgate::questions {

// What a client must have declared to be asked this. Empty: nothing. Otherwise the reason why it cannot be
// asked, as JSON-RPC code and sentence. MCP 2025-11-25, client/{roots,sampling,elicitation}.
struct Unaskable {
  int code = 0;
  std::string reason;
  explicit operator bool() const { return code != 0; }
};
Unaskable unaskable(std::string_view method, std::string_view params, std::string_view capabilities);

// True for the three methods a server may ask with: roots/list, sampling/createMessage, elicitation/create.
bool is_question(std::string_view method);

// The params of a question as a modern host's `inputRequests` carry them: the user sees `label` first, no
// progress token, no elicitationId, the mode spelled out. "{}" if there are none.
std::string for_modern_host(std::string_view method, std::string_view params, std::string_view label);
// The params of a modern server's input request as a legacy host gets them: labelled, with an elicitationId
// where the mode is url (MCP 2025-11-25 demands one).
std::string for_legacy_host(std::string_view method, std::string_view params, std::string_view label);
// The questions of an error -32042 (its raw `error` object) as members of a modern host's `inputRequests`:
// "\"url-1\":{…},…"; empty if it asks for nothing. MCP 2025-11-25, client/elicitation.
std::string url_requests(std::string_view error, std::string_view label);
// Edits for what a modern server's input_required result asks, passed on to a modern host: the user sees
// `label` first.
void label_requests(const rpc::Message& required, std::string_view label, json::Edits& edits);
// Edits for a question that is passed on as it is, from a legacy server to a legacy host.
void pass_on(const rpc::Message& question, std::string_view label, json::Edits& edits);

}  // namespace callgate::questions
