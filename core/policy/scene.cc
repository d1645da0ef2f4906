#include "core/policy/scene.h"

#include <span>

#include "core/config/jsonc.h"

namespace callgate::policy {
namespace {

std::string_view name_of(json::Type type) {
  switch (type) {
    case json::Type::object:
      return "an object";
    case json::Type::array:
      return "a list";
    case json::Type::string:
      return "a string";
    case json::Type::number:
      return "a number";
    case json::Type::boolean:
      return "true or false";
    case json::Type::null:
      return "null";
  }
  return "a value";
}

// One walk along a path through one outline.
class Walk {
 public:
  Walk(Scene& scene, const json::Outline& outline, Values& out)
      : scene_(scene), outline_(outline), out_(out) {}

  bool go(std::uint32_t at, std::span<const PathStep> steps) {
    if (steps.empty()) return out_.push_back(value_at(outline_, at)), true;
    const PathStep& step = steps.front();
    const json::Entry& here = outline_[at];
    const bool wants_object = step.kind == PathStep::Kind::member;
    if (here.type != (wants_object ? json::Type::object : json::Type::array))
      return wrong(here, wants_object);
    if (step.kind == PathStep::Kind::every) return each(here, steps.subspan(1));
    if (step.kind == PathStep::Kind::element) {
      for (std::uint32_t child = at + 1; child < here.end; child = outline_[child].end) {
        if (outline_[child].position == step.element) return go(child, steps.subspan(1));
      }
      return absent();
    }
    const auto found = outline_.member(at, step.key);
    if (!found) return scene_.doubt(Trouble::Kind::ambiguous, found.error().what), false;
    return *found ? go(outline_.index_of(**found), steps.subspan(1)) : absent();
  }

 private:
  bool absent() { return out_.push_back({}), true; }
  bool wrong(const json::Entry& here, bool wants_object) {
    const std::string way = outline_.path_of(here);
    scene_.doubt(Trouble::Kind::type, (way.empty() ? "the whole" : config::quoted(way)) + " is " +
                                          std::string(name_of(here.type)) + ", and " +
                                          config::quoted(scene_.looking_at->text) + " needs " +
                                          (wants_object ? "an object" : "a list") + " there");
    return false;
  }
  bool each(const json::Entry& list, std::span<const PathStep> rest) {
    const std::uint32_t first = outline_.index_of(list) + 1;
    if (first == list.end) return absent();
    for (std::uint32_t child = first; child < list.end; child = outline_[child].end) {
      if (!go(child, rest)) return false;
    }
    return true;
  }

  Scene& scene_;
  const json::Outline& outline_;
  Values& out_;
};

bool one(Values& out, std::optional<std::string_view> text) {
  out.push_back(text ? text_value(*text) : Value{});
  return true;
}

bool of_result(Scene& scene, const FieldPath& path, Values& out) {
  if (!scene.result) return one(out, std::nullopt);
  const PathStep& first = path.steps.front();
  if (first.key == "text")
    return one(out, scene.result_text ? std::optional<std::string_view>(*scene.result_text) : std::nullopt);
  if (first.key != "structured") return Walk(scene, *scene.result, out).go(0, path.steps);
  const auto structured = scene.result->member(0, "structuredContent");
  if (!structured || !*structured) return one(out, std::nullopt);
  return Walk(scene, *scene.result, out)
      .go(scene.result->index_of(**structured), std::span(path.steps).subspan(1));
}

}  // namespace

Value text_value(std::string_view text) {
  return {.there = true, .type = json::Type::string, .text = text};
}

Value value_at(const json::Outline& outline, std::uint32_t at) {
  const json::Entry& entry = outline[at];
  return {true, entry.type, entry.text, entry.raw, &outline, at};
}

std::string_view Trouble::code() const {
  switch (kind) {
    case Kind::ambiguous:
      return "policy_ambiguous_key";
    case Kind::too_long:
      return "policy_input_too_long";
    case Kind::none:
    case Kind::type:
      break;
  }
  return "policy_type_error";
}

Truth Scene::doubt(Trouble::Kind kind, std::string what) {
  if (trouble.kind == Trouble::Kind::none) {
    trouble = {kind, std::move(what), looking_at ? looking_at->text : std::string()};
  }
  return Truth::unknown;
}

Truth Scene::misfit(const Value& value, std::string_view op, std::string_view needed) {
  const std::string field = looking_at ? config::quoted(looking_at->text) : "the value";
  return doubt(Trouble::Kind::type, field + " is " + std::string(name_of(value.type)) + ", and " +
                                        config::quoted(op) + " needs " + std::string(needed));
}

bool look_up(Scene& scene, const FieldPath& path, Values& out) {
  scene.looking_at = &path;
  const std::string_view first = path.steps.empty() ? std::string_view() : path.steps.front().key;
  switch (path.root) {
    case Root::args:
      return Walk(scene, scene.call.outline(), out).go(0, path.steps);
    case Root::tool:
      if (first == "name") return one(out, scene.call.tool().exposed);
      if (first == "server") return one(out, scene.call.tool().server);
      return one(out, guard::to_string(scene.call.facts().effect));
    case Root::principal:
      return one(out, scene.world.principal(first));
    case Root::environment:
      return one(out, scene.environment);
    case Root::env:
      return one(out, scene.world.variable(first));
    case Root::metadata: {
      const json::Outline* metadata = scene.call.metadata();
      return metadata ? Walk(scene, *metadata, out).go(0, path.steps) : one(out, std::nullopt);
    }
    case Root::result:
      return of_result(scene, path, out);
  }
  return one(out, std::nullopt);
}

}  // namespace callgate::policy
