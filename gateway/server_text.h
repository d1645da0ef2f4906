// What servers tell people and models outside of results: errors, log messages, progress, questions.
#pragma once

#include <string>

#include "core/rpc/message.h"

namespace callgate {

class Session;

// A server's error, notification, question, or answer that asks for input, as guards leave its texts: those
// that cleanse and cut results see each of them (`message` and `data` of an error, `message`,
// `requestedSchema`, `systemPrompt` and `messages` of a question, `message` of progress, `data` and `logger`
// of a log message, the reason of a cancellation), but no address that the user is asked to visit. A text
// that they withhold is replaced by the reason. What was changed is recorded in the ledger, with the method
// (of an answer: `asked`) in the place of the tool's name. The very same message where nothing was found.
rpc::Message cleansed(Session& session, const std::string& server, std::string_view asked,
                      const rpc::Message& message);

}  // namespace callgate
