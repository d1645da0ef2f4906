#include "core/analysis/path/names.h"

#include <doctest/doctest.h>

#include <string>

#include "core/analysis/path/decode.h"
#include "core/analysis/path/known.h"
#include "core/analysis/path/lexical.h"
#include "core/analysis/path/table.h"

using namespace callgate::analysis;

TEST_CASE("names: what is in a file by its name") {
  CHECK(judge_name(".env.production")->strength == NameStrength::dotenv);
  CHECK(judge_name("a.kdbx")->strength == NameStrength::strong);
  CHECK(judge_name("server.key")->strength == NameStrength::weak);
  CHECK(judge_name("tokens.json")->strength == NameStrength::in_hidden);
  CHECK(judge_name("secret.yaml")->strength == NameStrength::in_hidden);
  CHECK(judge_name("db-passwords.csv")->kind == "credentials");
  for (const std::string name : {"", "a", ".", ".env.example", ".env.ts", "env", "cert.pem", "public.key",
                                 "id_rsa.pub", "cacerts.jks.md", "keys.go", "secrets-management.md",
                                 "monkey.json", "my-secret-santa-list.txt", "key.svg"}) {
    CAPTURE(name);
    CHECK(!judge_name(name));
  }
}

TEST_CASE("names: copies are of what they were") {
  CHECK(name_of_backup("id_rsa.bak") == "id_rsa");
  CHECK(name_of_backup("shadow-") == "shadow");
  CHECK(name_of_backup("..env.swp") == ".env");
  CHECK(name_of_backup("a~") == "");
  CHECK(name_of_backup("main.cc") == "");
}

TEST_CASE("decode: what a path may be taken for") {
  CHECK(loosely_decoded("%2e%2E%5c") == "..\\");
  CHECK(loosely_decoded("%252e") == ".");
  CHECK(loosely_decoded("%%32%65") == ".");
  CHECK(loosely_decoded("%u002e%u2215") == "./");
  CHECK(loosely_decoded("%c0%ae%e0%80%af") == "./");
  CHECK(loosely_decoded("ａ／ｂ") == "a/b");
  CHECK(loosely_decoded("100%") == "100%");
  CHECK(loosely_decoded("é") == "é");
  CHECK(!may_read_otherwise("src/main.cc"));
  CHECK(may_read_otherwise("a b /x"));
  CHECK(!may_read_otherwise("a b"));
  CHECK(may_read_otherwise("a."));
  CHECK(paths_within("x \"/etc/a\" ~/b @c").size() == 2);
}

TEST_CASE("known: every pattern of the tables is found by its own path") {
  for (const auto& groups : {known_of_people(), known_of_machines()})
    for (const KnownPaths& group : groups) {
      std::string_view all = group.patterns;
      while (!all.empty()) {
        const std::size_t bar = all.find('|');
        std::string path(all.substr(0, bar));
        all = bar == std::string_view::npos ? "" : all.substr(bar + 1);
        CAPTURE(path);
        CHECK(path.find("//") == std::string::npos);
        for (const char c : path) CHECK(!(c >= 'A' && c <= 'Z'));
        for (std::size_t at = path.find('*'); at != std::string::npos; at = path.find('*')) path[at] = 'x';
        const LexicalPath read(path, {.backslashes = false, .fold_case = true, .trim_segments = false});
        const bool anchored = read.anchor() == Anchor::absolute || read.anchor() == Anchor::drive;
        CHECK(find_known({read.segments(), anchored, false, true, 0, true}));
      }
    }
}
