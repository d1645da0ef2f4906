// What hosts ask for outside of tools/call (resources, prompts, completions) passes guards on both ways, like
// the arguments and results of tools.
#pragma once

#include "core/mcp/adapt.h"
#include "gateway/request.h"

namespace callgate {

class Session;

// Judges a request that is about to leave for `server`: resources/read by its URI (the path of a file; any
// other only if the server has not named it itself), prompts/get and completion/complete by their arguments.
// False: it was refused with -32602, the guard's reason, and its code as data.reason, and recorded. Where a
// secret is to be blanked out of a prompt's arguments, the edit goes to `draft`.
bool admit_content(Session& session, HostRequest& request, const std::string& server, rpc::Draft& draft);

// Forwards a server's answer to resources/read or prompts/get (`method`), as the guards leave it; refuses it
// where they withhold it (-32603 with the reason). What was changed or withheld is recorded in the ledger,
// with the method in the place of the tool's name; what passed is not.
void forward_content(Session& session, HostRequest& request, const rpc::Message& answer,
                     const mcp::Adaptation& adaptation, const std::string& server, std::string_view method);

}  // namespace callgate
