#include "bench.h"
#include "calls.h"

namespace callgate::bench {
namespace {

std::string cut(std::string_view line) {
  return std::string(line.substr(0, 200));
}

}  // namespace

std::string fresh_path(Bench& bench, const std::string& stem) {
  static int count = 0;
  return bench.scratch + "/" + stem + "-" + std::to_string(++count);
}

Lineup::Lineup(Bench& bench, std::string measure) : bench_(bench), measure_(std::move(measure)) {
  const Millis warm_up(bench.options.turn_ms());
  for (const Setup& setup : bench.setups) {
    const auto command = command_for_one(setup, fresh_path(bench, "state"), bench.options.server);
    players_.push_back({setup, std::make_unique<Session>(command, fresh_path(bench, "stderr"))});
    Session& session = *players_.back().session;
    Instant answered;
    if (session.initialize(answered)) run_burst(session, 1, Writes::single, warm_up);
    if (session.ok()) run_burst(session, 16, Writes::single, warm_up);
    note_fault(players_.back());
  }
}

void Lineup::note_fault(Player& player) {
  if (player.session->ok() || player.reported) return;
  bench_.report.fail(measure_, player.setup.key, player.session->fault());
  player.reported = true;
}

bool call_echo(Session& session, const std::string& tool, double& micros) {
  static std::string request;
  request.clear();
  const std::uint64_t id = session.next_id();
  append_echo_call(request, tool, id);
  std::string_view line;
  const Instant sent = now();
  if (!session.ask(request, line)) return false;
  micros = micros_between(sent, session.arrived());
  const Answer answer = read_answer(line);
  if (answer.id == id && is_echo_result(answer.result, id)) return true;
  return session.fail("wrong answer to echo call " + std::to_string(id) + ": " + cut(line));
}

bool call_blob(Session& session, const std::string& tool, std::size_t size, double& micros) {
  std::string request;
  const std::uint64_t id = session.next_id();
  append_blob_call(request, tool, id, size);
  std::string_view line;
  const Instant sent = now();
  if (!session.ask(request, line)) return false;
  micros = micros_between(sent, session.arrived());
  const Answer answer = read_answer(line);
  if (answer.id == id && is_blob_result(answer.result, id, size)) return true;
  return session.fail("wrong answer to blob call " + std::to_string(id) + ": " + cut(line));
}

Burst run_burst(Session& session, unsigned in_flight, Writes writes, Millis duration) {
  std::vector<char> answered;  // by order of issue
  std::string request;
  const std::uint64_t first = session.next_id();
  std::uint64_t next = first;
  Burst burst;
  const Instant start = now();
  const Instant until = start + duration;
  for (bool issuing = true; issuing || burst.calls < next - first;) {
    while (issuing && next - first - burst.calls < in_flight) {
      request.clear();
      append_echo_call(request, "echo", next);
      session.queue(request);
      answered.push_back(0);
      next = session.next_id();
      if (writes == Writes::single && !session.flush()) return burst;
    }
    if (!session.flush() || !session.wait()) return burst;
    while (const auto line = session.next_line()) {
      const Answer answer = read_answer(*line);
      if (answer.id == 0) continue;
      const std::uint64_t at = answer.id - first;
      if (at >= answered.size() || answered[at] || !is_echo_result(answer.result, answer.id)) {
        session.fail("wrong answer with " + std::to_string(in_flight) + " in flight: " + cut(*line));
        return burst;
      }
      answered[at] = 1;
      ++burst.calls;
    }
    issuing = issuing && now() < until;
  }
  burst.micros = micros_between(start, now());
  return burst;
}

}  // namespace callgate::bench
