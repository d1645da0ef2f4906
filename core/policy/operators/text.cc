// glob, regex, startsWith, endsWith: what a text looks like.
#include <re2/re2.h>

#include <algorithm>

#include "core/base/glob.h"
#include "core/policy/operators.h"

namespace callgate::policy {
namespace {

using config::Node;

// What only texts can meet.
class TextOperator : public PositiveOperator {
 public:
  explicit TextOperator(std::string_view name) : name_(name) {}

 protected:
  Truth judge(const Value& value, Scene& scene) const final {
    if (value.type != json::Type::string) return scene.misfit(value, name_, "a string");
    return judge_text(value.text, scene);
  }

 private:
  virtual Truth judge_text(std::string_view text, Scene& scene) const = 0;
  const std::string_view name_;
};

class Glob final : public TextOperator {
 public:
  explicit Glob(const std::vector<std::string>& patterns) : TextOperator("glob") {
    for (const std::string& pattern : patterns) patterns_.emplace_back(pattern);
  }

 private:
  Truth judge_text(std::string_view text, Scene&) const override {
    return truth(std::ranges::any_of(patterns_, [&](const PathGlob& glob) { return glob.matches(text); }));
  }
  std::vector<PathGlob> patterns_;
};

RE2::Options quiet() {
  RE2::Options options;
  options.set_log_errors(false);
  return options;
}

void find_matches(const RE2& expression, std::string_view text, Spans& spans) {
  const re2::StringPiece whole(text.data(), text.size());
  re2::StringPiece match;
  for (std::size_t from = 0; from <= text.size();) {
    if (!expression.Match(whole, from, text.size(), RE2::UNANCHORED, &match, 1)) return;
    const auto at = static_cast<std::size_t>(match.data() - text.data());
    if (!match.empty())
      spans.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(match.size())});
    from = at + std::max<std::size_t>(match.size(), 1);
  }
}

class Regex final : public TextOperator {
 public:
  explicit Regex(const std::vector<std::string>& expressions) : TextOperator("regex") {
    for (const std::string& expression : expressions)
      expressions_.push_back(std::make_unique<const RE2>(expression, quiet()));
  }

 private:
  Truth judge_text(std::string_view text, Scene& scene) const override {
    if (text.size() > scene.regex_input) {
      return scene.doubt(Trouble::Kind::too_long,
                         "a text of " + std::to_string(text.size()) + " bytes is longer than the " +
                             std::to_string(scene.regex_input) + " that are searched");
    }
    return truth(std::ranges::any_of(expressions_, [&](const std::unique_ptr<const RE2>& expression) {
      return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *expression);
    }));
  }
  void find_in(std::string_view text, Spans& spans) const override {
    for (const auto& expression : expressions_) find_matches(*expression, text, spans);
  }
  std::vector<std::unique_ptr<const RE2>> expressions_;
};

enum class End : std::uint8_t { first, last };

class Edge final : public TextOperator {
 public:
  Edge(End end, std::vector<std::string> edges)
      : TextOperator(end == End::first ? "startsWith" : "endsWith"), end_(end), edges_(std::move(edges)) {}

 private:
  Truth judge_text(std::string_view text, Scene&) const override {
    return truth(std::ranges::any_of(edges_, [&](const std::string& edge) {
      return end_ == End::first ? text.starts_with(edge) : text.ends_with(edge);
    }));
  }
  const End end_;
  const std::vector<std::string> edges_;
};

}  // namespace

void find_matches(const std::string& expression, std::string_view text, Spans& spans) {
  const RE2 compiled(expression, quiet());
  if (compiled.ok()) find_matches(compiled, text, spans);
}

std::string regex_fault(std::string_view text) {
  const RE2 expression(re2::StringPiece(text.data(), text.size()), quiet());
  return expression.ok() ? std::string() : "RE2 says: " + expression.error();
}

PredicatePtr make_glob(const Node& operand, const Operands& operands) {
  return std::make_unique<Glob>(operands.texts(operand));
}
PredicatePtr make_regex(const Node& operand, const Operands&) {
  std::vector<std::string> expressions;
  if (operand.type == config::Type::string) expressions.push_back(operand.text);
  for (const Node& item : operand.items) expressions.push_back(item.text);
  return std::make_unique<Regex>(expressions);
}
PredicatePtr make_starts_with(const Node& operand, const Operands& operands) {
  return std::make_unique<Edge>(End::first, operands.texts(operand));
}
PredicatePtr make_ends_with(const Node& operand, const Operands& operands) {
  return std::make_unique<Edge>(End::last, operands.texts(operand));
}

}  // namespace callgate::policy
