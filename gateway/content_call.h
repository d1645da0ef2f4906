// What passes between hosts and servers outside of tools/call, as guards see it: a call of a tool that only
// reads, with the method in the place of its name.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/guard/chain.h"
#include "core/guard/record.h"
#include "core/guard/render.h"
#include "gateway/session.h"

namespace callgate {

class ContentCall {
 public:
  // `server` is the key of its entry in the configuration. With `arguments`, a valid object, it is about to
  // leave for the server; without, the server has said something.
  ContentCall(Session& session, const std::string& server, std::string_view method, Bytes arguments = {});

  // What guards say against its leaving; what a repair made of the arguments stands in call().
  guard::Verdict enter() { return passage_.enter(); }
  // What guards make of a text of the server's, shaped like the result of a tool.
  guard::Amend leave(const Bytes& result);

  guard::Call& call() { return call_; }
  // What is to be said of it, after its end.
  guard::Notice notice_of(guard::Decision decision, const guard::Finding* why) const;
  // Settles, and records it in the ledger if guards objected, changed or remarked something.
  void conclude(const guard::Notice& notice, guard::Outcome outcome, std::size_t result_bytes);

 private:
  Session& session_;
  guard::Call call_;
  guard::Passage passage_;
};

}  // namespace callgate
