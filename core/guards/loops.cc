// The guard `loops`: stops calls that lead nowhere. A read repeated while nothing has changed is answered
// from memory; queries that only reword each other, rounds of calls that bring nothing new, and tools that
// were part of either are refused with advice.
#include <algorithm>
#include <optional>
#include <utility>

#include "core/guard/in_flight.h"
#include "core/guard/result_memory.h"
#include "core/guard/tool_pattern.h"
#include "core/guards/loops/digest.h"
#include "core/guards/loops/memory.h"
#include "core/guards/loops/polled.h"
#include "core/guards/registry.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

struct Role {
  std::uint64_t name = 0;
  bool polled = false;
  std::vector<std::string> ignored;  // arguments
};

// One call on its way.
struct Note {
  std::optional<Fingerprint> key;  // of a read that may be answered from memory
  std::optional<Query> query;
  Passed passed;
  std::string quarantine;  // the tool is to be set aside for this, if the call ends here
  bool rewords = false;    // for queries like this one alone
  std::uint64_t epoch = 0, warned = 0;
  bool reserved = false, answered = false, stalled = false;
};

class Loops final : public Guard {
 public:
  Loops(const policy::Policy& policy, const GuardDeps& deps)
      : knobs_(policy.guards.loops),
        clock_(deps.clock),
        memory_(deps.memory->of<LoopMemory>("loops")),
        results_(knobs_.repeat.max_bytes) {
    for (const std::string& name : knobs_.jitter.args) {
      query_names_.push_back(plain(name));
      query_letters_ |= bit_of(query_names_.back());
    }
    memory_->seen.set_capacity(static_cast<std::size_t>(knobs_.max_entries));
    memory_->tools.set_capacity(static_cast<std::size_t>(knobs_.max_entries));
  }

  std::string_view kind() const override { return "loops"; }
  void enrol(ChainBuilder& chain) override {
    chain.before<&Loops::answer_repeat>(Before::reuse, *this);
    chain.before<&Loops::judge_quarantine>(Before::breaker, *this);
    chain.before<&Loops::judge_loops>(Before::loops, *this);
    chain.after<&Loops::note_result>(After::record, *this);
    chain.after<&Loops::keep_result>(After::store, *this);
  }
  Verdict answer_repeat(Call& call);
  Verdict judge_quarantine(Call& call);
  Verdict judge_loops(Call& call);
  std::optional<Deny> reserve(Call& call) override;
  Amend note_result(Call& call, const Bytes& result);
  Amend keep_result(Call& call, const Bytes& result);
  void settle(const Call& call, Ending ending) noexcept override;

 private:
  static std::string plain(std::string_view name);
  // The same for both cases of a letter.
  static std::uint32_t bit_of(std::string_view name) { return name.empty() ? 0 : 1u << (name[0] & 31); }
  const Role& role(const Call& call);
  bool idle() const { return clock_.now() - memory_->last_call > knobs_.idle_reset; }
  std::optional<Query> query_of(Call& call);
  Verdict judge_jitter(Call& call, Note& note);
  Verdict judge_sequence(Call& call, Note& note);
  Verdict judge_stall(Call& call, Note& note);
  Deny advise(Note& note, std::string code, std::string reason, std::string instead);
  void note_stall(const Note& note, std::uint64_t result);
  void set_aside(Note& note);

  const policy::LoopsKnobs knobs_;
  const Clock& clock_;
  std::shared_ptr<LoopMemory> memory_;
  ResultMemory results_;
  std::vector<std::string> query_names_;
  std::uint32_t query_letters_ = bit_of("_") | bit_of("-") | bit_of(" ");  // that such a name may begin with
  ToolMemo<Role> roles_;
  InFlight<Note> notes_;
};

// Lower case without separators, so that searchQuery and search_query are one name.
std::string Loops::plain(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c != '_' && c != '-' && c != ' ') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out;
}

const Role& Loops::role(const Call& call) {
  return roles_.of(call.tool_ptr(), [this](const mcp::Tool& tool) {
    Role role{short_hash(tool.server) * 31 + short_hash(tool.native), is_polled(tool.native), {}};
    for (const auto& [pattern, keys] : knobs_.ignore_keys) {
      if (pattern_fits(pattern, tool)) role.ignored = keys;
    }
    return role;
  });
}

Verdict Loops::answer_repeat(Call& call) {
  const ToolFacts& facts = call.facts();
  const Role& tool = role(call);
  if (!knobs_.repeat.threshold || !facts.reads() || facts.once || facts.is_volatile || tool.polled)
    return Allow{};
  const auto key = fingerprint(call, tool.ignored);
  if (!key) return Allow{};
  notes_.start(call).key = key;
  const LoopMemory::Seen* seen = memory_->seen.find(*key);
  const std::uint64_t epoch = memory_->epochs.of(call.tool().server);
  if (!seen || seen->epoch != epoch || seen->count + 1 < *knobs_.repeat.threshold || idle()) return Allow{};
  const ResultMemory::Kept* kept = results_.find(bytes_of(*key));
  if (!kept || kept->epoch != epoch) return Allow{};
  const Millis age = std::chrono::duration_cast<Millis>(clock_.now() - kept->at);
  if (age >= knobs_.repeat.ttl) return Allow{};
  return Answer{{"loops", "repeat", "loop_repeat",
                 "This call was made " + std::to_string(seen->count) +
                     " times and nothing has changed since; the answer is the last one.",
                 ""},
                Decision::cache,
                kept->result,
                kept->of,
                age};
}

Verdict Loops::judge_quarantine(Call& call) {
  if (knobs_.quarantine == policy::LoopsKnobs::Quarantine::none || idle()) return Allow{};
  const LoopMemory::OfTool* tool = memory_->tools.find(role(call).name);
  if (!tool || tool->quarantined.empty()) return Allow{};
  if (tool->reworded.size() == 0) {
    return Deny{{"loops", "quarantine", "loop_quarantine",
                 call.tool().exposed + " is set aside for this session: " + tool->quarantined,
                 "Go on without it: use what it has returned so far, another tool, or tell the user."},
                {},
                true};
  }
  const auto query = query_of(call);
  if (!query || tool->reworded.like(*query, knobs_.jitter.similarity).empty()) return Allow{};
  return Deny{{"loops", "quarantine", "loop_quarantine",
               "Queries like this one are refused for this session: " + tool->quarantined,
               "Use what they have returned, ask for something else, or tell the user."},
              {},
              true};
}

Verdict Loops::judge_loops(Call& call) {
  Note& note = notes_.start(call);
  const ToolFacts& facts = call.facts();
  const Role& tool = role(call);
  note.passed = {call.tool_ptr(),
                 tool.name,
                 short_hash(call.arguments()),
                 0,
                 0,
                 facts.reads(),
                 facts.is_volatile || tool.polled};
  if (knobs_.jitter.threshold) note.query = query_of(call);
  if (idle()) return Allow{};
  Verdict verdict = judge_jitter(call, note);
  if (!std::holds_alternative<Allow>(verdict)) return verdict;
  verdict = judge_sequence(call, note);
  return std::holds_alternative<Allow>(verdict) ? judge_stall(call, note) : std::move(verdict);
}

// The first argument that holds a query in prose.
std::optional<Query> Loops::query_of(Call& call) {
  const Effect effect = call.facts().effect;
  if (effect != Effect::pure && effect != Effect::read && effect != Effect::unknown) return std::nullopt;
  const json::Outline& outline = call.outline();
  for (std::uint32_t i = 1; i < outline.size(); i = outline[i].end) {
    const json::Entry& entry = outline[i];
    if (entry.type != json::Type::string || entry.key.size() > 32) continue;
    if ((query_letters_ & bit_of(entry.key)) == 0) continue;
    const std::string name = plain(entry.key);
    if (std::find(query_names_.begin(), query_names_.end(), name) == query_names_.end()) continue;
    Query query{short_hash(entry.text), TokenSet(entry.text), clock_.now(), 0};
    if (query.tokens.sorted.empty()) continue;
    if (is_query_language(entry.text)) return std::nullopt;
    return query;
  }
  return std::nullopt;
}

Deny Loops::advise(Note& note, std::string code, std::string reason, std::string instead) {
  note.quarantine = reason;
  return Deny{{"loops", code.substr(5), std::move(code), std::move(reason), std::move(instead)}, {}, true};
}

Verdict Loops::judge_jitter(Call& call, Note& note) {
  if (!note.query) return Allow{};
  const LoopMemory::OfTool* tool = memory_->tools.find(note.passed.name);
  if (!tool) return Allow{};
  const Jitter jitter =
      tool->queries.judge(*note.query, knobs_.jitter.similarity, clock_.now() - knobs_.idle_reset);
  if (static_cast<std::int64_t>(jitter.similar) < *knobs_.jitter.threshold) return Allow{};
  if (jitter.sweep && knobs_.jitter.sweep_exempt) return Allow{};
  note.rewords = knobs_.quarantine == policy::LoopsKnobs::Quarantine::similar;
  return advise(note, "loop_jitter",
                std::to_string(jitter.similar) + " of the last queries to " + call.tool().exposed +
                    " asked for the same in other words.",
                "Work with what they returned" +
                    (tool->digest.empty() ? std::string() : " (it began: \"" + tool->digest + "\")") +
                    ", use another source, or tell the user what could not be found.");
}

Verdict Loops::judge_sequence(Call& call, Note& note) {
  if (!knobs_.sequence.threshold) return Allow{};
  const Stream::Limits limits{static_cast<std::size_t>(*knobs_.sequence.threshold),
                              static_cast<std::size_t>(knobs_.sequence.max_len),
                              static_cast<std::size_t>(knobs_.sequence.window)};
  const Circle circle = memory_->stream.judge(note.passed, limits);
  if (circle.length == 0) return Allow{};
  const std::string rounds = std::to_string(*knobs_.sequence.threshold);
  if (circle.stale || !knobs_.sequence.require_stale) {
    return advise(note, "loop_sequence",
                  "The calls " + circle.path + " went round " + rounds + " times and brought nothing new.",
                  "Leave this circle: decide with what is known, take another way, or ask the user.");
  }
  // Once per circle, and not where each round changes something: editing and testing is no loop.
  if (!circle.suspect || memory_->warned.contains(circle.name)) return Allow{};
  note.warned = circle.name;
  call.warn({"loops", "sequence", "loop_sequence",
             "The calls " + circle.path + " have come round " + rounds + " times.", ""});
  return Allow{};
}

Verdict Loops::judge_stall(Call& call, Note& note) {
  const auto& [last, result, same, failed] = memory_->stall;
  const bool idle_reads = note.key && same >= knobs_.stall.k && *note.key != last;
  if (knobs_.stall.mode == Mode::off || (!idle_reads && failed < knobs_.stall.k)) return Allow{};
  // Who only takes note of it does so once per k calls.
  if (knobs_.stall.mode != Mode::enforce && (idle_reads ? same : failed) % knobs_.stall.k != 0)
    return Allow{};
  Finding why{"loops", "stall", "loop_stall",
              idle_reads ? "The last " + std::to_string(same) + " different reads all had the same result."
                         : "The last " + std::to_string(failed) + " calls all failed or were refused.",
              "Say what is known and what is missing, and ask the user how to go on."};
  note.stalled = true;
  if (knobs_.stall.mode == Mode::enforce) return Deny{std::move(why), {}, true};
  if (knobs_.stall.mode == Mode::warn) {
    call.warn(std::move(why));
  } else {
    call.imagine(Decision::rewrite, std::move(why));
  }
  return Allow{};
}

std::optional<Deny> Loops::reserve(Call& call) {
  if (idle() && memory_->serial != 0) {
    const Epochs epochs = memory_->epochs;
    *memory_ = LoopMemory{};
    memory_->epochs = epochs;
    memory_->seen.set_capacity(static_cast<std::size_t>(knobs_.max_entries));
    memory_->tools.set_capacity(static_cast<std::size_t>(knobs_.max_entries));
  }
  Note& note = notes_.start(call);
  note.reserved = true;
  note.epoch = memory_->epochs.of(call.tool().server);
  note.passed.serial = ++memory_->serial;
  memory_->last_call = clock_.now();
  memory_->stream.add(note.passed, static_cast<std::size_t>(knobs_.sequence.window));
  if (note.warned != 0 && memory_->warned.size() < 1000) memory_->warned.insert(note.warned);
  if (note.query) {
    note.query->serial = note.passed.serial;
    memory_->tools.at(note.passed.name)
        .queries.add(std::move(*note.query), static_cast<std::size_t>(knobs_.jitter.window));
  }
  return std::nullopt;
}

Amend Loops::note_result(Call& call, const Bytes& result) {
  Note* note = notes_.find(call);
  if (!note || !note->reserved) return Keep{};
  const ResultView& view = call.view(result);
  note->answered = view.complete && !view.failed;
  if (!note->answered) return Keep{};
  const std::uint64_t hash = short_hash(result.view());
  memory_->stream.set_result(note->passed.serial, hash);
  note_stall(*note, hash);
  return Keep{};
}

void Loops::note_stall(const Note& note, std::uint64_t result) {
  LoopMemory::Stall& stall = memory_->stall;
  stall.failed = 0;
  if (!note.key) {
    if (!note.passed.reads) stall.same = 0;
    return;
  }
  if (result != stall.result) stall.same = 0;
  if (stall.same == 0 || *note.key != stall.last) ++stall.same;
  stall.result = result;
  stall.last = *note.key;
}

Amend Loops::keep_result(Call& call, const Bytes& result) {
  Note* note = notes_.find(call);
  if (!note || !note->answered) return Keep{};
  if (note->query) memory_->tools.at(note->passed.name).digest = digest_of(result.view());
  if (!note->key || note->epoch != memory_->epochs.of(call.tool().server)) return Keep{};
  LoopMemory::Seen& seen = memory_->seen.at(*note->key);
  const ResultMemory::Kept* kept = results_.find(bytes_of(*note->key));
  // What was run again because its result had grown old begins to count anew.
  const bool old = kept && clock_.now() - kept->at >= knobs_.repeat.ttl;
  if (seen.epoch != note->epoch || old) {
    seen = {note->epoch, 0};
    if (kept) results_.drop(bytes_of(*note->key));
  }
  if (++seen.count + 1 >= *knobs_.repeat.threshold)
    results_.put({bytes_of(*note->key), result, call.id(), clock_.now(), note->epoch});
  return Keep{};
}

void Loops::set_aside(Note& note) {
  LoopMemory::OfTool& tool = memory_->tools.at(note.passed.name);
  const bool whole = !tool.quarantined.empty() && tool.reworded.size() == 0;
  if (whole) return;
  tool.quarantined = std::move(note.quarantine);
  if (!note.rewords) {
    tool.reworded = {};
    return;
  }
  const auto window = static_cast<std::size_t>(knobs_.jitter.window);
  for (Query& led : tool.queries.like(*note.query, knobs_.jitter.similarity))
    tool.reworded.add(std::move(led), window);
  tool.reworded.add(*std::move(note.query), window);
}

void Loops::settle(const Call& call, Ending ending) noexcept {
  Note* note = notes_.find(call);
  if (!note) return;
  if (note->reserved && ending == Ending::denied) {
    memory_->stream.forget(note->passed.serial);
    if (LoopMemory::OfTool* tool = memory_->tools.find(note->passed.name))
      tool->queries.forget(note->passed.serial);
  } else if (note->reserved) {
    // What failed or was cancelled may have run all the same.
    memory_->epochs.bump(call.tool().server, call.facts());
  } else if (ending == Ending::denied && !note->quarantine.empty()) {
    set_aside(*note);
  }
  // Said once; then the count begins anew, or nothing could ever end the stall.
  if (ending == Ending::denied && note->stalled && !note->reserved) {
    memory_->stall = {};
  } else if (ending == Ending::denied || (note->reserved && !note->answered)) {
    ++memory_->stall.failed;
  }
  notes_.finish(call);
}

}  // namespace

std::unique_ptr<Guard> make_loops(const policy::Policy& policy, const GuardDeps& deps) {
  return std::make_unique<Loops>(policy, deps);
}

}  // namespace callgate::guard
