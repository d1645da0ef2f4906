// JSON Schema, drafts 2020-12 and 7: schemas compiled once, values checked as raw text.
//
// All assertions and applicators are known; `format` and the content keywords are annotations, as the drafts
// have it by default. Nothing is fetched: what a schema refers to stands in itself or in the documents given.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace callgate::json {
class Outline;
}

namespace callgate::analysis {

namespace schema {
struct Program;
}

// Documents that schemas may refer to, by their absolute URI without fragment. Raw JSON.
using SchemaDocuments = std::map<std::string, std::string, std::less<>>;

// What is checked beyond the schema itself, and how far the check may go.
struct SchemaRules {
  // A required property whose schema allows strings may not be blank: empty, or nothing but white space. Not
  // where the schema says that it may be (minLength 0, or the blank text among `enum`, `const`, `default`),
  // and not for names whose content may well be nothing ("content", "new_string", "separator").
  bool reject_blank_required = false;
  // A required property that is null counts as missing, unless the schema speaks of null.
  bool null_counts_missing = false;
  // Members that the root schema does not name are refused where it says nothing about them.
  bool extra_refused = false;
  // Levels of nesting of the value; deeper values do not fit.
  int max_depth = 64;
  // Subschemas that are tried on one value: a fixed number and so many for each byte of its text, up to a
  // limit. A value that would need more does not fit. It bounds the time, whatever the schema.
  std::uint64_t steps = 20'000, steps_per_byte = 32, max_steps = 20'000'000;
};

struct SchemaError {
  std::string path;     // "args.user.names[2]"
  std::string keyword;  // "type", "required", … or "complexity" and "depth" where a limit is met
  std::string message;  // what is wrong and what would be right: "expected integer, got string \"thirty\""
};

// What became of one value.
struct SchemaJudgement {
  bool valid = false;
  std::vector<SchemaError> errors;      // in the order of the text, kMaxErrors at most
  std::optional<std::string> repaired;  // a text that fits, where the value does not and one reading is safe
  std::vector<std::string> changes;     // what the repair changed: "args.limit: \"42\" became 42"
};

// The drafts that are known; older ones are read as the first, 2019-09 as the second.
enum class SchemaDraft : std::uint8_t { draft7, draft2020 };

// Immutable; holds its own copy of all texts. Cheap to move.
class CompiledSchema {
 public:
  static constexpr std::size_t kMaxErrors = 8;
  static constexpr std::size_t kMaxSubschemas = 20'000, kMaxPatterns = 128;
  static constexpr std::size_t kMaxText = 2u << 20;  // bytes

  // `text` is the raw schema. Refused are texts that are no schema or longer than kMaxText, references that
  // lead nowhere, references that come back to where they started without looking at a part of the value,
  // more than kMaxSubschemas subschemas, and more than kMaxPatterns patterns (each may take a megabyte).
  // `draft` is that of texts without `$schema`.
  static Result<CompiledSchema> compile(std::string_view text, const SchemaDocuments& documents = {},
                                        SchemaDraft draft = SchemaDraft::draft2020);
  CompiledSchema(CompiledSchema&&) noexcept;
  CompiledSchema& operator=(CompiledSchema&&) noexcept;
  ~CompiledSchema();

  // `value` is raw JSON that the scanner has accepted. Allocates nothing for ordinary values.
  bool fits(std::string_view value, const SchemaRules& rules = {}) const;
  // The same for a value of which there is an outline already.
  bool fits(const json::Outline& value, const SchemaRules& rules = {}) const;
  // The same with the reasons, and with a repair if `coerce` is set. `root` begins every path.
  SchemaJudgement judge(std::string_view value, const SchemaRules& rules = {}, bool coerce = false,
                        std::string_view root = "args") const;

  // Sentences about parts of the schema that are not checked: keywords of a wrong form, patterns that cannot
  // be run in linear time.
  const std::vector<std::string>& notes() const;

 private:
  explicit CompiledSchema(std::unique_ptr<const schema::Program> program);
  std::unique_ptr<const schema::Program> program_;
};

}  // namespace callgate::analysis
