#include "gateway/commands/tally.h"

#include <algorithm>
#include <bit>

namespace callgate::commands {
namespace {

constexpr int kSteps = 16;  // buckets per doubling

// The first kSteps values have a bucket each; from there on every doubling is cut into kSteps equal parts.
std::size_t bucket_of(std::uint64_t value) {
  if (value < kSteps) return value;
  const auto doubling = static_cast<std::size_t>(std::bit_width(value)) - 5;
  return (doubling + 1) * kSteps + static_cast<std::size_t>((value >> doubling) - kSteps);
}

// The largest value of a bucket.
std::int64_t bucket_end(std::size_t bucket) {
  if (bucket < kSteps) return static_cast<std::int64_t>(bucket);
  const std::size_t doubling = bucket / kSteps - 1;
  return static_cast<std::int64_t>(((bucket % kSteps + kSteps + 1) << doubling) - 1);
}

}  // namespace

void Durations::add(std::int64_t micros) {
  const std::size_t bucket = bucket_of(static_cast<std::uint64_t>(std::max<std::int64_t>(micros, 0)));
  if (bucket >= buckets_.size()) buckets_.resize(bucket + 1);
  ++buckets_[bucket];
  ++count_;
}

std::int64_t Durations::percentile(int percent) const {
  const std::uint64_t wanted = (count_ * static_cast<std::uint64_t>(percent) + 99) / 100;
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
    seen += buckets_[bucket];
    if (buckets_[bucket] && seen >= wanted) return bucket_end(bucket);
  }
  return 0;
}

void CallTally::add(const LedgerRecord& record) {
  ++calls;
  const std::string& decision = record.decision;
  denied += decision == "deny" || decision == "rewrite";
  held += decision == "hold";
  cached += decision == "cache" || decision == "replay";
  changed += decision == "repair" || decision == "redact" || decision == "truncate" || decision == "suppress";
  errors += record.outcome == "error" || record.outcome == "toolError" || record.outcome == "timeout" ||
            record.outcome == "lost";
  executed += record.executed();
  if (record.micros) durations.add(*record.micros);
  micros += static_cast<std::uint64_t>(std::max<std::int64_t>(record.micros.value_or(0), 0));
  const auto price = policy::Amount::read(record.price);
  if (!price) return;
  if (record.executed()) spent += *price;
  // A held call may still be made.
  if (!record.executed() && decision != "hold") saved += *price;
}

void EffectTally::add(const LedgerRecord& record) {
  if (record.effect.empty()) return;
  done += record.outcome == "result";
  not_sent += !record.executed();
  indeterminate += record.executed() && record.outcome != "result";
}

void Tally::add(const LedgerRecord& record) {
  if (record.event == "gap") lost += static_cast<std::uint64_t>(std::max<std::int64_t>(record.lost, 0));
  if (!record.is_call()) return;
  all.add(record);
  servers[record.server].add(record);
  tools[record.name()].add(record);
  ++decisions[record.decision];
  if (!record.guard.empty()) ++guards[record.guard + ": " + record.code];
  for (const std::string& would : record.would_be) ++would_be[would];
  effects.add(record);
  if (record.code == "loop_quarantine") ++set_aside[record.name()];
  if (!runs.contains(record.run())) runs.emplace(record.run());
  if (first.empty() || record.time < first) first = record.time;
  if (record.time > last) last = record.time;
}

}  // namespace callgate::commands
