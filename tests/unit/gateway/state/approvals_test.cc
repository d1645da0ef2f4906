#include "gateway/state/approvals.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "gateway/state/approval_id.h"
#include "gateway/state/summary.h"
#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::test;
using namespace callgate::state;
using std::chrono::minutes;

namespace {

HoldRequest request(std::string digest = "d1") {
  HoldRequest it;
  it.digest = std::move(digest);
  it.server = "fs";
  it.tool = "write_file";
  it.exposed = "fs__write_file";
  it.arguments = R"({"content":"hello","path":"/srv/a.txt"})";
  it.rule = "permissions.ask[0]";
  it.reason = "writes are asked for";
  it.principal = "1000";
  return it;
}

struct Store {
  explicit Store(const std::filesystem::path& folder, std::size_t max_pending = 256)
      : database(folder / "callgate.db"), approvals(database, clock, max_pending) {
    clock.start = WallTime(Millis(1'700'000'000'000));
  }
  Claim claim(const char* digest = "d1") { return approvals.claim(digest, clock.start).value(); }
  ManualClock clock;
  Database database;
  Approvals approvals;
};

const Resolver kPerson{"cli", "ada"};

}  // namespace

TEST_CASE("approvals: a held call is approved once and runs once") {
  Scratch scratch;
  Store store(scratch.path());
  CHECK(store.claim().kind == Claim::Kind::none);
  const auto held = store.approvals.hold(request());
  REQUIRE(held);
  CHECK(held->state == ApprovalState::pending);
  CHECK(held->summary == R"(content="hello" path="/srv/a.txt")");
  CHECK(held->expires - held->created == minutes(15));
  CHECK(store.claim().kind == Claim::Kind::pending);
  CHECK(store.claim().approval->id == held->id);

  const auto approved = store.approvals.resolve(held->id, true, kPerson, "fine");
  REQUIRE(approved);
  CHECK(approved->state == ApprovalState::approved);
  CHECK(approved->identity == "ada");
  CHECK(approved->note == "fine");
  CHECK(*approved->valid_until - *approved->resolved == minutes(5));

  const Claim claim = store.claim();
  CHECK(claim.kind == Claim::Kind::approved);
  CHECK(claim.approval->id == held->id);
  CHECK(store.claim().kind == Claim::Kind::none);
  CHECK(store.approvals.find(held->id)->consumed.has_value());
}

TEST_CASE("approvals: the same call waits once, however often it is held") {
  Scratch scratch;
  Store store(scratch.path());
  const auto first = store.approvals.hold(request()), second = store.approvals.hold(request());
  CHECK(first->id == second->id);
  CHECK(store.approvals.hold(request("d2"))->id != first->id);
  CHECK(store.approvals.list(false)->size() == 2);
}

TEST_CASE("approvals: what was taken and not sent is given back, once") {
  Scratch scratch;
  Store store(scratch.path());
  const auto held = store.approvals.hold(request());
  REQUIRE(store.approvals.resolve(held->id, true, kPerson, ""));
  const Claim first = store.claim();
  REQUIRE(first.kind == Claim::Kind::approved);
  CHECK(store.approvals.release(first.ticket));
  const Claim second = store.claim();
  CHECK(second.kind == Claim::Kind::approved);
  // The old ticket must not give back what somebody else has taken since.
  CHECK(store.approvals.release(first.ticket).error().code == Errc::not_found);
  CHECK(store.claim().kind == Claim::Kind::none);
}

TEST_CASE("approvals: an answer is final") {
  Scratch scratch;
  Store store(scratch.path());
  const auto held = store.approvals.hold(request());
  REQUIRE(store.approvals.resolve(held->id, false, kPerson, ""));
  const auto again = store.approvals.resolve(held->id, true, kPerson, "");
  REQUIRE(!again);
  CHECK(again.error().code == Errc::refused);
  CHECK(again.error().what.find("already denied") != std::string::npos);
  CHECK(store.approvals.find(held->id)->state == ApprovalState::denied);
}

TEST_CASE("approvals: a denial holds for the rest of the run, and not for the next") {
  Scratch scratch;
  Store store(scratch.path());
  const auto held = store.approvals.hold(request());
  store.clock.advance(minutes(1));
  REQUIRE(store.approvals.resolve(held->id, false, kPerson, "no"));
  store.clock.advance(minutes(60));
  CHECK(store.claim().kind == Claim::Kind::denied);
  CHECK(store.claim().approval->note == "no");
  CHECK(store.approvals.claim("d1", store.clock.today()).value().kind == Claim::Kind::none);
}

TEST_CASE("approvals: nobody answers in time, or the call does not come in time") {
  Scratch scratch;
  Store store(scratch.path());
  const auto late = store.approvals.hold(request());
  store.clock.advance(minutes(15));
  CHECK(store.claim().kind == Claim::Kind::none);
  CHECK(store.approvals.list(false)->empty());
  CHECK(store.approvals.list(true)->front().state == ApprovalState::expired);
  CHECK(store.approvals.resolve(late->id, true, kPerson, "").error().code == Errc::gone);

  const auto held = store.approvals.hold(request());
  CHECK(held->id != late->id);
  REQUIRE(store.approvals.resolve(held->id, true, kPerson, ""));
  store.clock.advance(minutes(5));
  CHECK(store.claim().kind == Claim::Kind::none);
}

TEST_CASE("approvals: an answer over the host's own channel does not count where a person is demanded") {
  Scratch scratch;
  Store store(scratch.path());
  HoldRequest demanding = request();
  demanding.out_of_band = true;
  const auto held = store.approvals.hold(demanding);
  CHECK(store.approvals.resolve(held->id, true, {"host", "claude"}, "").error().code == Errc::refused);
  CHECK(store.approvals.find(held->id)->state == ApprovalState::pending);
  CHECK(store.approvals.resolve(held->id, false, {"host", "claude"}, ""));
}

TEST_CASE("approvals: the number of those that wait is bounded, and old ones are forgotten") {
  Scratch scratch;
  Store store(scratch.path(), 2);
  REQUIRE(store.approvals.hold(request("a")));
  REQUIRE(store.approvals.hold(request("b")));
  CHECK(store.approvals.hold(request("c")).error().code == Errc::busy);
  CHECK(store.approvals.hold(request("b")));
  store.clock.advance(minutes(15));
  CHECK(store.approvals.hold(request("c")));
  store.clock.advance(std::chrono::hours(24 * 31));
  CHECK(store.approvals.hold(request("d")));
  CHECK(store.approvals.list(true)->size() == 1);
}

TEST_CASE("approvals: ids as people type them") {
  Scratch scratch;
  Store store(scratch.path());
  const std::string id = store.approvals.hold(request())->id;
  REQUIRE(id.size() == 7);
  CHECK(id[4] == '-');
  std::string typed = id;
  typed.erase(4, 1);
  std::transform(typed.begin(), typed.end(), typed.begin(), [](char c) { return std::tolower(c); });
  CHECK(store.approvals.find(typed)->id == id);
  CHECK(store.approvals.find(typed.substr(0, 5))->id == id);
  CHECK(store.approvals.find("").error().code == Errc::invalid);
  CHECK(store.approvals.find("K7O").error().code == Errc::invalid);
  CHECK(store.approvals.find("%").error().code == Errc::invalid);
  CHECK(store.approvals.find(id + "2").error().code == Errc::invalid);
  std::string other = id;
  other.back() = other.back() == '2' ? '3' : '2';
  CHECK(store.approvals.find(other).error().code == Errc::not_found);
  // 40 ids over 29 letters: at least two begin alike.
  for (int i = 0; i < 40; ++i) (void)store.approvals.hold(request("x" + std::to_string(i)));
  int ambiguous = 0;
  for (const auto& each : *store.approvals.list(false)) {
    const auto found = store.approvals.find(each.id.substr(0, 1));
    if (!found && found.error().code == Errc::invalid) ++ambiguous;
  }
  CHECK(ambiguous >= 2);
}

TEST_CASE("approvals: long arguments are kept in part, and say so") {
  Scratch scratch;
  Store store(scratch.path());
  HoldRequest large = request();
  large.arguments = R"({"content":")" + std::string(200'000, 'x') + "\"}";
  const auto held = store.approvals.hold(large);
  CHECK(held->arguments.size() == 64 * 1024);
  CHECK(held->arguments_bytes == static_cast<std::int64_t>(large.arguments.size()));
  CHECK(held->summary.find("(200002 bytes)") != std::string::npos);
}

TEST_CASE("approvals: of many processes one gets the approval") {
  Scratch scratch;
  Store store(scratch.path());
  for (int round = 0; round < 5; ++round) {
    const std::string digest = "race" + std::to_string(round);
    REQUIRE(store.approvals.resolve(store.approvals.hold(request(digest))->id, true, kPerson, ""));
    const auto results = race(8, [&](int) {
      Store mine(scratch.path());
      const auto claim = mine.approvals.claim(digest, mine.clock.start);
      return !claim ? 1 : claim->kind == Claim::Kind::approved ? 7 : 0;
    });
    CHECK(std::count(results.begin(), results.end(), 7) == 1);
    CHECK(std::count(results.begin(), results.end(), 0) == 7);
  }
}

TEST_CASE("approvals: processes that hold and decide the same call agree on one record and one answer") {
  Scratch scratch;
  const auto held = race(8, [&](int) { return Store(scratch.path()).approvals.hold(request()) ? 0 : 1; });
  CHECK(std::count(held.begin(), held.end(), 0) == 8);
  Store store(scratch.path());
  REQUIRE(store.approvals.list(true)->size() == 1);
  const std::string id = store.approvals.list(true)->front().id;
  const auto decided = race(8, [&](int i) {
    return Store(scratch.path()).approvals.resolve(id, i % 2 == 0, kPerson, std::to_string(i)) ? 7 : 0;
  });
  REQUIRE(std::count(decided.begin(), decided.end(), 7) == 1);
  const auto winner = std::find(decided.begin(), decided.end(), 7) - decided.begin();
  CHECK(store.approvals.find(id)->note == std::to_string(winner));
  CHECK(store.approvals.find(id)->state ==
        (winner % 2 == 0 ? ApprovalState::approved : ApprovalState::denied));
}

TEST_CASE("approvals: a process that is killed while it takes an approval takes it whole or not at all") {
  Scratch scratch;
  Store store(scratch.path());
  REQUIRE(store.approvals.resolve(store.approvals.hold(request())->id, true, kPerson, ""));
  const auto killed = race(1, [&](int) {
    Store mine(scratch.path());
    (void)mine.database.open();
    (void)mine.database.execute("BEGIN IMMEDIATE; UPDATE approval SET consumed = 1");
    ::kill(::getpid(), SIGKILL);
    return 0;
  });
  CHECK(killed.front() == 128 + SIGKILL);
  CHECK(store.claim().kind == Claim::Kind::approved);
}

TEST_CASE("summary: a few words of each argument") {
  CHECK(summarize_arguments("{}") == "");
  CHECK(summarize_arguments(R"({"n":1.50,"deep":{"a":[1,2]}})") == R"(n=1.50 deep={"a":[1,2]})");
  CHECK(summarize_arguments("not json") == "not json");
  const std::string many =
      summarize_arguments(R"({"a":"aaaaaaaaaaaaaaaaaaaa","b":"bbbbbbbbbbbbbbbbbbbb"})", 30);
  CHECK(many == R"(a="aaaaaaaaaaaaaaaaaaaa" …)");
  CHECK(cut_utf8("aé", 2) == "a");
  CHECK(cut_utf8("aé", 3) == "aé");
}
