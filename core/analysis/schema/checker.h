// Checks one value against a program, as raw text. Made for one value, then thrown away.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/analysis/schema/program.h"
#include "core/analysis/schema/report.h"
#include "core/analysis/schema/schema.h"
#include "core/analysis/schema/seen.h"

namespace callgate::analysis::schema {

class Checker {
 public:
  // Without a report it stops at the first problem; with one it goes on and writes them down.
  Checker(const Program& program, const SchemaRules& rules, std::string_view value, Report* report);
  // Whether the value fits. A value that would take too many steps does not.
  bool run();

 private:
  // A resource that was entered on the way, innermost first, for $dynamicRef.
  struct Scope {
    const Resource* resource;
    const Scope* outer;
  };
  class Frame;

  // Every check answers whether its part of the value fits; `seen` (may be null) collects the members or
  // elements it has looked at.
  bool check(const Schema& schema, std::string_view value, Seen* seen);
  bool check_keywords(const Schema& schema, std::string_view value, Seen* seen);
  bool check_inside(const Schema& schema, const Step& step, std::string_view value);
  // One of several ways: without a word in the report, and without looking for blank texts.
  bool tries(const Schema& schema, std::string_view value, Seen* seen);

  bool check_number(const NumberRules& rules, std::string_view value);
  bool check_string(const StringRules& rules, std::string_view value);
  bool check_choice(const Schema& schema, std::string_view value);

  bool check_array(const ArrayRules& rules, std::string_view value, Seen* seen);
  bool check_unique(std::string_view value);
  bool check_unevaluated_items(const Schema& rest, std::string_view value, const Seen& seen);

  struct Walk;
  bool check_object(const Schema& schema, std::string_view value, Seen* seen);
  bool check_member(Walk& walk, std::string_view key, std::string_view value);
  bool check_named(const Property& property, const Step& step, std::string_view value);
  bool check_others(Walk& walk, const Step& step, std::string_view value);
  bool check_names(const ObjectRules& rules, std::string_view value, const Seen& present, Seen* seen);
  bool check_unevaluated_properties(const Schema& rest, std::string_view value, const Seen& seen);

  bool check_applicators(const Applicators& apply, std::string_view value, Seen* seen);
  bool check_any(const std::vector<const Schema*>& forms, std::string_view value, Seen* seen);
  bool check_one(const std::vector<const Schema*>& forms, std::string_view value, Seen* seen);
  bool check_condition(const Applicators& apply, std::string_view value, Seen* seen);
  const Schema& dynamic_target(const Applicators& apply) const;
  void explain_forms(const std::vector<const Schema*>& forms, std::string_view keyword,
                     std::string_view value);

  bool refuse_type(TypeSet expected, std::string_view value);
  // False, and a problem in the report. `message()` is asked only if somebody wants to read it.
  template <class Message>
  bool refuse(std::string_view keyword, std::string_view value, Message message) {
    if (report_) report_->add(way_, keyword, value, message());
    return false;
  }
  // Joins the answer of one check to that of the whole; true if it makes sense to go on.
  bool go_on(bool& good, bool fits) const {
    good = good && fits;
    return good || report_;
  }
  bool spend(std::size_t steps);

  const Program& program_;
  const SchemaRules& rules_;
  const std::string_view value_;
  Report* report_;
  const Step* way_ = nullptr;
  const Scope* scope_ = nullptr;
  int depth_ = 0;   // levels of the value
  int frames_ = 0;  // checks inside each other
  std::uint64_t steps_left_;
  bool exhausted_ = false;
  bool strict_ = true;  // not in one of several ways
};

}  // namespace callgate::analysis::schema
