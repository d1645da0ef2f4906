// A guard that does what a test tells it, and writes down everything that happens to it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/guard/chain.h"

namespace callgate::guard {

using Log = std::vector<std::string>;

struct ScriptedGuard final : Guard {
  ScriptedGuard(std::string name_, Log& log_) : name(std::move(name_)), log(log_) {}

  std::string_view kind() const override { return name; }
  void enrol(ChainBuilder& chain) override {
    for (const Before place : places) chain.before<&ScriptedGuard::do_judge>(place, *this);
    for (const After place : after_places) chain.after<&ScriptedGuard::do_treat>(place, *this);
  }
  bool lists(const mcp::Tool&) const override { return listed; }
  std::optional<Deny> reserve(Call& call) override {
    log.push_back(name + " reserve");
    return reserving ? reserving(call) : std::nullopt;
  }
  void settle(const Call&, Ending ending) noexcept override {
    static constexpr const char* kNames[] = {"answered", "denied", "failed", "cancelled"};
    log.push_back(name + " " + kNames[static_cast<int>(ending)]);
  }
  Verdict do_judge(Call& call) {
    log.push_back(name);
    return judge ? judge(call) : Allow{};
  }
  Amend do_treat(Call& call, const Bytes& result) {
    log.push_back(name + " after");
    return treat ? treat(call, result) : Keep{};
  }

  std::string name;
  Log& log;
  std::vector<Before> places{Before::names};
  std::vector<After> after_places;
  bool listed = true;
  std::function<Verdict(Call&)> judge;
  std::function<Amend(Call&, const Bytes&)> treat;
  std::function<std::optional<Deny>(Call&)> reserving;
};

inline mcp::ToolPtr some_tool(std::string server = "fs", std::string native = "read_file",
                              mcp::Hints hints = {}, bool trusted = false) {
  auto tool = std::make_shared<mcp::Tool>();
  tool->exposed = server + "__" + native;
  tool->server = std::move(server);
  tool->native = std::move(native);
  tool->definition = Bytes::copy(R"({"name":")" + tool->native + R"("})");
  tool->hints = hints;
  tool->trusted = trusted;
  return tool;
}

// A chain of scripted guards, made in two steps so that tests can fill them in.
struct ScriptedChain {
  ScriptedGuard& add(std::string name, Before place, Mode mode = Mode::enforce) {
    auto guard = std::make_unique<ScriptedGuard>(std::move(name), log);
    ScriptedGuard& known = *guard;
    known.places = {place};
    members.push_back({std::move(guard), mode});
    return known;
  }
  std::shared_ptr<const GuardChain> build() { return std::make_shared<const GuardChain>(std::move(members)); }

  Log log;
  std::vector<GuardChain::Member> members;
};

inline Deny deny_because(std::string code) {
  return Deny{{"", "", std::move(code), "no", ""}};
}
inline Ask ask_because(std::string code) {
  return Ask{{"", "", std::move(code), "hm", ""}, "Really?"};
}
inline Answer answer_from_memory() {
  return Answer{
      {"", "", "cache_hit", "known", ""}, Decision::cache, Bytes::copy(R"({"content":[]})"), "c0", Millis{5}};
}

}  // namespace callgate::guard
