// What lists and rules have said of one call so far; the strictest counts, and of equals the first is named.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/guard/verdict.h"

namespace callgate::guard {

struct Question {
  Finding why;
  bool grantable = true;
};

class Docket {
 public:
  void allow() { decided_ = true; }
  // Of what may be granted for good, a grant decides in the end.
  void ask(Finding why, bool grantable) {
    decided_ = true;
    questions_.push_back({std::move(why), grantable});
  }
  // With guidance it is a rewrite: a plain refusal wins over it.
  void refuse(Finding why, bool guidance = false) {
    decided_ = true;
    if (!deny_ || (deny_->guidance && !guidance)) deny_ = Deny{std::move(why), std::nullopt, guidance};
  }

  bool decided() const { return decided_; }
  std::optional<Deny>& refusal() { return deny_; }
  std::vector<Question>& questions() { return questions_; }

 private:
  bool decided_ = false;
  std::optional<Deny> deny_;
  std::vector<Question> questions_;
};

}  // namespace callgate::guard
