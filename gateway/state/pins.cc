#include "gateway/state/pins.h"

namespace callgate::state {
namespace {

using guard::Pin;
using guard::PinState;

// A definition that is longer is not kept to be shown; its digest is.
constexpr std::size_t kShownDefinition = 256 * 1024;

PinState state_of(std::string_view name) {
  if (name == "approved") return PinState::approved;
  return name == "pending" ? PinState::pending : PinState::changed;
}

}  // namespace

Result<std::vector<StoredPin>> Pins::list() {
  if (auto opened = database_.open(); !opened) return opened.error();
  CALLGATE_TRY(query, database_.prepare("SELECT server, tool, program, digest, definition, exposed, state, "
                                        "at, by FROM pin ORDER BY server, tool, at, rowid"));
  std::vector<StoredPin> found;
  for (;;) {
    CALLGATE_TRY(row, query.step());
    if (!row) return found;
    StoredPin& one = found.emplace_back();
    int column = 0;
    for (std::string* text : {&one.pin.server, &one.pin.tool, &one.pin.program, &one.pin.digest,
                              &one.pin.definition, &one.pin.exposed})
      *text = query.text(column++);
    one.state = state_of(query.text(column++));
    one.at = WallTime(Millis(query.integer(column++)));
    one.by = query.text(column);
  }
}

Result<std::int64_t> Pins::count(std::string_view where, const Pin* of) {
  CALLGATE_TRY(query, database_.prepare("SELECT count(*) FROM pin WHERE " + std::string(where)));
  if (of) query.bind(of->server).bind(of->tool);
  CALLGATE_TRY(row, query.step());
  return row ? query.integer(0) : 0;
}

Result<void> Pins::run(std::string_view sql, const Pin& pin) {
  CALLGATE_TRY(query, database_.prepare(sql));
  CALLGATE_TRY(row, query.bind(pin.server).bind(pin.tool).bind(pin.program).step());
  (void)row;
  return {};
}

Result<void> Pins::put(const Pin& pin, PinState state, std::string_view by) {
  CALLGATE_TRY(
      query,
      database_.prepare("INSERT INTO pin(server, tool, program, digest, definition, exposed, state, at, by) "
                        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(server, tool, program, digest) DO "
                        "UPDATE SET state = excluded.state, at = excluded.at, by = excluded.by, exposed = "
                        "excluded.exposed WHERE state <> excluded.state"));
  const bool shown = pin.definition.size() <= kShownDefinition;
  query.bind(pin.server).bind(pin.tool).bind(pin.program).bind(pin.digest);
  query.bind(shown ? std::string_view(pin.definition) : "{}").bind(pin.exposed);
  CALLGATE_TRY(row, query.bind(guard::to_string(state)).bind(now()).bind(by).step());
  (void)row;
  return {};
}

Result<void> Pins::put_waiting(const Pin& pin) {
  CALLGATE_TRY(known, database_.prepare("SELECT 1 FROM pin WHERE server = ? AND tool = ? AND program = ? AND "
                                        "digest = ?"));
  CALLGATE_TRY(there, known.bind(pin.server).bind(pin.tool).bind(pin.program).bind(pin.digest).step());
  if (there) return {};
  if (auto done =
          run("DELETE FROM pin WHERE server = ? AND tool = ? AND program = ? AND state <> 'approved'", pin);
      !done)
    return done;
  CALLGATE_TRY(accepted, count("server = ? AND tool = ? AND state = 'approved'", &pin));
  if (auto done = put(pin, accepted ? PinState::changed : PinState::pending, ""); !done) return done;
  CALLGATE_TRY(oldest, database_.prepare("DELETE FROM pin WHERE rowid IN (SELECT rowid FROM pin WHERE state "
                                         "<> 'approved' ORDER BY at DESC, rowid DESC LIMIT -1 OFFSET ?)"));
  CALLGATE_TRY(row, oldest.bind(static_cast<std::int64_t>(kWaiting)).step());
  (void)row;
  return {};
}

Result<std::size_t> Pins::trust(std::span<const Pin> offered, std::size_t max_entries) {
  return database_.immediate([&]() -> Result<std::size_t> {
    CALLGATE_TRY(total, count("state = 'approved'", nullptr));
    std::size_t trusted = 0;
    for (const Pin& pin : offered) {
      CALLGATE_TRY(known, count("server = ? AND tool = ? AND state = 'approved'", &pin));
      const bool room = static_cast<std::size_t>(total) + trusted < max_entries;
      auto done = known || !room ? put_waiting(pin) : put(pin, PinState::approved, "first use");
      if (!done) return done.error();
      trusted += !known && room;
    }
    return trusted;
  });
}

Result<void> Pins::wait(const Pin& offered) {
  return database_.immediate([&] { return put_waiting(offered); });
}

Result<void> Pins::accept(std::span<const Pin> pins, std::string_view by) {
  return database_.immediate([&]() -> Result<void> {
    for (const Pin& pin : pins) {
      if (auto done = put(pin, PinState::approved, by); !done) return done;
      CALLGATE_TRY(oldest, database_.prepare(
                               "DELETE FROM pin WHERE rowid IN (SELECT rowid FROM pin WHERE server = ? AND "
                               "tool = ? AND state = 'approved' ORDER BY at DESC, rowid DESC LIMIT -1 OFFSET "
                               "?)"));
      oldest.bind(pin.server).bind(pin.tool).bind(static_cast<std::int64_t>(kVersions));
      CALLGATE_TRY(row, oldest.step());
      (void)row;
    }
    return {};
  });
}

}  // namespace callgate::state
