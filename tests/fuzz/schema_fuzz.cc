// JSON Schemas and values of any form: one verdict however it is asked for, and repairs that fit.
#include <algorithm>
#include <string>

#include "core/analysis/schema/pattern.h"
#include "core/analysis/schema/schema.h"
#include "core/json/view.h"
#include "tests/fuzz/promise.h"

using namespace callgate;
using analysis::CompiledSchema;
using analysis::SchemaJudgement;
using callgate::fuzz::must;

namespace {

constexpr std::size_t kShort = 4096;

bool met_a_limit(const SchemaJudgement& judgement) {
  return std::any_of(judgement.errors.begin(), judgement.errors.end(),
                     [](const analysis::SchemaError& error) {
                       return error.keyword == "complexity" || error.keyword == "depth";
                     });
}

void check_repair(const CompiledSchema& schema, const SchemaJudgement& judgement) {
  must(!judgement.valid, "what fits is not repaired");
  must(json::valid(*judgement.repaired), "a repair is valid JSON");
  must(schema.fits(*judgement.repaired), "a repair fits");
  must(!judgement.changes.empty(), "a repair says what it changed");
}

// The same schema in another form says the same.
void check_equal(std::string_view text, std::string_view value, bool valid) {
  if (text.find('$') != text.npos || text.find('\\') != text.npos) return;
  const std::string inner(text);
  for (const std::string& form :
       {R"({"allOf":[)" + inner + "]}", R"({"not":{"not":)" + inner + "}}",
        R"({"anyOf":[false,)" + inner + "]}", R"({"if":)" + inner + R"(,"else":false})"}) {
    const auto schema = CompiledSchema::compile(form);
    if (!schema) continue;
    const SchemaJudgement judgement = schema->judge(value);
    if (!met_a_limit(judgement)) must(judgement.valid == valid, "a schema means the same in another form");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Halves halves(fuzz::text_of(data, size));
  const std::string_view text = halves.first;
  // Alone, a match takes the product of both lengths.
  if (size <= kShort) {
    if (const auto pattern = analysis::schema::Pattern::read(text)) (void)pattern->matches(halves.second);
  }
  const auto schema = CompiledSchema::compile(text);
  if (!schema) return 0;
  const std::size_t begin = halves.second.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || !json::valid(halves.second)) return 0;
  const std::string_view value = halves.second.substr(begin);
  const SchemaJudgement judgement = schema->judge(value, {}, true);
  must(schema->fits(value) == judgement.valid, "both questions have one answer");
  must(judgement.valid == judgement.errors.empty(), "what does not fit has a reason");
  must(judgement.errors.size() <= CompiledSchema::kMaxErrors, "reasons have their limit");
  if (judgement.repaired) check_repair(*schema, judgement);
  if (!met_a_limit(judgement)) check_equal(text, value, judgement.valid);
  (void)schema->judge(value,
                      {.reject_blank_required = true, .null_counts_missing = true, .extra_refused = true});
  return 0;
}
