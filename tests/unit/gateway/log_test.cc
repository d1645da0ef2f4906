#include "gateway/log.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>

#include "core/json/view.h"
#include "unit/gateway/state/scratch.h"

using namespace callgate;
using namespace callgate::test;

namespace {

// Points stderr at /dev/null while it lives: what these tests log is no news.
class Quiet {
 public:
  Quiet() : kept_(::dup(2)) {
    const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(null, 2);
    ::close(null);
  }
  ~Quiet() {
    ::dup2(kept_, 2);
    ::close(kept_);
  }

 private:
  int kept_;
};

std::string logged(const std::string& level, void (*write)(Log&)) {
  Scratch scratch;
  const Quiet quiet;
  const std::string file = (scratch.path() / "log.txt").string();
  {
    auto log = open_log(level, file);
    REQUIRE(log);
    write(**log);
  }
  return read_all(file);
}

}  // namespace

TEST_SUITE("log") {
  TEST_CASE("each level lets through itself and what is worse") {
    const char* levels[] = {"debug", "info", "warn", "error", "off"};
    for (std::size_t i = 0; i < std::size(levels); ++i) {
      const std::string text = logged(levels[i], [](Log& log) {
        log.debug("text 0");
        log.info("text 1");
        log.warn("text 2");
        log.error("text 3");
      });
      for (std::size_t j = 0; j < 4; ++j) {
        CAPTURE(levels[i]);
        CHECK((text.find("text " + std::to_string(j)) != std::string::npos) == (j >= i));
      }
    }
  }

  TEST_CASE("only the levels that are promised are taken") {
    for (const char* level : {"", "trace", "warning", "critical", "INFO", "err", "loud"}) {
      CAPTURE(level);
      const auto log = open_log(level, "");
      REQUIRE(log.has_error());
      CHECK(log.error().code == Errc::invalid);
      CHECK(log.error().where == "--log-level");
    }
  }

  TEST_CASE("a file that cannot be opened is an error, not an exception") {
    Scratch scratch;
    write_all(scratch.path() / "file", "");
    const auto log = open_log("info", (scratch.path() / "file" / "log.txt").string());
    REQUIRE(log.has_error());
    CHECK(log.error().code == Errc::io);
    CHECK(log.error().where == "--log-file");
  }

  TEST_CASE("one text is one line, whatever it holds") {
    const std::string text = logged("info", [](Log& log) { log.info("a\nb\r\x1b[31mred\x07"); });
    CHECK(std::count(text.begin(), text.end(), '\n') == 1);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find('\r') == std::string::npos);
    CHECK(text.find("{}") == std::string::npos);
  }

  TEST_CASE("a text is no format") {
    CHECK(logged("info", [](Log& log) { log.info("{} {0} %v %s"); }).find("{} {0} %v %s") !=
          std::string::npos);
  }

  TEST_CASE("a long text is cut between characters") {
    for (const char* piece : {"x", "\xC3\xA9", "\xE6\x97\xA5", "\xF0\x9F\x98\x80"}) {
      for (int shift = 0; shift < 4; ++shift) {
        static std::string text;
        text.assign(static_cast<std::size_t>(shift), 'a');
        while (text.size() < 9000) text += piece;
        const std::string line = logged("info", [](Log& log) { log.info(text); });
        CHECK(line.size() < 4096 + 100);
        CHECK(line.size() > 4000);
        CHECK(line.find("\xE2\x80\xA6") != std::string::npos);
        // Good UTF-8 comes through quoting unchanged.
        CHECK(json::quote(line).find("\xEF\xBF\xBD") == std::string::npos);
      }
    }
  }

  TEST_CASE("what would not be written need not be made") {
    const auto log = open_log("warn", "");
    REQUIRE(log);
    CHECK(!(*log)->wants(Level::info));
    CHECK((*log)->wants(Level::warn));
    CHECK((*log)->wants(Level::error));
  }
}
