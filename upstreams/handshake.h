// Opening a session with a server, in either era.
#pragma once

#include <memory>

#include "core/mcp/envelope.h"
#include "core/mcp/listing.h"
#include "upstreams/connection.h"
#include "upstreams/task.h"

namespace callgate {

// Sends one request and waits for its answer; an error answer comes back as a Message of kind error.
Task<Result<rpc::Message>> ask(ConnectionPtr connection, rpc::Draft draft, Instant deadline);

// `initialize` and `notifications/initialized`. Asks for the newest legacy revision and takes any known one.
// Errors: refused (an error answer, an unknown revision), timeout, gone.
Task<Result<mcp::Facts>> initialize(ConnectionPtr connection, const mcp::Declaration& declaration,
                                    Instant deadline);

// `server/discover`. Errors as above; `not_found` means that the server answered as one that does not know
// the modern era, so that `initialize` may follow on the same process.
Task<Result<mcp::Facts>> discover(ConnectionPtr connection, const mcp::Declaration& declaration,
                                  Instant deadline);

// All pages of one list, as raw items. A repeated cursor or too many pages end it with what came so far.
Task<Result<std::vector<Bytes>>> drain_list(ConnectionPtr connection, mcp::ListKind kind, mcp::Era era,
                                            const mcp::Declaration& declaration, Instant deadline, Log& log);

}  // namespace callgate
