#include "core/guard/server_questions.h"

#include <doctest/doctest.h>

using namespace callgate;
using guard::Mode;
using guard::ServerQuestions;
using policy::Action;

TEST_CASE("what servers may ask: the server's own entry, then the strictest of the patterns") {
  policy::PolicyKnobs knobs;
  CHECK_FALSE(ServerQuestions(knobs, Mode::enforce).any());
  knobs.sampling = {{"*", Action::ask}, {"pay*", Action::deny}, {"payroll", Action::allow}};
  const ServerQuestions questions(knobs, Mode::enforce);
  CHECK(questions.any());
  CHECK(questions.of("sampling/createMessage", "fs") == Action::ask);
  CHECK(questions.of("sampling/createMessage", "pay") == Action::deny);
  CHECK(questions.of("sampling/createMessage", "payroll") == Action::allow);
  CHECK(questions.of("elicitation/create", "pay") == Action::allow);
  CHECK(questions.of("roots/list", "pay") == Action::allow);
}

TEST_CASE("servers ask what they like where the policy is off") {
  policy::PolicyKnobs knobs;
  knobs.elicitation = {{"*", Action::deny}};
  CHECK(ServerQuestions().of("elicitation/create", "fs") == Action::allow);
  CHECK_FALSE(ServerQuestions(knobs, Mode::off).any());
  CHECK(ServerQuestions(knobs, Mode::off).of("elicitation/create", "fs") == Action::allow);
  CHECK(ServerQuestions(knobs, Mode::observe).of("elicitation/create", "fs") == Action::deny);
}
