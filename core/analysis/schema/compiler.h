// Turns the text of a schema, and what it refers to, into a program.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/analysis/schema/fields.h"
#include "core/analysis/schema/library.h"
#include "core/analysis/schema/program.h"

namespace callgate::analysis::schema {

class Compiler {
 public:
  Compiler(Program& program, const SchemaDocuments& documents, SchemaDraft draft)
      : program_(program), library_(program.texts, documents, draft) {}

  Result<void> compile(std::string_view text);

 private:
  // The program's schema for a part of the text; it is filled later, so that schemas may refer to each other.
  const Schema* schema(std::string_view text);
  // The same for a keyword's value; null if the keyword is absent or no schema.
  const Schema* schema_in(const Fields& fields, std::string_view keyword);
  std::vector<const Schema*> schemas_in(const Fields& fields, std::string_view keyword);
  const Resource* resource(const Source& source);

  void fill(Schema& schema, std::string_view text);
  void read_references(Schema& schema, const Fields& fields);
  void read_applicators(Schema& schema, const Fields& fields);
  // Assertions on single values (compile_values.cc) …
  void read_types(Schema& schema, const Fields& fields);
  void read_choice(Schema& schema, const Fields& fields);
  void read_number(Schema& schema, const Fields& fields);
  void read_string(Schema& schema, const Fields& fields);
  // … and on those that hold others (compile_containers.cc).
  void read_array(Schema& schema, const Fields& fields);
  void read_object(Schema& schema, const Fields& fields);
  void read_properties(ObjectRules& rules, const Fields& fields);
  void read_dependencies(ObjectRules& rules, const Fields& fields);
  void finish(Schema& schema);

  Result<Pattern> pattern(std::string_view ecma);
  void read_count(const Fields& fields, std::string_view keyword, std::size_t& count);
  void note(std::string_view keyword, std::string_view why);
  void fail(std::string why);

  Program& program_;
  Library library_;
  const Source* source_ = nullptr;  // of the schema being filled
  std::unordered_map<const char*, Schema*> known_;
  std::unordered_map<const Source*, Resource*> resources_;
  std::vector<std::pair<Schema*, std::string_view>> pending_;
  std::size_t patterns_ = 0;
  std::string failure_;  // the first
};

// Whether some schema leads back to itself without looking at a part of the value: checking it would not end.
bool has_endless_loop(const Program& program);

}  // namespace callgate::analysis::schema
