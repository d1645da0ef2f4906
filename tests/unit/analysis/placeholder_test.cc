#include "core/analysis/placeholder.h"

#include <doctest/doctest.h>

#include <string>

using namespace callgate::analysis;

TEST_CASE("references that nobody resolved are found") {
  for (const char* text :
       {"${x}", "${API_KEY}", "${step_1.output}", "{{v}}", "{{ user.name }}", "<YOUR_API_KEY>",
        "<MISSING_VALUE>", "<your key here>", "<TOKEN>", "<insert-id>", "$v1", "$result"}) {
    CHECK_MESSAGE(is_placeholder(text, true), text);
    CHECK_MESSAGE(may_hold_placeholder("{\"a\":\"" + std::string(text) + "\"}"), text);
  }
  CHECK(is_placeholder("$v1", false));
}

TEST_CASE("what means itself is left alone") {
  for (const char* text : {"$HOME",
                           "$USD",
                           "$5",
                           "$",
                           "$$",
                           "$5.00",
                           "${HOME}",
                           "${PATH}",
                           "${}",
                           "${x",
                           "${a b}",
                           "<HTML>",
                           "<html>",
                           "<!DOCTYPE html>",
                           "<a href=x>",
                           "<br>",
                           "</P>",
                           "<my-element>",
                           "<>",
                           "< A_B >",
                           "{{ .Values.image }}",
                           "{{- if x }}",
                           "{{ include \"a\" . }}",
                           "{{ end }}",
                           "{{}}",
                           "${{ secrets.TOKEN }}",
                           "echo ${x}",
                           "{{a}} and b",
                           "$.store.book",
                           "cost: $v1",
                           "a<B_C>d",
                           "",
                           "x"}) {
    CHECK_MESSAGE(!is_placeholder(text, true), text);
  }
  // A field in a query.
  CHECK(!is_placeholder("$category", false));
  CHECK(!may_hold_placeholder(R"({"a":{"b":"plain"}})"));
}
