#include "core/analysis/words.h"

#include <doctest/doctest.h>

using callgate::analysis::words_of;
using Words = std::vector<std::string>;

TEST_CASE("words: every way to write an identifier gives the same words") {
  for (const char* name :
       {"repo_delete_all", "repo-deleteAll", "RepoDeleteAll", "repo.delete all", "REPO_DELETE_ALL"}) {
    CAPTURE(name);
    CHECK(words_of(name) == Words{"repo", "delete", "all"});
  }
  CHECK(words_of("HTTPServer2") == Words{"http", "server2"});
  CHECK(words_of("") == Words{""});
  CHECK(words_of("get_") == Words{"get", ""});
}
