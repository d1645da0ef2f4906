// What a schema may look like, as a schema: short stand-ins for the official metaschemas, which the public
// suite refers to.
#pragma once

namespace callgate::analysis {

inline constexpr const char* kMetaschema2020 = R"({
  "$id": "https://json-schema.org/draft/2020-12/schema",
  "type": ["object", "boolean"],
  "properties": {
    "$id": {"type": "string", "pattern": "^[^#]*#?$"},
    "$anchor": {"$ref": "#/$defs/name"}, "$dynamicAnchor": {"$ref": "#/$defs/name"},
    "$ref": {"type": "string"}, "$dynamicRef": {"type": "string"}, "pattern": {"type": "string"},
    "type": {"anyOf": [{"$ref": "#/$defs/type"},
                       {"type": "array", "items": {"$ref": "#/$defs/type"}, "minItems": 1, "uniqueItems": true}]},
    "minLength": {"$ref": "#/$defs/count"}, "maxLength": {"$ref": "#/$defs/count"},
    "minItems": {"$ref": "#/$defs/count"}, "maxItems": {"$ref": "#/$defs/count"},
    "minProperties": {"$ref": "#/$defs/count"}, "maxProperties": {"$ref": "#/$defs/count"},
    "minimum": {"type": "number"}, "maximum": {"type": "number"},
    "required": {"type": "array", "items": {"type": "string"}},
    "$defs": {"$ref": "#/$defs/named"}, "properties": {"$ref": "#/$defs/named"},
    "additionalProperties": {"$ref": "#"}, "items": {"$ref": "#"}, "not": {"$ref": "#"},
    "allOf": {"$ref": "#/$defs/list"}, "anyOf": {"$ref": "#/$defs/list"}, "oneOf": {"$ref": "#/$defs/list"}
  },
  "$defs": {
    "name": {"type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"},
    "type": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]},
    "count": {"type": "integer", "minimum": 0},
    "named": {"type": "object", "additionalProperties": {"$ref": "#"}},
    "list": {"type": "array", "items": {"$ref": "#"}, "minItems": 1}
  }
})";

inline constexpr const char* kMetaschema7 = R"({
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "http://json-schema.org/draft-07/schema#",
  "type": ["object", "boolean"],
  "properties": {
    "type": {"anyOf": [{"$ref": "#/definitions/type"}, {"type": "array", "items": {"$ref": "#/definitions/type"}}]},
    "minLength": {"type": "integer", "minimum": 0},
    "definitions": {"$ref": "#/definitions/named"}, "properties": {"$ref": "#/definitions/named"}
  },
  "definitions": {
    "type": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]},
    "named": {"type": "object", "additionalProperties": {"$ref": "#"}}
  }
})";

}  // namespace callgate::analysis
