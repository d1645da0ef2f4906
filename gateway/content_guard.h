// What resources and prompts hold passes the guards that judge results, like what tools return.
#pragma once

#include "core/mcp/adapt.h"
#include "gateway/request.h"

namespace callgate {

class Session;

// Forwards a server's answer to resources/read or prompts/get (`method`), as the guards leave it; refuses it
// where they withhold it (-32603 with the reason). What was changed or withheld is recorded in the ledger,
// with the method in the place of the tool's name; what passed is not.
void forward_content(Session& session, HostRequest& request, const rpc::Message& answer,
                     const mcp::Adaptation& adaptation, const std::string& server, std::string_view method);

}  // namespace callgate
