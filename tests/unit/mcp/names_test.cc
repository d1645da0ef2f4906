#include "core/mcp/names.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>
#include <vector>

using namespace callgate::mcp;

TEST_SUITE("names") {
  TEST_CASE("prefix, two underscores, name, in the characters every host takes") {
    CHECK(exposed_name("fs", "read_file", 46) == "fs__read_file");
    CHECK(exposed_name("fs", "files.read", 46) == "fs__files-read");
    CHECK(exposed_name("my server", "a/b c", 46) == "my-server__a-b-c");
    CHECK(exposed_name("s", "Read", 46) == "s__Read");
    CHECK(sanitised("\xC3\xA9") == "--");
    CHECK(sanitised("").empty());
  }

  TEST_CASE("without a prefix a name stays as it is") {
    const std::string odd = "files.read/" + std::string(200, 'x');
    CHECK(exposed_name("", odd, 46) == odd);
  }

  TEST_CASE("a name that is too long is cut and closed by a hash of what it was") {
    const std::string longest(43, 'x');
    CHECK(exposed_name("s", longest, 46) == "s__" + longest);
    const std::string cut = exposed_name("s", longest + "y", 46);
    CHECK(cut.size() == 46);
    CHECK(cut.starts_with("s__xxxx"));
    CHECK(cut[37] == '-');
    CHECK(cut.substr(38).find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(exposed_name("s", longest + "z", 46) != cut);
    CHECK(exposed_name("s", longest + "y", 46) == cut);
  }

  TEST_CASE("no length is ever exceeded, and no two names become one by being cut") {
    for (std::size_t limit = 16; limit <= 128; ++limit) {
      std::set<std::string> seen;
      for (int i = 0; i < 50; ++i) {
        const std::string name = exposed_name("server", std::string(130, 'n') + std::to_string(i), limit);
        CHECK(name.size() <= limit);
        CHECK(seen.insert(name).second);
      }
    }
  }

  TEST_CASE("the suffix tells prefix and name apart") {
    CHECK(suffixed_name("a", "b", 46) != suffixed_name("a", "b.", 46));
    CHECK(suffixed_name("a__b", "c", 46) != suffixed_name("a", "b__c", 46));
    CHECK(suffixed_name("a", "b", 46).starts_with("a__b-"));
    CHECK(suffixed_name("a", "b", 46).size() == 13);
  }

  TEST_CASE("edit distance against the definition") {
    // Plain recursion, slow and obvious.
    struct Plain {
      static std::size_t distance(std::string_view a, std::string_view b) {
        if (a.empty()) return b.size();
        if (b.empty()) return a.size();
        const std::size_t same = distance(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0 : 1);
        return std::min({same, distance(a.substr(1), b) + 1, distance(a, b.substr(1)) + 1});
      }
    };
    std::mt19937 random(11);
    const auto word = [&] {
      std::string text(random() % 6, ' ');
      for (char& c : text) c = static_cast<char>('a' + random() % 3);
      return text;
    };
    for (int i = 0; i < 2000; ++i) {
      const std::string a = word(), b = word();
      const std::size_t exact = Plain::distance(a, b);
      CAPTURE(a);
      CAPTURE(b);
      REQUIRE(edit_distance(a, b, 100) == exact);
      for (std::size_t limit = 0; limit < 6; ++limit) {
        const std::size_t limited = edit_distance(a, b, limit);
        REQUIRE((exact <= limit ? limited == exact : limited > limit));
      }
    }
  }

  TEST_CASE("the nearest name is the one that was meant, or none") {
    const std::vector<std::string> known = {"fs__read_file", "fs__write_file", "mail__send_mail"};
    CHECK(nearest("fs__read_fil", known) == "fs__read_file");
    CHECK(nearest("FS__READ_FILE", known) == "fs__read_file");
    CHECK(nearest("mail__sendmail", known) == "mail__send_mail");
    CHECK(nearest("weather", known).empty());
    CHECK(nearest("x", std::vector<std::string>{"y"}).empty());
    CHECK(nearest("", known).empty());
    CHECK(nearest("fs__read_file", std::vector<std::string>{}).empty());
    CHECK(nearest("abc", std::vector<std::string>{"abd", "abc", "abe"}) == "abc");
  }
}
