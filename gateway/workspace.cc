#include "gateway/workspace.h"

#include <algorithm>
#include <utility>

#include "core/analysis/path/file_url.h"
#include "core/base/percent.h"
#include "core/json/view.h"
#include "core/mcp/methods.h"
#include "gateway/guard_world.h"
#include "gateway/session.h"
#include "upstreams/timer.h"

namespace callgate {

using json::member;

namespace {

constexpr Millis kLongestWait{2000};

}  // namespace

Workspace::~Workspace() {
  if (asked_) session_.cancel_host_ask(*asked_, "the gateway is stopping");
}

void Workspace::want(bool wanted) {
  if (std::exchange(wanted_, wanted) || !wanted) return;
  if (session_.legacy() && session_.legacy()->initialized) ask();
}

void Workspace::ask() {
  const auto& host = session_.legacy();
  if (!wanted_ || !host || json::type_of(member(host->capabilities, "roots")) != json::Type::object) return;
  if (asked_) session_.cancel_host_ask(*std::exchange(asked_, std::nullopt), "the roots have changed");
  const Result<std::uint64_t> id = session_.ask_host(rpc::request(mcp::method::roots_list, ""), *this);
  if (id) asked_ = *id;
}

void Workspace::answered(Result<rpc::Message> answer) {
  asked_.reset();
  if (answer && answer->kind() == rpc::Kind::result) {
    world_.set_workspace(first_folder(answer->text(answer->parts().result)));
  } else {
    session_.log().warn("the host did not say which roots it has: ${workspace} is the working directory");
  }
  for (OneShot<bool>* waiter : std::exchange(waiting_, {})) waiter->set(true);
}

Task<void> Workspace::known() {
  if (!asked_) co_return;
  OneShot<bool> over;
  Timer timer(session_.loop());
  timer.start(kLongestWait, [&over] { over.set(false); });
  waiting_.push_back(&over);
  const bool in_time = co_await over.wait();
  std::erase(waiting_, &over);
  if (!in_time) session_.log().warn("the host takes long to say which roots it has");
}

std::string first_folder(std::string_view result) {
  json::Elements walk(member(result, "roots"));
  for (std::string_view root; walk.next(root);) {
    const std::string uri = json::decode(member(root, "uri"));
    std::string path = percent_decoded(analysis::path_of_file_url(uri));
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    if (path.starts_with('/') && path.find('\0') == path.npos) return path;
  }
  return {};
}

}  // namespace callgate
