#include "gateway/commands/policy_fmt_command.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include "../../upstreams/temp_folder.h"
#include "gateway/text_file.h"
#include "streams.h"

using namespace callgate;
using commands::policy_fmt;
using test::contains;
using test::Streams;
using test::TempFolder;

namespace {

constexpr const char* kUgly = "{\"mode\":\"warn\",   // why\n \"rules\":[ ], }\n";
constexpr const char* kTidy = "{ \"mode\": \"warn\",  // why\n  \"rules\": [] }\n";

std::string content(const std::string& file) {
  return read_text_file(file).value();
}

mode_t mode_of(const std::string& file) {
  struct stat about {};
  CHECK(::stat(file.c_str(), &about) == 0);
  return about.st_mode & 07777;
}

}  // namespace

TEST_CASE("fmt writes what changes, keeps permissions and links, and is quiet the second time") {
  const TempFolder folder;
  const std::string file = folder.file("p.jsonc", kUgly, 0640);
  std::filesystem::create_symlink("p.jsonc", folder.path + "/link.jsonc");
  Streams streams;
  CHECK(policy_fmt({.files = {folder.path + "/link.jsonc"}}, streams.console) == 0);
  CHECK(streams.printed() == folder.path + "/link.jsonc: formatted\n");
  CHECK(content(file) == kTidy);
  CHECK(mode_of(file) == 0640);
  CHECK(std::filesystem::is_symlink(folder.path + "/link.jsonc"));
  CHECK(policy_fmt({.files = {file}}, streams.console) == 0);
  CHECK(streams.printed().empty());
  // No draft is left behind.
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 2);
}

TEST_CASE("fmt --check, --diff and --stdout write nothing") {
  const TempFolder folder;
  const std::string ugly = folder.file("ugly.jsonc", kUgly, 0600),
                    tidy = folder.file("tidy.jsonc", kTidy, 0600);
  Streams streams;
  CHECK(policy_fmt({.files = {tidy}, .check = true}, streams.console) == 0);
  CHECK(streams.printed().empty());
  CHECK(policy_fmt({.files = {tidy, ugly}, .check = true}, streams.console) == 1);
  CHECK(streams.printed() == ugly + ": would be formatted\n");
  CHECK(policy_fmt({.files = {ugly}, .diff = true}, streams.console) == 1);
  CHECK(contains(streams.printed(), "@@ -1,3 +1,3 @@\n-{\"mode\":\"warn\",   // why\n"));
  CHECK(policy_fmt({.files = {ugly}, .to_stdout = true}, streams.console) == 0);
  CHECK(streams.printed() == kTidy);
  CHECK(content(ugly) == kUgly);
}

TEST_CASE("fmt leaves a file that is no JSONC alone, says where it breaks, and goes on with the next") {
  const TempFolder folder;
  const std::string broken = folder.file("broken.jsonc", "{\"a\": }", 0600);
  const std::string twice = folder.file("twice.jsonc", "{\"a\": 1, \"a\": 2}", 0600);
  const std::string good = folder.file("good.jsonc", kUgly, 0600);
  Streams streams;
  CHECK(policy_fmt({.files = {broken, twice, folder.path + "/none", good}}, streams.console) == 1);
  CHECK(contains(streams.err.str(), "broken.jsonc:1:7"));
  CHECK(contains(streams.err.str(), "stands here twice"));
  CHECK(contains(streams.err.str(), "none: there is no such file"));
  CHECK(content(broken) == "{\"a\": }");
  CHECK(content(good) == kTidy);
}

TEST_CASE("what must not be written is not replaced behind its back") {
  if (::getuid() == 0) return;  // may write everything
  const TempFolder folder;
  const std::string file = folder.file("p.jsonc", kUgly, 0400);
  Streams streams;
  CHECK(policy_fmt({.files = {file}}, streams.console) == 1);
  CHECK(content(file) == kUgly);
}
