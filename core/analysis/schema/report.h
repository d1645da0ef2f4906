// What is wrong with a value, collected while it is checked, and the words for it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/schema/types.h"

namespace callgate::analysis::schema {

class Choice;

// The way from the root to the value being checked: one step per member or element, on the checker's stack.
struct Step {
  const Step* before = nullptr;
  std::string_view container;  // the object or array stepped into
  std::string_view key;        // raw, of a member; without data for an element
  std::size_t place = 0;
  bool required = false;  // by the schema that names the member
};

struct Problem {
  std::string path;
  std::string_view keyword;
  std::string message;
  // What a repair needs to know.
  int depth = 0;                    // of the value
  std::string_view value;           // raw
  const Choice* choice = nullptr;   // for "enum" and "const"
  TypeSet expected = 0;             // for "type"
  std::string_view container, key;  // of a member that may be left out
  bool doubtful = false;            // it is one of several forms that does not fit; others were meant perhaps
};

class Report {
 public:
  static constexpr std::size_t kMaxProblems = 64;

  explicit Report(std::string root) : root_(std::move(root)) {}
  const std::string& root() const { return root_; }

  // Adds a problem with what stands at the end of `way`. More than kMaxProblems are only counted.
  Problem& add(const Step* way, std::string_view keyword, std::string_view value, std::string message);
  void take(Problem problem);
  const std::vector<Problem>& problems() const { return problems_; }
  std::vector<Problem>& problems() { return problems_; }
  bool complete() const { return dropped_ == 0; }
  // By their places in the text; of those about one value, the first keeps its place.
  void sort();

 private:
  std::string root_;
  std::vector<Problem> problems_;
  std::size_t dropped_ = 0;
  Problem spare_;  // takes what is dropped
};

// Levels below the root.
int depth_of(const Step* way);
// `string "thirty"`, `number 3.5`, `an object`, …; long ones are cut.
std::string described(std::string_view value);
// At most `size` bytes of UTF-8, whole characters, with "…" where something is missing.
std::string shortened(std::string_view text, std::size_t size);

}  // namespace callgate::analysis::schema
