#include "core/config/check.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "core/config/units.h"
#include "core/mcp/names.h"

namespace callgate::config {
namespace {

// One walk over one tree.
class Checker {
 public:
  Checker(const SourcePtr& source, std::string_view title, Findings& findings)
      : source_(source), title_(title), findings_(findings) {}

  void check(const Node& node, const Shape& shape, const std::string& path) {
    switch (shape.kind) {
      case Kind::anything:
        return;
      case Kind::boolean:
        return expect(node, Type::boolean, shape, path), void();
      case Kind::integer:
        return integer(node, shape, path);
      case Kind::number:
        return number(node, shape, path);
      case Kind::text:
        return text(node, shape, path);
      case Kind::word:
        return word(node, shape, path);
      case Kind::duration:
        return duration(node, shape, path);
      case Kind::size:
        return size(node, shape, path);
      case Kind::list:
        if (!expect(node, Type::list, shape, path)) return;
        for (std::size_t i = 0; i < node.items.size(); ++i) {
          check(node.items[i], shape.inner[0], path + "[" + std::to_string(i) + "]");
        }
        return;
      case Kind::map:
        if (!expect(node, Type::object, shape, path)) return;
        for (const Member& member : node.members) {
          if (shape.fault) fault(member.place, member.key, shape, below(path, member.key));
          check(member.value, shape.inner[0], below(path, member.key));
        }
        return;
      case Kind::object:
        return object(node, shape, path);
      case Kind::either:
        return either(node, shape, path);
    }
  }

 private:
  std::string name(const std::string& path) const { return path.empty() ? std::string(title_) : path; }
  static std::string below(const std::string& path, std::string_view key) {
    return path.empty() ? std::string(key) : path + "." + std::string(key);
  }

  void error(const Place& place, std::string what, std::string label = {}, std::string hint = {}) {
    findings_.errors.push_back({std::move(what), source_, place, std::move(label), std::move(hint)});
  }
  // The type is right, the value is not.
  void wrong(const Node& node, const Shape& shape, const std::string& path, std::string label = {}) {
    error(node.place, name(path) + " must be " + describe(shape), std::move(label));
  }
  bool expect(const Node& node, Type type, const Shape& shape, const std::string& path) {
    if (node.type == type) return true;
    error(node.place, name(path) + " must be " + describe(shape),
          "this is " + std::string(to_string(node.type)));
    return false;
  }

  void text(const Node& node, const Shape& shape, const std::string& path) {
    if (!expect(node, Type::string, shape, path)) return;
    if (shape.low > 0 && node.text.empty()) return wrong(node, shape, path);
    if (shape.fault) fault(node.place, node.text, shape, path);
  }
  void fault(const Place& place, std::string_view said, const Shape& shape, const std::string& path) {
    std::string found = shape.fault(said);
    if (!found.empty()) error(place, name(path) + " cannot be used", std::move(found));
  }

  void integer(const Node& node, const Shape& shape, const std::string& path) {
    if (!expect(node, Type::number, shape, path)) return;
    std::int64_t value = 0;
    const char* last = node.text.data() + node.text.size();
    const auto [end, failed] = std::from_chars(node.text.data(), last, value);
    if (failed != std::errc() || end != last || value < shape.low || value > shape.high)
      wrong(node, shape, path);
  }

  void number(const Node& node, const Shape& shape, const std::string& path) {
    if (!expect(node, Type::number, shape, path)) return;
    double value = 0;
    const char* last = node.text.data() + node.text.size();
    const auto [end, failed] = std::from_chars(node.text.data(), last, value);
    const bool within = value >= static_cast<double>(shape.low) && value <= static_cast<double>(shape.high);
    if (failed != std::errc() || end != last || !within) wrong(node, shape, path);
  }

  void word(const Node& node, const Shape& shape, const std::string& path) {
    if (!expect(node, Type::string, shape, path)) return;
    if (std::ranges::find(shape.all_words(), std::string_view(node.text)) != shape.all_words().end()) return;
    const std::string_view meant = mcp::nearest(node.text, shape.all_words());
    wrong(node, shape, path, meant.empty() ? "" : "did you mean " + quoted(meant) + "?");
  }

  void duration(const Node& node, const Shape& shape, const std::string& path) {
    if (!expect(node, Type::string, shape, path)) return;
    const auto time = parse_duration(node.text);
    if (!time) return wrong(node, shape, path, "a whole number and ms, s, m, h or d");
    if (time->count() < shape.low || time->count() > shape.high) {
      wrong(node, shape, path,
            "from " + format_duration(Millis(shape.low)) + " to " + format_duration(Millis(shape.high)));
    }
  }

  void size(const Node& node, const Shape& shape, const std::string& path) {
    if (node.type != Type::number && !expect(node, Type::string, shape, path)) return;
    const auto bytes = parse_size(node.text);
    if (!bytes) return wrong(node, shape, path, "a whole number of bytes, or one with KiB, MiB or GiB");
    if (*bytes < static_cast<std::uint64_t>(shape.low) || *bytes > static_cast<std::uint64_t>(shape.high)) {
      wrong(node, shape, path,
            "from " + format_size(static_cast<std::uint64_t>(shape.low)) + " to " +
                format_size(static_cast<std::uint64_t>(shape.high)));
    }
  }

  void object(const Node& node, const Shape& shape, const std::string& path) {
    if (!expect(node, Type::object, shape, path)) return;
    if (shape.low > 0 && node.members.empty()) return wrong(node, shape, path, "it is empty");
    for (const Member& member : node.members) {
      const auto field = std::ranges::find(shape.all_fields(), member.key, &Field::key);
      if (field == shape.all_fields().end() && shape.inner) {
        fault(member.place, member.key, shape, below(path, member.key));
        check(member.value, shape.inner[0], below(path, member.key));
      } else if (field == shape.all_fields().end()) {
        unknown(member, shape, path);
      } else {
        known(member, *field, path);
      }
    }
    for (const Field& field : shape.all_fields()) {
      if (!field.required || node.find(field.key)) continue;
      error(node.place, quoted(field.key) + " is missing in " + name(path), {}, std::string(field.about));
    }
  }

  void unknown(const Member& member, const Shape& shape, const std::string& path) {
    std::vector<std::string_view> keys;
    std::vector<std::string> listed;
    for (const Field& field : shape.all_fields()) {
      if (field.standing != Standing::used || field.key.starts_with('$')) continue;
      keys.push_back(field.key);
      listed.push_back(quoted(field.key));
    }
    const std::string_view meant = mcp::nearest(member.key, keys);
    error(member.place, "unknown key " + quoted(member.key) + " in " + name(path),
          meant.empty() ? "" : "did you mean " + quoted(meant) + "?",
          meant.empty() ? "it may hold " + join(listed, " and ") : "");
  }

  void known(const Member& member, const Field& field, const std::string& path) {
    const std::string what = quoted(member.key) + " in " + name(path);
    switch (field.standing) {
      case Standing::used:
        return check(member.value, field.shape, below(path, member.key));
      case Standing::ignored:
        findings_.warnings.push_back({what + " means nothing to Callgate and is ignored",
                                      source_,
                                      member.place,
                                      {},
                                      std::string(field.about)});
        return;
      case Standing::later:
        return error(member.place, what + " is not supported by this version yet", "remove it",
                     field.about.empty() ? "what cannot be enforced is refused, not passed over"
                                         : std::string(field.about));
      case Standing::foreign:
        return error(member.place, what + " has no meaning here", {}, std::string(field.about));
    }
  }

  // The first alternative that fits wins; if none fits, the only one of the right type explains itself.
  void either(const Node& node, const Shape& shape, const std::string& path) {
    std::vector<Findings> failed;
    for (const Shape& choice : shape.all_inner()) {
      Findings trial;
      Checker(source_, title_, trial).check(node, choice, path);
      if (trial.errors.empty()) {
        findings_.warnings.insert(findings_.warnings.end(), trial.warnings.begin(), trial.warnings.end());
        return;
      }
      if (of_type(choice, node.type)) failed.push_back(std::move(trial));
    }
    if (failed.size() != 1) {
      return error(node.place, name(path) + " must be " + describe(shape),
                   failed.empty() ? "this is " + std::string(to_string(node.type)) : "");
    }
    findings_.errors.insert(findings_.errors.end(), failed[0].errors.begin(), failed[0].errors.end());
    findings_.warnings.insert(findings_.warnings.end(), failed[0].warnings.begin(), failed[0].warnings.end());
  }

  static bool of_type(const Shape& shape, Type type) {
    switch (shape.kind) {
      case Kind::boolean:
        return type == Type::boolean;
      case Kind::integer:
      case Kind::number:
        return type == Type::number;
      case Kind::text:
      case Kind::word:
      case Kind::duration:
        return type == Type::string;
      case Kind::size:
        return type == Type::string || type == Type::number;
      case Kind::list:
        return type == Type::list;
      case Kind::map:
      case Kind::object:
        return type == Type::object;
      case Kind::anything:
      case Kind::either:
        return true;
    }
    return false;
  }

  const SourcePtr& source_;
  std::string_view title_;
  Findings& findings_;
};

}  // namespace

void check(const Node& node, const Shape& shape, const SourcePtr& source, std::string_view title,
           const std::string& path, Findings& findings) {
  Checker(source, title, findings).check(node, shape, path);
}

}  // namespace callgate::config
