#include "core/guard/call.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/base/digest.h"
#include "core/base/recycle.h"
#include "core/base/seal.h"
#include "core/json/canonical.h"
#include "core/json/view.h"

namespace callgate::guard {
struct Call::Lazy : Recycled {
  std::optional<std::string> signature;
  std::optional<nlohmann::json> tree;
  std::optional<std::string> canonical;
  std::optional<std::vector<ShellCommand>> shell;
};

namespace {

// The numbers of calls that are over are given out again.
struct Places {
  std::size_t take() {
    if (free.empty()) return next++;
    const std::size_t place = free.back();
    free.pop_back();
    return place;
  }
  std::vector<std::size_t> free;
  std::size_t next = 0;
};
thread_local Places places;

}  // namespace

Call::Call(std::string id, mcp::ToolPtr tool, Bytes arguments)
    : place_(places.take()), id_(std::move(id)), tool_(std::move(tool)), arguments_(std::move(arguments)) {}

Call::~Call() {
  places.free.push_back(place_);
}

void Call::replace_arguments(std::string text) {
  arguments_ = Bytes::adopt(std::move(text));
  repaired_ = true;
  no_commands_ = false;
  outline_.reset();
  lazy_.reset();
}

void Call::add_ask(Ask ask) {
  const bool known = std::any_of(asks_.begin(), asks_.end(), [&](const Ask& other) {
    return other.why.guard == ask.why.guard && other.why.rule == ask.why.rule &&
           other.why.code == ask.why.code;
  });
  if (!known) asks_.push_back(std::move(ask));
}

Result<std::string_view> Call::argument(std::string_view name) {
  CALLGATE_TRY(found, outline().member(0, name));
  return found ? found->raw : std::string_view();
}

const json::Outline& Call::outline() {
  if (!outline_) outline_.emplace(arguments());
  return *outline_;
}

const std::vector<ShellCommand>& Call::shell() {
  static const std::vector<ShellCommand> kNone;
  if (lazy_ && lazy_->shell) return *lazy_->shell;
  if (no_commands_) return kNone;
  std::vector<ShellCommand> found = shell_commands_of(*tool_, facts_, outline());
  if (found.empty()) {
    no_commands_ = true;
    return kNone;
  }
  if (!lazy_) lazy_ = std::make_unique<Lazy>();
  return lazy_->shell.emplace(std::move(found));
}

const ResultView& Call::view(const Bytes& result) {
  const std::string_view text = result.view();
  if (!view_ || view_->result.data() != text.data() || view_->result.size() != text.size())
    view_.emplace(text);
  return *view_;
}

const json::Outline* Call::metadata() {
  if (metadata_.empty()) return nullptr;
  if (!metadata_outline_) metadata_outline_.emplace(metadata_.view());
  return &*metadata_outline_;
}

Result<std::reference_wrapper<const nlohmann::json>> Call::tree() {
  if (!lazy_) lazy_ = std::make_unique<Lazy>();
  if (!lazy_->tree) {
    try {
      lazy_->tree = nlohmann::json::parse(arguments());
    } catch (const nlohmann::json::exception& thrown) {
      return error(Errc::invalid, std::string("the arguments cannot be read: ") + thrown.what());
    }
  }
  return std::cref(*lazy_->tree);
}

Result<std::string_view> Call::canonical_arguments() {
  if (!lazy_) lazy_ = std::make_unique<Lazy>();
  if (!lazy_->canonical) {
    CALLGATE_TRY(text, json::canonical(arguments()));
    lazy_->canonical = std::move(text);
  }
  return std::string_view(*lazy_->canonical);
}

Result<std::string_view> Call::signature() {
  static const std::string kKey = random_hex(32);
  CALLGATE_TRY(arguments, canonical_arguments());
  if (!lazy_->signature) {
    // Lengths first, so that no two tools share a signature whatever their names hold.
    std::string text =
        std::to_string(tool_->server.size()) + ':' + std::to_string(tool_->native.size()) + ':';
    text.append(tool_->server).append(tool_->native).append(arguments);
    lazy_->signature = hmac_hex(kKey, text).substr(0, 32);
  }
  return std::string_view(*lazy_->signature);
}

const HookAnswer* Call::answer_of(const void* hook) const {
  for (const HookAnswer& answer : answers_) {
    if (answer.hook == hook) return &answer;
  }
  return nullptr;
}

Result<std::string> Call::digest(std::string_view principal, std::string_view policy_revision) {
  CALLGATE_TRY(arguments, canonical_arguments());
  std::string text = "{\"arguments\":";
  text += arguments;
  const auto add = [&](std::string_view key, std::string_view value) {
    text.append(",\"").append(key).append("\":");
    json::append_quoted(text, value);
  };
  add("definition", tool_->digest());
  add("policy", policy_revision);
  add("principal", principal);
  add("server", tool_->server);
  add("tool", tool_->native);
  text += '}';
  return sha256_hex(text);
}

}  // namespace callgate::guard
