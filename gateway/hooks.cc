#include "gateway/hooks.h"

#include "core/json/view.h"
#include "upstreams/environment.h"
#include "upstreams/pipe.h"

namespace callgate {
namespace {

constexpr std::size_t kMaxAnswer = 4u << 20;

guard::HookAnswer failed(const policy::Hook& hook, const std::string& why) {
  guard::HookAnswer answer;
  answer.hook = &hook;
  answer.failed = true;
  answer.reason = why;
  return answer;
}

guard::HookAnswer read_answer(const policy::Hook& hook, std::string_view line) {
  const auto said = [&](std::string_view key) { return json::member(line, key); };
  if (!json::valid(line) || json::type_of(line) != json::Type::object)
    return failed(hook, "it did not answer with a JSON object");
  guard::HookAnswer answer;
  answer.hook = &hook;
  const std::string decision = json::decode(said("decision"));
  if (decision == "pass") {
    answer.passed = true;
  } else if (decision == "mutate") {
    if (json::type_of(said("arguments")) != json::Type::object)
      return failed(hook, "it answered \"mutate\" without an object of arguments");
    answer.passed = true;
    answer.arguments = std::string(said("arguments"));
  } else if (decision == "reject") {
    answer.reason = json::decode(said("reason"));
  } else {
    return failed(hook, "its \"decision\" was not \"pass\", \"mutate\" or \"reject\"");
  }
  return answer;
}

std::string command_of(const policy::Hook& hook) {
  std::string command;
  for (const std::string& word : hook.exec) command.append(word).push_back('\0');
  return command;
}

}  // namespace

// One process, asked one line at a time. Its tree ends with it.
class Hooks::Program : private LineReader::Sink, private Outbox::Watcher {
 public:
  Program(Ground& ground, std::string name, Child child)
      : ground_(ground),
        name_(std::move(name)),
        control_(std::move(child.control)),
        errors_sink_(*this),
        outbox_(std::make_shared<Outbox>(ground.loop, ground.turns, child.input.release(),
                                         static_cast<Outbox::Watcher&>(*this), kMaxAnswer)),
        answers_(std::make_shared<LineReader>(ground.loop, ground.turns, child.output.release(),
                                              static_cast<LineReader::Sink&>(*this), kMaxAnswer)),
        errors_(std::make_shared<LineReader>(ground.loop, ground.turns, child.errors.release(), errors_sink_,
                                             std::size_t{4096})) {
    answers_->start();
    errors_->start();
  }
  ~Program() override {
    outbox_->close();
    answers_->close();
    errors_->close();
  }

  // The next line it writes, or why there is none. The `last` question closes its input: many programs read
  // to the end first.
  Task<Result<std::string>> answer_to(std::string request, Millis limit, bool last) {
    if (!end_.empty()) co_return error(Errc::gone, end_);
    OneShot<Result<std::string>> answer;
    Timer timer(ground_.loop);
    answer_ = &answer;
    timer.start(limit, [this] { settle(error(Errc::timeout, "it did not answer in time")); });
    {
      Turns::Scope turn(ground_.turns);
      outbox_->push(request);
      if (last) outbox_->finish();
    }
    Result<std::string> result = co_await answer.wait();
    co_return result;
  }
  bool ended() const { return !end_.empty(); }

 private:
  struct Errors final : LineReader::Sink {
    explicit Errors(Program& of) : program(of) {}
    void line(const rpc::Line& line) override {
      program.ground_.log.info("[hook " + program.name_ + "] " + std::string(line.bytes.view()));
    }
    void ended(const Error&) override {}
    Program& program;
  };

  void line(const rpc::Line& line) override {
    if (line.too_long) return settle(error(Errc::refused, "its answer was too long"));
    settle(std::string(line.bytes.view()));
  }
  void ended(const Error&) override { end("it ended without an answer"); }
  void unwritable(const Error&) override { end("it does not read what it is asked"); }
  void end(std::string why) {
    if (end_.empty()) end_ = std::move(why);
    settle(error(Errc::gone, end_));
  }
  // May end this object.
  void settle(Result<std::string> result) {
    if (!answer_) return;
    OneShot<Result<std::string>>& answer = *std::exchange(answer_, nullptr);
    answer.set(std::move(result));
  }

  Ground& ground_;
  const std::string name_;
  OwnedFd control_;  // closing it ends the tree
  Errors errors_sink_;
  std::shared_ptr<Outbox> outbox_;
  std::shared_ptr<LineReader> answers_, errors_;
  OneShot<Result<std::string>>* answer_ = nullptr;
  std::string end_;
};

Hooks::~Hooks() = default;

std::string Hooks::request_for(const policy::Hook& hook, const guard::Call& call,
                               std::string_view principal) {
  std::string request = "{\"v\":1";
  const auto add = [&](std::string_view key, std::string_view value) {
    request.append(",\"").append(key).append("\":");
    json::append_quoted(request, value);
  };
  add("call", call.id());
  add("rule", hook.rule);
  add("server", call.tool().server);
  add("tool", call.tool().native);
  add("exposed", call.tool().exposed);
  add("principal", principal);
  return request.append(",\"arguments\":").append(call.arguments()).append("}");
}

Result<std::shared_ptr<Hooks::Program>> Hooks::start(const policy::Hook& hook) {
  Command command;
  command.argv = hook.exec;
  command.env = child_environment(ground_.environment, {}, {});
  const auto path = ground_.environment.find("PATH");
  CALLGATE_TRY(program,
               find_program(hook.exec.front(),
                            path == ground_.environment.end() ? std::string_view() : path->second, {}));
  command.argv.front() = program;
  CALLGATE_TRY(child, ground_.launcher.spawn(command));
  return std::make_shared<Program>(ground_, hook.rule, std::move(child));
}

Task<guard::HookAnswer> Hooks::ask(const policy::Hook& hook, std::string request) {
  if (hook.worker) {
    guard::HookAnswer answer = co_await ask_worker(hook, std::move(request));
    co_return answer;
  }
  Result<std::shared_ptr<Program>> started = start(hook);
  if (!started) co_return failed(hook, "it cannot be started: " + started.error().what);
  const std::shared_ptr<Program> program = *started;
  Result<std::string> line = co_await program->answer_to(std::move(request), hook.timeout, true);
  if (!line) co_return failed(hook, line.error().what);
  co_return read_answer(hook, *line);
}

Task<guard::HookAnswer> Hooks::ask_worker(const policy::Hook& hook, std::string request) {
  Worker& worker = workers_[command_of(hook)];
  if (worker.busy) {
    OneShot<bool> turn;
    worker.waiting.push_back(&turn);
    co_await turn.wait();
  }
  worker.busy = true;
  guard::HookAnswer answer;
  if (!worker.program || worker.program->ended()) {
    Result<std::shared_ptr<Program>> started = start(hook);
    if (started) {
      worker.program = *started;
    } else {
      answer = failed(hook, "it cannot be started: " + started.error().what);
    }
  }
  if (!answer.failed) {
    const std::shared_ptr<Program> program = worker.program;
    Result<std::string> line = co_await program->answer_to(std::move(request), hook.timeout, false);
    // A late answer would be taken for the next one's.
    if (!line) worker.program.reset();
    if (line) {
      answer = read_answer(hook, *line);
    } else {
      answer = failed(hook, line.error().what);
    }
  }
  worker.busy = false;
  if (!worker.waiting.empty()) {
    worker.busy = true;
    OneShot<bool>* next = worker.waiting.front();
    worker.waiting.pop_front();
    next->set(true);
  }
  co_return answer;
}

}  // namespace callgate
