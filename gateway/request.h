// One request of the host's while it is being answered.
#pragma once

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/recycle.h"
#include "core/json/view.h"
#include "core/mcp/revision.h"
#include "core/rpc/message.h"

namespace callgate {

class Exchange;

// The answers of one batch (2025-03-26 only), which leave together.
struct Batch {
  std::size_t left = 0;
  std::string answers;  // without the brackets
};

// The ids of one host are alike but for their ends.
struct IdHash {
  std::size_t operator()(std::string_view id) const {
    std::uint64_t end = id.size();
    for (const char c : id.substr(id.size() < 8 ? 0 : id.size() - 8))
      end = end << 8 ^ static_cast<unsigned char>(c);
    return end;
  }
};

struct HostRequest : boost::intrusive_ref_counter<HostRequest, boost::thread_unsafe_counter>, Recycled {
  rpc::Message message;
  std::string plain_id;                         // the id spelled plainly, where the host has not
  std::string_view key;                         // of the id, for the table of requests in flight
  mcp::Revision revision = mcp::kNewestLegacy;  // whose rules the answer follows
  std::shared_ptr<Batch> batch;
  Exchange* exchange = nullptr;  // while a server works on it
  bool cancelled = false, answered = false;
  bool resumed = false;  // its request state was one of ours, and has done its duty

  bool modern() const { return mcp::era_of(revision) == mcp::Era::modern; }
  std::string_view id() const { return message.id(); }
  // The progress token as the host spelled it; empty if it wants no progress.
  std::string_view progress_token() const { return message.text(message.parts().meta_progress_token); }
  // The least log level that the request asks for, in mcp::log_level's order; -1: it wants no log messages.
  // MCP 2026-07-28, server/utilities/logging.
  int log_level() const { return mcp::log_level(json::decode(message.text(message.parts().log_level))); }
};
using RequestPtr = boost::intrusive_ptr<HostRequest>;

}  // namespace callgate
