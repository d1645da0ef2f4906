#include "core/config/schema.h"

#include <nlohmann/json.hpp>

namespace callgate::config {
namespace {

using Json = nlohmann::ordered_json;

// Objects with a name are written once, under "definitions", and referred to; so a shape may hold itself.
class Writer {
 public:
  Json document(const Shape& shape) {
    Json whole = schema(shape);
    if (!definitions_.empty()) whole["definitions"] = definitions_;
    return whole;
  }

 private:
  Json object_schema(const Shape& shape);
  Json named_schema(const Shape& shape);
  Json schema(const Shape& shape);

  Json definitions_ = Json::object();
};

Json Writer::named_schema(const Shape& shape) {
  const std::string name(shape.name);
  if (!definitions_.contains(name)) {
    definitions_[name] = Json::object();  // so that what lies within refers to it
    definitions_[name] = object_schema(shape);
  }
  return {{"$ref", "#/definitions/" + name}};
}

Json Writer::object_schema(const Shape& shape) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const Field& field : shape.all_fields()) {
    if (field.standing == Standing::later || field.standing == Standing::foreign) continue;
    Json property = schema(field.shape);
    const bool ignored = field.standing == Standing::ignored;
    std::string about(field.about);
    if (ignored) about = about.empty() ? "Ignored by Callgate." : "Ignored by Callgate: " + about;
    if (!about.empty()) property["description"] = about;
    // The fallbacks are constants of this program; a test parses them all.
    if (!field.fallback.empty()) property["default"] = Json::parse(field.fallback);
    properties[std::string(field.key)] = std::move(property);
    if (field.required) required.push_back(field.key);
  }
  Json object = {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (shape.inner) object["additionalProperties"] = schema(shape.inner[0]);
  if (shape.low > 0) object["minProperties"] = shape.low;
  if (!required.empty()) object["required"] = std::move(required);
  return object;
}

Json Writer::schema(const Shape& shape) {
  switch (shape.kind) {
    case Kind::anything:
      return Json::object();
    case Kind::boolean:
      return {{"type", "boolean"}};
    case Kind::integer:
      return {{"type", "integer"}, {"minimum", shape.low}, {"maximum", shape.high}};
    case Kind::number:
      return {{"type", "number"}, {"minimum", shape.low}, {"maximum", shape.high}};
    case Kind::text:
      if (shape.low > 0) return {{"type", "string"}, {"minLength", shape.low}};
      return {{"type", "string"}};
    case Kind::word:
      return {{"enum", shape.all_words()}};
    case Kind::duration:
      return {{"type", "string"}, {"pattern", "^[0-9]+(ms|s|m|h|d)$"}};
    case Kind::size:
      return {{"type", {"integer", "string"}}, {"minimum", shape.low}, {"pattern", "^[0-9]+([KMG]i?B|B)?$"}};
    case Kind::list:
      return {{"type", "array"}, {"items", schema(shape.inner[0])}};
    case Kind::map:
      return {{"type", "object"}, {"additionalProperties", schema(shape.inner[0])}};
    case Kind::object:
      return shape.name.empty() ? object_schema(shape) : named_schema(shape);
    case Kind::either: {
      Json choices = Json::array();
      for (const Shape& choice : shape.all_inner()) choices.push_back(schema(choice));
      return {{"anyOf", std::move(choices)}};
    }
  }
  return Json::object();
}

}  // namespace

std::string json_schema(const Shape& shape, std::string_view title) {
  Json document = {{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", title}};
  document.update(Writer().document(shape));
  return document.dump(2) + "\n";
}

}  // namespace callgate::config
