#include "core/analysis/schema/repair.h"

#include <algorithm>

#include "core/analysis/schema/checker.h"
#include "core/json/canonical.h"
#include "core/json/decimal.h"
#include "core/json/edit.h"
#include "core/json/scan.h"

namespace callgate::analysis::schema {
namespace {

// A string that held an object may hold strings that hold others.
constexpr int kMaxRounds = 3;
// Every reader keeps so many digits of a number.
constexpr std::size_t kSafeDigits = 15;

bool has_exponent(std::string_view number) {
  return number.find_first_of("eE") != number.npos;
}

// Whether `text` is a number that no reader could take for something else.
bool safe_number(std::string_view text, bool whole) {
  const auto number = json::Decimal::read(text);
  if (!number || has_exponent(text) || text == "-0") return false;
  const bool fraction = text.find('.') != text.npos;
  return text.size() <= kSafeDigits + (text.front() == '-') + fraction && !(whole && fraction);
}

// The only reading of a string among the expected types.
std::optional<std::string> reading_of_string(std::string_view literal, TypeSet expected) {
  std::string text = json::decode(literal);
  if (text.empty()) return std::nullopt;
  if (text == "true" || text == "false") return expected & kBoolean ? std::optional(text) : std::nullopt;
  if (text.front() == '{' || text.front() == '[') {
    const TypeSet type = text.front() == '{' ? kObject : kArray;
    // The canonical form refuses repeated keys.
    const bool good = (expected & type) && json::valid(text) && json::canonical(text);
    return good ? std::optional(std::move(text)) : std::nullopt;
  }
  if (!(expected & kInteger) || !safe_number(text, !(expected & kFraction))) return std::nullopt;
  return text;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool equal_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

// The one string of the choice that differs from `literal` by case alone.
std::optional<std::string> spelling_in(const Choice& choice, std::string_view literal) {
  const std::string text = json::decode(literal);
  std::optional<std::string> found;
  for (const std::string_view candidate : choice.texts()) {
    if (candidate.front() != '"' || !equal_but_for_case(json::decode(candidate), text)) continue;
    if (found) return std::nullopt;
    found = candidate;
  }
  return found;
}

std::optional<std::string> reading_of(const Problem& problem, TypeSet expected) {
  const bool string = problem.value.front() == '"';
  if (problem.keyword == "type" && expected != 0) {
    if (string) return reading_of_string(problem.value, expected);
    const bool number = json::type_of(problem.value) == json::Type::number;
    if (number && (expected & kString) && !has_exponent(problem.value)) return json::quote(problem.value);
    return std::nullopt;
  }
  if ((problem.keyword == "enum" || problem.keyword == "const") && string) {
    return spelling_in(*problem.choice, problem.value);
  }
  return std::nullopt;
}

// The edits of one round.
class Round {
 public:
  Round(std::string_view line, std::vector<std::string>& changes) : line_(line), changes_(changes) {}

  // Finds an answer to every problem, or fails.
  bool plan(const Report& report);
  std::string apply();

 private:
  bool plan(const Problem& problem, TypeSet expected);

  std::string_view line_;
  std::vector<std::string>& changes_;
  json::Edits edits_;
  std::vector<const Problem*> left_out_;
};

bool Round::plan(const Report& report) {
  const auto& problems = report.problems();
  if (problems.empty() || !report.complete()) return false;
  for (std::size_t i = 0; i < problems.size(); ++i) {
    // Several schemas may complain of one value; it has to suit all of them.
    const auto same = [&](const Problem& other) { return other.value.data() == problems[i].value.data(); };
    if (std::any_of(problems.begin(), problems.begin() + static_cast<std::ptrdiff_t>(i), same)) continue;
    TypeSet expected = problems[i].expected;
    for (std::size_t later = i + 1; later < problems.size(); ++later) {
      if (same(problems[later]) && problems[later].expected != 0) expected &= problems[later].expected;
    }
    if (!plan(problems[i], expected)) return false;
  }
  return true;
}

bool Round::plan(const Problem& problem, TypeSet expected) {
  if (problem.doubtful) return false;
  if (problem.container.data()) {
    left_out_.push_back(&problem);
    changes_.push_back(problem.path + ": null was left out");
    return true;
  }
  auto reading = reading_of(problem, expected);
  if (!reading) return false;
  changes_.push_back(problem.path + ": " + shortened(problem.value, 60) + " became " +
                     shortened(*reading, 60));
  edits_.push_back({json::span_of(line_, problem.value), *std::move(reading)});
  return true;
}

std::string Round::apply() {
  std::vector<const char*> done;
  for (const Problem* problem : left_out_) {
    const char* const object = problem->container.data();
    if (std::find(done.begin(), done.end(), object) != done.end()) continue;
    done.push_back(object);
    const auto goes = [&](const json::Member& member) {
      return std::any_of(left_out_.begin(), left_out_.end(),
                         [&](const Problem* out) { return out->key.data() == member.key.data(); });
    };
    json::change_members(line_, problem->container, goes, {}, edits_);
  }
  json::sort(edits_);
  return json::apply(line_, edits_);
}

}  // namespace

std::optional<Repair> repair(const Program& program, const SchemaRules& rules, std::string_view value,
                             const Report& report) {
  Repair result;
  Report next = report;
  std::string_view line = value;
  for (int round = 0; round < kMaxRounds; ++round) {
    Round edits(line, result.changes);
    if (!edits.plan(next)) return std::nullopt;
    std::string text = edits.apply();
    if (Checker(program, rules, text, nullptr).run()) {
      result.text = std::move(text);
      return result;
    }
    result.text = std::move(text);
    line = result.text;
    next = Report(report.root());
    Checker(program, rules, line, &next).run();
  }
  return std::nullopt;
}

}  // namespace callgate::analysis::schema
