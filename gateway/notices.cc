#include "gateway/notices.h"

#include <algorithm>

#include "core/mcp/methods.h"
#include "gateway/session.h"

namespace callgate {
namespace {

constexpr Millis kGather{100};

}  // namespace

Notices::Notices(Session& session) : session_(session), timer_(session.loop()) {}

void Notices::changed(const mcp::Catalog::Changed& changed) {
  waiting_.tools |= changed.tools;
  waiting_.prompts |= changed.prompts;
  waiting_.resources |= changed.resources;
  if (!waiting_ || timing_) return;
  timing_ = true;
  timer_.expires_after(kGather);
  timer_.async_wait([this](const boost::system::error_code& stopped) {
    if (stopped) return;
    timing_ = false;
    const Turns::Scope turn(session_.turns());
    tell();
  });
}

void Notices::host_ready() {
  if (!timing_) tell();
}

void Notices::tell() {
  // Before its handshake is over a legacy host may be sent nothing; it is told right after.
  if (session_.legacy() && !session_.legacy()->initialized) return;
  const mcp::Catalog::Changed told = std::exchange(waiting_, {});
  const auto send = [&](bool now, bool Listen::*wants, std::string_view method) {
    if (!now) return;
    if (session_.legacy()) session_.notify(method);
    for (const Listen& listen : listens_) {
      if (listen.*wants) session_.notify(method, "{\"_meta\":{" + tag(listen) + "}}");
    }
  };
  send(told.tools, &Listen::tools, mcp::method::tools_changed);
  send(told.prompts, &Listen::prompts, mcp::method::prompts_changed);
  send(told.resources, &Listen::resources, mcp::method::resources_changed);
}

void Notices::add(Listen listen) { listens_.push_back(std::move(listen)); }

bool Notices::remove(const HostRequest& request) {
  const auto found = std::find_if(listens_.begin(), listens_.end(),
                                  [&](const Listen& listen) { return listen.request.get() == &request; });
  if (found == listens_.end()) return false;
  listens_.erase(found);
  return true;
}

std::string Notices::tag(const Listen& listen) {
  return "\"" + std::string(mcp::kMetaSubscriptionId) + "\":" + std::string(listen.request->id());
}

}  // namespace callgate
