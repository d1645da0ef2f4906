// Programs that the policy asks before a call goes out: one line of JSON in, one line out.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>

#include "core/guard/call.h"
#include "core/policy/obligations.h"
#include "upstreams/upstream.h"

namespace callgate {

// To the program, on its standard input:
//   {"v":1,"call":"8f3a-17","rule":"corp-dlp","server":"pay","tool":"create_payment","exposed":"pay__create_payment",
//    "principal":"uid:1000","arguments":{…}}
// From it, on its standard output, one of:
//   {"decision":"pass"}   {"decision":"mutate","arguments":{…}}   {"decision":"reject","reason":"…"}
// Whatever else happens (it cannot be started, says nothing in time, says something else, ends) has failed,
// and the rule's onFail decides. What it writes to standard error goes to the log. A program is started for
// each call, and its whole process tree is ended after its answer; one with "worker": true is started once
// and asked line by line.
class Hooks {
 public:
  explicit Hooks(Ground& ground) : ground_(ground) {}
  ~Hooks();
  Hooks(const Hooks&) = delete;

  // Never fails: what went wrong is an answer too. `hook` outlives the question.
  Task<guard::HookAnswer> ask(const policy::Hook& hook, std::string request);
  // What a program is told of a call. Arguments are the raw object.
  static std::string request_for(const policy::Hook& hook, const guard::Call& call,
                                 std::string_view principal);

 private:
  class Program;
  struct Worker {
    std::shared_ptr<Program> program;
    bool busy = false;
    std::deque<OneShot<bool>*> waiting;
  };
  Task<guard::HookAnswer> ask_worker(const policy::Hook& hook, std::string request);
  Result<std::shared_ptr<Program>> start(const policy::Hook& hook);

  Ground& ground_;
  std::map<std::string, Worker> workers_;  // by their command: a reload keeps them
};

}  // namespace callgate
