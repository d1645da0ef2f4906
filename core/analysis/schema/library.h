// The documents a schema may refer to: which parts of them have names of their own, and where a reference
// leads.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/analysis/schema/fields.h"
#include "core/analysis/schema/schema.h"

namespace callgate::analysis::schema {

// A document, or a part of one that `$id` gives a URI: what the drafts call a schema resource.
struct Source {
  std::string uri;  // without fragment; may be empty
  std::string_view text;
  SchemaDraft draft = SchemaDraft::draft2020;
  std::map<std::string, std::string_view, std::less<>> anchors;  // dynamic ones too
  std::map<std::string, std::string_view, std::less<>> dynamic_anchors;
};

// A subschema where a reference leads.
struct Target {
  std::string_view text;
  const Source* source = nullptr;
  std::string dynamic_anchor;  // the name it was found by, if that is a dynamic anchor
};

class Library {
 public:
  // Copies texts into `texts`, where they stay.
  Library(std::deque<std::string>& texts, const SchemaDocuments& documents, SchemaDraft draft)
      : texts_(texts), documents_(documents), draft_(draft) {}

  // Reads a document. Nothing if it is not JSON.
  const Source* add(std::string_view text, std::string uri);
  // Where `reference`, written in `from`, leads. Nothing if that is nowhere.
  std::optional<Target> find(const Source& from, std::string_view reference);
  // The source a known subschema belongs to.
  const Source& source_of(std::string_view subschema) const { return *places_.at(subschema.data()); }
  const std::deque<Source>& sources() const { return sources_; }

 private:
  void index(std::string_view text, Source* source, bool is_root);
  Source* identify(const Fields& fields, std::string_view text, Source* source, bool is_root);
  std::optional<std::string_view> walk_pointer(const Source& from, std::string_view pointer);

  std::deque<std::string>& texts_;
  const SchemaDocuments& documents_;
  const SchemaDraft draft_;  // of documents that name none
  std::deque<Source> sources_;
  std::map<std::string, Source*, std::less<>> by_uri_;
  // Subschemas by where their text begins.
  std::unordered_map<const char*, Source*> places_;
};

}  // namespace callgate::analysis::schema
