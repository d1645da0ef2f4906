#include "core/analysis/schema/library.h"

#include <algorithm>
#include <array>

#include "core/analysis/schema/uri.h"
#include "core/base/percent.h"
#include "core/json/scan.h"
#include "core/json/view.h"

namespace callgate::analysis::schema {
namespace {

// Where subschemas stand: as the value of a keyword, in a list, or under names. `items` may be a list, and
// `dependencies` may hold names instead.
constexpr std::array kHoldsSchema = {std::string_view("additionalProperties"),
                                     std::string_view("additionalItems"),
                                     std::string_view("contains"),
                                     std::string_view("propertyNames"),
                                     std::string_view("not"),
                                     std::string_view("if"),
                                     std::string_view("then"),
                                     std::string_view("else"),
                                     std::string_view("unevaluatedItems"),
                                     std::string_view("unevaluatedProperties"),
                                     std::string_view("contentSchema"),
                                     std::string_view("items")};
constexpr std::array kHoldsList = {std::string_view("allOf"), std::string_view("anyOf"),
                                   std::string_view("oneOf"), std::string_view("prefixItems"),
                                   std::string_view("items")};
constexpr std::array kHoldsNamed = {
    std::string_view("properties"),  std::string_view("patternProperties"), std::string_view("$defs"),
    std::string_view("definitions"), std::string_view("dependentSchemas"),  std::string_view("dependencies")};

template <class List>
bool among(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// The draft a `$schema` names; the newer one for names that are not known.
SchemaDraft draft_of(std::string_view uri) {
  for (const std::string_view old : {"draft-03", "draft-04", "draft-06", "draft-07"}) {
    if (uri.find(old) != uri.npos) return SchemaDraft::draft7;
  }
  return SchemaDraft::draft2020;
}

std::string pointer_token(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = text[i] == '~' && i + 1 < text.size() ? text[i + 1] : '\0';
    out += next == '0' ? '~' : next == '1' ? '/' : text[i];
    if (next == '0' || next == '1') ++i;
  }
  return out;
}

// One step of a JSON pointer; empty if there is no such part.
std::string_view part_of(std::string_view value, const std::string& token) {
  if (is_object(value)) return Fields(value)[token];
  if (!is_array(value)) return {};
  const auto place = json::integer(token);
  const auto elements = elements_of(value);
  const bool there = place && *place >= 0 && static_cast<std::size_t>(*place) < elements.size();
  return there ? elements[static_cast<std::size_t>(*place)] : std::string_view();
}

}  // namespace

const Source* Library::add(std::string_view text, std::string uri) {
  if (!json::valid(text)) return nullptr;
  texts_.emplace_back(text);
  const std::string& kept = texts_.back();
  // Behind leading space, so that a place is always where a value begins.
  const std::string_view value = std::string_view(kept).substr(kept.find_first_not_of(" \t\r\n"));
  Source& source = sources_.emplace_back();
  source.uri = uri;
  source.draft = draft_;
  source.text = value;
  by_uri_.emplace(std::move(uri), &source);
  index(value, &source, true);
  return &source;
}

// Gives `source` the names that a subschema has in it, and returns the source it belongs to: a new one if it
// has a URI of its own.
Source* Library::identify(const Fields& fields, std::string_view text, Source* source, bool is_root) {
  const std::string id = json::decode(fields["$id"]);
  const auto [uri, fragment] = split_fragment(id);
  if (is_root || !uri.empty()) {
    if (!is_root) {
      const SchemaDraft draft = source->draft;
      const std::string base = source->uri;
      source = &sources_.emplace_back();
      source->uri = base;
      source->draft = draft;
      source->text = text;
    }
    if (fields.has("$schema")) source->draft = draft_of(json::decode(fields["$schema"]));
    if (!uri.empty()) source->uri = resolve_uri(source->uri, uri);
    by_uri_.emplace(source->uri, source);
  }
  if (source->draft == SchemaDraft::draft7) {
    if (!fragment.empty()) source->anchors.emplace(fragment, text);
    return source;
  }
  if (fields.has("$anchor")) source->anchors.emplace(json::decode(fields["$anchor"]), text);
  if (fields.has("$dynamicAnchor")) {
    const std::string name = json::decode(fields["$dynamicAnchor"]);
    source->anchors.emplace(name, text);
    source->dynamic_anchors.emplace(name, text);
  }
  return source;
}

void Library::index(std::string_view text, Source* source, bool is_root) {
  const Fields fields(text);
  // In draft 7 whatever stands beside `$ref` is ignored, but it can still be pointed at.
  if (fields.has("$schema") && is_root) source->draft = draft_of(json::decode(fields["$schema"]));
  const bool only_reference = source->draft == SchemaDraft::draft7 && fields.has("$ref");
  if (!only_reference) source = identify(fields, text, source, is_root);
  places_.emplace(text.data(), source);
  for (const Field& field : fields) {
    if (is_object(field.value) && among(kHoldsNamed, field.name)) {
      for (const Field& named : Fields(field.value)) {
        if (is_schema(named.value)) index(named.value, source, false);
      }
    } else if (is_array(field.value) && among(kHoldsList, field.name)) {
      for (const std::string_view element : elements_of(field.value)) {
        if (is_schema(element)) index(element, source, false);
      }
    } else if (is_schema(field.value) && among(kHoldsSchema, field.name)) {
      index(field.value, source, false);
    }
  }
}

std::optional<Target> Library::find(const Source& from, std::string_view reference) {
  const std::string whole = resolve_uri(from.uri, reference);
  const auto [uri, encoded] = split_fragment(whole);
  auto known = by_uri_.find(uri);
  if (known == by_uri_.end()) {
    const auto document = documents_.find(uri);
    if (document == documents_.end() || !add(document->second, std::string(uri))) return std::nullopt;
    known = by_uri_.find(uri);
  }
  const Source& source = *known->second;
  const std::string fragment = percent_decoded(encoded);
  if (fragment.empty()) return Target{source.text, &source, {}};
  if (fragment.front() == '/') {
    const auto part = walk_pointer(source, fragment);
    if (!part) return std::nullopt;
    return Target{*part, &source_of(*part), {}};
  }
  const auto anchor = source.anchors.find(fragment);
  if (anchor == source.anchors.end()) return std::nullopt;
  const bool dynamic = source.dynamic_anchors.count(fragment) > 0;
  return Target{anchor->second, &source, dynamic ? fragment : std::string()};
}

// The part of `from` that a JSON pointer means, if a schema can stand there.
std::optional<std::string_view> Library::walk_pointer(const Source& from, std::string_view pointer) {
  std::string_view value = from.text;
  Source* source = places_.at(value.data());
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t next = std::min(pointer.find('/'), pointer.size());
    value = part_of(value, pointer_token(pointer.substr(0, next)));
    if (value.empty()) return std::nullopt;
    const auto place = places_.find(value.data());
    if (place != places_.end()) source = place->second;
    pointer.remove_prefix(next);
  }
  if (!is_schema(value)) return std::nullopt;
  // What stands under a keyword that is not known becomes a schema by being referred to.
  if (places_.count(value.data()) == 0) index(value, source, false);
  return value;
}

}  // namespace callgate::analysis::schema
