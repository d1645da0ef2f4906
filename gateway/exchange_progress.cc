// What a host hears while an exchange goes on: the server's progress under the host's own token, and a sign
// of life where the server gives none.
#include <charconv>
#include <cstdio>

#include "core/json/view.h"
#include "core/mcp/envelope.h"
#include "core/mcp/methods.h"
#include "gateway/exchange.h"
#include "gateway/held.h"
#include "gateway/relay.h"
#include "gateway/server_text.h"
#include "gateway/session.h"

namespace callgate {
namespace {

using json::member;

constexpr Millis kKeepAlive{10'000};
// Kept for a host that is away with a question; beyond it the oldest go, since progress rises.
constexpr std::size_t kMostKept = 256, kMostKeptBytes = 1 << 20;

}  // namespace

void Exchange::progressed(const rpc::Message& said) {
  heard_ = session_.clock().now();
  if (!request_) return keep(said);
  if (request_->cancelled || request_->progress_token().empty()) return;
  const rpc::Message progress = cleansed(session_, upstream_.server().name, {}, said);
  rpc::Draft draft;
  draft.line = progress.line();
  draft.edits.push_back({progress.parts().progress_token, std::string(request_->progress_token())});
  if (progress.parts().has_own_meta) {
    mcp::change_envelope(progress, false, {}, draft.edits);
    json::sort(draft.edits);
  }
  const std::string_view value = member(progress.params(), "progress");
  double number = 0;
  if (std::from_chars(value.data(), value.data() + value.size(), number).ec == std::errc{})
    progress_ = number;
  session_.post(draft);
}

void Exchange::logged(const rpc::Message& message, int level) {
  if (!request_ && away_log_level_ >= 0 && level >= away_log_level_) keep(message);
}

void Exchange::keep(const rpc::Message& message) {
  kept_bytes_ += message.line().view().size();
  kept_.push_back(message);
  for (; kept_.size() > kMostKept || kept_bytes_ > kMostKeptBytes; kept_.pop_front())
    kept_bytes_ -= kept_.front().line().view().size();
}

void Exchange::hand_over_kept() {
  kept_bytes_ = 0;
  for (const rpc::Message& message : std::exchange(kept_, {})) {
    if (message.method() == mcp::method::progress) {
      progressed(message);
    } else {
      session_.relay().hear(upstream_, message);
    }
  }
}

void Exchange::keep_alive(Instant now) {
  if (!request_) {
    if (now - heard_ >= Held::kLifetime) cancel("expired");
    return;
  }
  if (request_->progress_token().empty() || now - heard_ < kKeepAlive || !id_) return;
  heard_ = now;
  // Progress must rise (MCP basic/utilities/progress); a hair above the server's own leaves it room.
  char value[64];
  std::snprintf(value, sizeof value, "%.6f", progress_ + ++keep_alives_ * 1e-6);
  const std::string text = "waiting for " + upstream_.server().name;
  session_.notify(mcp::method::progress, "{\"progressToken\":" + std::string(request_->progress_token()) +
                                             ",\"progress\":" + value + ",\"message\":" + json::quote(text) +
                                             "}");
}

}  // namespace callgate
