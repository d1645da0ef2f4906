// Checks one value against a program, as raw text. Made for one value, then thrown away.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/analysis/schema/program.h"
#include "core/analysis/schema/report.h"
#include "core/analysis/schema/schema.h"
#include "core/analysis/schema/seen.h"
#include "core/json/outline.h"
#include "core/json/view.h"

namespace callgate::analysis::schema {

class Checker {
 public:
  // Without a report it stops at the first problem; with one it goes on and writes them down.
  // `outline`, if there is one, is that of the value: it saves reading containers again.
  Checker(const Program& program, const SchemaRules& rules, std::string_view value, Report* report,
          const json::Outline* outline = nullptr);
  // Whether the value fits. A value that would take too many steps does not.
  bool run();

 private:
  // Instructions of patterns times bytes, for one value: about a second where a pattern is at its worst.
  static constexpr std::uint64_t kMostMatching = 1u << 28;

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

  // Shows `visit` the members (raw key, raw value) or elements (no key) of a container, until it answers
  // false.
  template <class Visit>
  bool each(std::string_view container, Visit visit);
  bool outlined(std::string_view container) const;

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
  // False as well if matching would take too long; the value does not fit then.
  bool matches(const Pattern& pattern, std::string_view text);

  const Program& program_;
  const SchemaRules& rules_;
  const std::string_view value_;
  Report* report_;
  const json::Outline* const outline_;
  std::uint32_t at_ = 0;  // the value under check in the outline, while its containers are read there
  const Step* way_ = nullptr;
  const Scope* scope_ = nullptr;
  int depth_ = 0;   // levels of the value
  int frames_ = 0;  // checks inside each other
  std::uint64_t steps_left_;
  std::uint64_t matching_left_ = kMostMatching;
  bool exhausted_ = false;
  bool strict_ = true;  // not in one of several ways
};

template <class Visit>
bool Checker::each(std::string_view container, Visit visit) {
  if (outlined(container)) {
    const std::uint32_t here = at_, end = (*outline_)[here].end;
    bool all = true;
    for (std::uint32_t i = here + 1; all && i < end; i = (*outline_)[i].end) {
      at_ = i;
      all = visit((*outline_)[i].key, (*outline_)[i].raw);
    }
    at_ = here;
    return all;
  }
  if (container.front() == '[') {
    json::Elements walk(container);
    for (std::string_view element; walk.next(element);)
      if (!visit(std::string_view(), element)) return false;
  } else {
    json::Members walk(container);
    for (json::Member member; walk.next(member);)
      if (!visit(member.key, member.value)) return false;
  }
  return true;
}

}  // namespace callgate::analysis::schema
