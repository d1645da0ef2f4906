#include "core/mcp/revision.h"

#include <doctest/doctest.h>

using namespace callgate;
using namespace callgate::mcp;

TEST_SUITE("revision") {
  TEST_CASE("names go both ways, in their order") {
    Revision last{};
    for (const char* name : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"}) {
      const auto revision = revision_named(name);
      REQUIRE(revision);
      CHECK(to_string(*revision) == name);
      CHECK(*revision >= last);
      last = *revision;
    }
    CHECK(last == kModern);
    for (const char* name : {"", "2025", "2025-06-19", "2025-06-18 ", "DRAFT-2026-v1", "\"2025-06-18\""}) {
      CHECK(!revision_named(name));
    }
  }

  TEST_CASE("only the newest one is of the modern era") {
    CHECK(era_of(kModern) == Era::modern);
    CHECK(era_of(kNewestLegacy) == Era::legacy);
    CHECK(era_of(Revision::v2024_11_05) == Era::legacy);
    CHECK(static_cast<int>(kModern) == static_cast<int>(kNewestLegacy) + 1);
  }

  TEST_CASE("severities rise") {
    int last = -1;
    for (const char* name :
         {"debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"}) {
      CHECK(log_level(name) == last + 1);
      last = log_level(name);
    }
    CHECK(log_level("warn") == -1);
    CHECK(log_level("") == -1);
    CHECK(log_level("Debug") == -1);
  }

  TEST_CASE("a message is modern by what it carries") {
    const auto message = [](const char* text) {
      const Bytes line = Bytes::copy(text);
      return rpc::read(line, json::scan(line.view())).message;
    };
    CHECK(is_modern(message(
        R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"x"}}})")));
    CHECK(!is_modern(message(R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"_meta":{}}})")));
    CHECK(!is_modern(message(
        R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"io.modelcontextprotocol/protocolVersion":"x"}})")));
  }
}
