#include "core/analysis/path/shell_glob.h"

#include <doctest/doctest.h>

using namespace callgate::analysis;

TEST_CASE("glob: one segment, as shells read it") {
  CHECK(shell_glob_matches("*", "a"));
  CHECK(!shell_glob_matches("*", ".a"));
  CHECK(!shell_glob_matches("?env", ".env"));
  CHECK(shell_glob_matches(".*", ".env"));
  CHECK(shell_glob_matches("[.]env", ".env"));
  CHECK(shell_glob_matches("i[c-e]_*", "id_rsa"));
  CHECK(shell_glob_matches("[!x]d*a", "id_rsa"));
  CHECK(!shell_glob_matches("[!i]d*", "id_rsa"));
  CHECK(shell_glob_matches("a*b*c", "axxbyybzc"));
  CHECK(!shell_glob_matches("a*b*c", "axxc"));
  CHECK(shell_glob_matches("\\*", "*"));
  CHECK(shell_glob_matches("[", "["));
  CHECK(shell_glob_matches("[]x]", "]"));
  CHECK(!shell_glob_matches("", "a"));
}

TEST_CASE("glob: whole paths") {
  CHECK(may_match("~/.s*/id_*", "~/.ssh/id_rsa"));
  CHECK(may_match("/etc/*", "/etc/shadow"));
  CHECK(!may_match("/etc/*", "/etc/ssl/x"));
  CHECK(!may_match("/*", "/etc/shadow"));
  CHECK(may_match("/**/shadow", "/etc/shadow"));
  CHECK(may_match("**", "a/b/c"));
  CHECK(may_match("a/**/b", "a/b"));
  CHECK(!may_match("a/**/b", "a/c"));
}

TEST_CASE("glob: braces") {
  using Words = std::vector<std::string>;
  CHECK(expand_braces("a{b,c}d") == Words{"abd", "acd"});
  CHECK(expand_braces("{a,b{c,d}}") == Words{"a", "bc", "bd"});
  CHECK(expand_braces("{a}{b,}") == Words{"{a}b", "{a}"});
  CHECK(expand_braces("{a,b") == Words{"{a,b"});
  CHECK(expand_braces("a}b,c{") == Words{"a}b,c{"});
  CHECK(expand_braces("{a{b,c}") == Words{"{ab", "{ac"});
  CHECK(expand_braces("{1,{2,{3,{4,{5,{6,{7,{8,{9,x}}}}}}}}}").back() == "x");
  CHECK(expand_braces("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}").size() == kMaxAlternatives);
}
