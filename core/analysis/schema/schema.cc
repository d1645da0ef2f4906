#include "core/analysis/schema/schema.h"

#include "core/analysis/schema/checker.h"
#include "core/analysis/schema/compiler.h"
#include "core/analysis/schema/program.h"
#include "core/analysis/schema/repair.h"

namespace callgate::analysis {

using schema::Checker;
using schema::Program;
using schema::Report;

CompiledSchema::CompiledSchema(std::unique_ptr<const Program> program) : program_(std::move(program)) {}
CompiledSchema::CompiledSchema(CompiledSchema&&) noexcept = default;
CompiledSchema& CompiledSchema::operator=(CompiledSchema&&) noexcept = default;
CompiledSchema::~CompiledSchema() = default;

Result<CompiledSchema> CompiledSchema::compile(std::string_view text, const SchemaDocuments& documents,
                                               SchemaDraft draft) {
  auto program = std::make_unique<Program>();
  const auto compiled = schema::Compiler(*program, documents, draft).compile(text);
  if (!compiled) return compiled.error();
  return CompiledSchema(std::move(program));
}

bool CompiledSchema::fits(std::string_view value, const SchemaRules& rules) const {
  return Checker(*program_, rules, value, nullptr).run();
}

bool CompiledSchema::fits(const json::Outline& value, const SchemaRules& rules) const {
  return Checker(*program_, rules, value[0].raw, nullptr, value.whole() ? &value : nullptr).run();
}

SchemaJudgement CompiledSchema::judge(std::string_view value, const SchemaRules& rules, bool coerce,
                                      std::string_view root) const {
  SchemaJudgement judgement;
  judgement.valid = fits(value, rules);
  if (judgement.valid) return judgement;
  Report report{std::string(root)};
  Checker(*program_, rules, value, &report).run();
  if (coerce) {
    if (auto repair = schema::repair(*program_, rules, value, report)) {
      judgement.repaired = std::move(repair->text);
      judgement.changes = std::move(repair->changes);
    }
  }
  report.sort();
  for (schema::Problem& problem : report.problems()) {
    if (judgement.errors.size() == kMaxErrors) break;
    judgement.errors.push_back(
        {std::move(problem.path), std::string(problem.keyword), std::move(problem.message)});
  }
  return judgement;
}

const std::vector<std::string>& CompiledSchema::notes() const {
  return program_->notes;
}

}  // namespace callgate::analysis
