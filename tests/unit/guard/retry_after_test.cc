#include "core/guard/retry_after.h"

#include <doctest/doctest.h>

using namespace callgate;
using namespace callgate::guard;

TEST_CASE("retry after: how long a message asks to wait") {
  CHECK(stated_wait("rate limit exceeded, retry in 1s") == Millis{1000});
  CHECK(stated_wait("Retry-After: 2") == Millis{2000});
  CHECK(stated_wait("try again in 20 seconds") == Millis{20'000});
  CHECK(stated_wait("Please wait for at least 2 minutes.") == Millis{120'000});
  CHECK(stated_wait(R"({"retryAfterMs":500})") == Millis{500});
  CHECK(stated_wait("retry after 250ms") == Millis{250});
  CHECK(stated_wait("wait 1 hour") == Millis{3'600'000});
  CHECK(!stated_wait(""));
  CHECK(!stated_wait("429 Too Many Requests"));
  CHECK(!stated_wait("please try again later"));
  CHECK(!stated_wait("retry 3 of 5x"));
  CHECK(!stated_wait("wait 99999999999999999999 s"));
}
