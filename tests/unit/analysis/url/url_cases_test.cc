#include "core/analysis/url/find.h"
#include "core/analysis/url/url.h"
#include "tests/unit/analysis/cases.h"

using namespace callgate::analysis;

namespace {

struct Score {
  int blocked = 0, to_block = 0, allowed = 0, to_allow = 0;
};

Score play(const char* name, bool exact_kinds) {
  Score score;
  for (const auto& one : recorded_cases(name)) {
    const std::string url = one["url"];
    const Place place = place_of(parse_url(url));
    CAPTURE(url);
    if (exact_kinds) CHECK(name_of(place) == one["resolved_kind"].get<std::string>());
    if (one.contains("contested") || one.contains("needs_dns")) continue;
    const bool block = one["expect"] == "block";
    WARN(is_internal(place) == block);
    (block ? score.to_block : score.to_allow) += 1;
    if (is_internal(place) == block) (block ? score.blocked : score.allowed) += 1;
  }
  return score;
}

}  // namespace

TEST_CASE("url: the recorded cases are blocked and let through") {
  const Score score = play("ssrf.jsonl", false);
  CHECK(score.to_block >= 250);
  CHECK(score.to_allow >= 120);
  CHECK(score.blocked * 1000 >= score.to_block * 995);
  CHECK(score.allowed * 100 >= score.to_allow * 99);
}

TEST_CASE("url: our own cases, each with its kind") {
  const Score score = play("ssrf_more.jsonl", true);
  CHECK(score.blocked == score.to_block);
  CHECK(score.allowed == score.to_allow);
  CHECK(score.to_block + score.to_allow >= 290);
}

TEST_CASE("url: no bytes break the readers, and what is found lies within the text") {
  Garbage garbage(20260101, {"http",
                             "://",
                             ":",
                             "/",
                             "\\",
                             "@",
                             "[",
                             "]",
                             "::",
                             "127.0.0.1",
                             "0x7f",
                             ".",
                             "%41",
                             "%",
                             "localhost",
                             "nip.io",
                             "xn--",
                             "\xE2\x98\x83",
                             "\xEF\xBC\x91",
                             "#",
                             "?",
                             "jar:",
                             "file:",
                             "unix",
                             "git@",
                             ",",
                             ";",
                             " ",
                             "\n",
                             "10.0.0.0/8",
                             "65535",
                             "mongodb://"});
  std::size_t findings = 0;
  for (int i = 0; i < 30000; ++i) {
    const std::string text = garbage.next();
    const Url url = parse_url(text);
    CHECK((url.host.kind == Host::Kind::none) == url.host.text.empty());
    CHECK(url.port <= 65535);
    for (const UrlFinding& one : urls_in(text)) {
      CHECK(one.begin < one.end);
      CHECK(one.end <= text.size());
      CHECK(one.place == place_of(one.url));
      ++findings;
    }
  }
  CHECK(findings > 1000);
}
