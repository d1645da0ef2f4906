#include "core/analysis/schema/compiler.h"

#include "core/analysis/schema/report.h"
#include "core/analysis/schema/uri.h"
#include "core/json/view.h"

namespace callgate::analysis::schema {
namespace {

constexpr std::size_t kMaxNotes = 16, kMaxNote = 200;  // bytes

Applicators& applicators(Schema& schema) {
  if (!schema.apply) schema.apply = std::make_unique<Applicators>();
  return *schema.apply;
}

}  // namespace

Result<void> Compiler::compile(std::string_view text) {
  if (text.size() > CompiledSchema::kMaxText) return error(Errc::invalid, "the schema is too long");
  const Source* root = library_.add(text, "");
  if (!root) return error(Errc::invalid, "the schema is not JSON");
  if (!is_schema(root->text)) return error(Errc::invalid, "a schema is an object or a boolean");
  program_.root = schema(root->text);
  std::size_t resources_done = 0;
  while (failure_.empty()) {
    if (pending_.empty()) {
      // Dynamic references may lead to any dynamic anchor of a document that is in use.
      if (!program_.dynamic || resources_done == library_.sources().size()) break;
      resource(library_.sources()[resources_done++]);
      continue;
    }
    const auto [next, at] = pending_.back();
    pending_.pop_back();
    fill(*next, at);
  }
  if (!failure_.empty()) return error(Errc::invalid, failure_);
  for (Schema& made : program_.schemas) finish(made);
  if (has_endless_loop(program_)) {
    return error(Errc::invalid, "a reference leads back to itself without looking at a part of the value");
  }
  return {};
}

const Schema* Compiler::schema(std::string_view text) {
  if (const auto known = known_.find(text.data()); known != known_.end()) return known->second;
  if (program_.schemas.size() >= CompiledSchema::kMaxSubschemas) {
    fail("the schema has too many parts");
    return &program_.schemas.front();
  }
  Schema& made = program_.schemas.emplace_back();
  known_.emplace(text.data(), &made);
  pending_.emplace_back(&made, text);
  return &made;
}

const Schema* Compiler::schema_in(const Fields& fields, std::string_view keyword) {
  const std::string_view value = fields[keyword];
  if (value.empty()) return nullptr;
  if (is_schema(value)) return schema(value);
  note(keyword, "must be a schema");
  return nullptr;
}

std::vector<const Schema*> Compiler::schemas_in(const Fields& fields, std::string_view keyword) {
  std::vector<const Schema*> schemas;
  const std::string_view value = fields[keyword];
  if (!value.empty() && !is_array(value)) note(keyword, "must be a list of schemas");
  for (const std::string_view element : elements_of(value)) {
    if (is_schema(element)) {
      schemas.push_back(schema(element));
    } else {
      note(keyword, "holds something that is no schema");
    }
  }
  return schemas;
}

const Resource* Compiler::resource(const Source& source) {
  const auto known = resources_.find(&source);
  if (known != resources_.end()) return known->second;
  Resource& made = program_.resources.emplace_back();
  resources_.emplace(&source, &made);
  for (const auto& [name, text] : source.dynamic_anchors)
    made.dynamic_anchors.emplace_back(name, schema(text));
  return &made;
}

void Compiler::fill(Schema& made, std::string_view text) {
  source_ = &library_.source_of(text);
  made.resource = resource(*source_);
  if (text == "true") return;
  if (text == "false") {
    made.types = 0;
    return;
  }
  const Fields fields(text);
  read_references(made, fields);
  if (source_->draft == SchemaDraft::draft7 && fields.has("$ref")) return;
  read_types(made, fields);
  read_choice(made, fields);
  read_number(made, fields);
  read_string(made, fields);
  read_array(made, fields);
  read_object(made, fields);
  read_applicators(made, fields);
}

void Compiler::read_references(Schema& made, const Fields& fields) {
  for (const std::string_view keyword : {"$ref", "$dynamicRef", "$recursiveRef"}) {
    const std::string_view value = fields[keyword];
    if (value.empty() || (source_->draft == SchemaDraft::draft7 && keyword != "$ref")) continue;
    if (!is_string(value)) {
      fail("\"" + std::string(keyword) + "\" must be a string");
      return;
    }
    const std::string reference = json::decode(value);
    const auto target = library_.find(*source_, reference);
    if (!target) {
      fail("\"" + std::string(keyword) + "\" leads to " + json::quote(reference) +
           ", which is neither in the schema nor among the documents at hand");
      return;
    }
    if (keyword == "$dynamicRef" && !target->dynamic_anchor.empty()) {
      program_.dynamic = true;
      applicators(made).dynamic = schema(target->text);
      applicators(made).dynamic_anchor = target->dynamic_anchor;
    } else {
      applicators(made).all.push_back(schema(target->text));
    }
  }
}

void Compiler::read_applicators(Schema& made, const Fields& fields) {
  for (const Schema* part : schemas_in(fields, "allOf")) applicators(made).all.push_back(part);
  if (auto any = schemas_in(fields, "anyOf"); !any.empty()) applicators(made).any = std::move(any);
  if (auto one = schemas_in(fields, "oneOf"); !one.empty()) applicators(made).one = std::move(one);
  if (const Schema* negated = schema_in(fields, "not")) applicators(made).negated = negated;
  if (const Schema* condition = schema_in(fields, "if")) {
    Applicators& apply = applicators(made);
    apply.condition = condition;
    apply.then = schema_in(fields, "then");
    apply.otherwise = schema_in(fields, "else");
  }
  if (source_->draft == SchemaDraft::draft2020) {
    made.unevaluated_items = schema_in(fields, "unevaluatedItems");
    made.unevaluated_properties = schema_in(fields, "unevaluatedProperties");
  }
}

void Compiler::read_count(const Fields& fields, std::string_view keyword, std::size_t& count) {
  const std::string_view value = fields[keyword];
  if (value.empty()) return;
  const auto read = count_of(value);
  if (read) {
    count = *read;
  } else {
    note(keyword, "must be a whole number, 0 or more");
  }
}

void Compiler::note(std::string_view keyword, std::string_view why) {
  std::string text = "\"" + std::string(keyword) + "\" " + shortened(why, kMaxNote) + "; it is not checked";
  for (const std::string& known : program_.notes) {
    if (known == text) return;
  }
  if (program_.notes.size() < kMaxNotes) program_.notes.push_back(std::move(text));
}

void Compiler::fail(std::string why) {
  if (failure_.empty()) failure_ = std::move(why);
}

}  // namespace callgate::analysis::schema
