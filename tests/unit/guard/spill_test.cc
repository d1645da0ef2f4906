#include "core/guard/spill.h"

#include <doctest/doctest.h>

#include <string>

using namespace callgate::guard;

TEST_CASE("spill: names are those of files in one folder, and nothing else") {
  CHECK(is_spill_name("8f3a61c2-17.txt"));
  CHECK(is_spill_name("8f3a61c2-17.json"));
  for (const char* name :
       {"", ".txt", "a", "a.txt.txt", "../a.txt", "a/b.txt", "a%2fb.txt", "a.db", "a.jsonl", ".", ".."})
    CHECK_FALSE(is_spill_name(name));
  CHECK_FALSE(is_spill_name(std::string(200, 'a') + ".txt"));
}

TEST_CASE("spill: addresses are those of the files") {
  CHECK(spill_uri("/home/ada/state/spill", "a-1.txt") == "file:///home/ada/state/spill/a-1.txt");
  CHECK(spill_uri("/tmp/a b#é", "") == "file:///tmp/a%20b%23%C3%A9/");
}
