#pragma once

#include "script.h"
#include "turn.h"

namespace callgate::test {

// How a well-behaved server with the script's tools, prompts and resources answers a request: an object with
// one member, "result" or "error". Covers 2024-11-05 to 2025-11-25 and, where the turn is modern, 2026-07-28.
// subscriptions/listen is not among them: it has no immediate answer.
Json standard_answer(const Script& script, const Turn& turn);

// Adds what only modern results carry (resultType, serverInfo, and ttlMs and cacheScope where required), as
// far as the result does not say otherwise.
void decorate_modern(const Script& script, const Turn& turn, Json& result);

// A modern turn whose envelope is incomplete or of an unknown version: the error it gets; null if all is
// well.
Json envelope_error(const Turn& turn);

Json server_info(const Script& script);

}  // namespace callgate::test
