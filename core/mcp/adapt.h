// What has to change in a server's answer before a host of another revision can read it. Everything else
// stays as the server wrote it.
#pragma once

#include <string>
#include <string_view>

#include "core/json/edit.h"
#include "core/mcp/revision.h"
#include "core/rpc/message.h"

namespace callgate::mcp {

// The kinds of answers that differ between the eras beyond `resultType`.
enum class AnswerTo : std::uint8_t { call, prompt, read, other };

struct Adaptation {
  Revision server = kNewestLegacy;  // what the server speaks
  Revision host = kNewestLegacy;    // what this host's request speaks
  AnswerTo to = AnswerTo::other;
  std::string_view meta;  // members to add to the result's `_meta` ("\"dev.callgate/verdict\":{…}"), or empty
};

// Edits for an answer of kind result: `resultType` comes for a modern host and goes for a legacy one, what a
// modern read must carry is added, the server's own `dev.callgate/*` members go, and content types that a
// strict parser of the host's revision does not know become text (resource_link before 2025-06-18, audio
// before 2025-03-26).
void adapt_result(const rpc::Message& answer, const Adaptation& adaptation, json::Edits& edits);

// Edits for an answer of kind error: the code for a resource that does not exist differs between the eras.
void adapt_error(const rpc::Message& answer, const Adaptation& adaptation, json::Edits& edits);

// {"resultType":"complete",…} as a modern result of our own; `members` raw, may be empty.
std::string modern_result(std::string_view members);

// Our name in results and handshakes: {"name":"callgate","version":"…"}.
std::string_view own_info();

}  // namespace callgate::mcp
