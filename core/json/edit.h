// Splices: a line stays as it came, and what has to differ is replaced where it stands.
#pragma once

#include <boost/container/small_vector.hpp>
#include <string>
#include <string_view>

#include "core/json/scan.h"
#include "core/json/view.h"

namespace callgate::json {

// Replaces the bytes at `at` by `text`. An empty span inserts at `at.at`.
struct Edit {
  Span at;
  std::string text;
};
using Edits = boost::container::small_vector<Edit, 4>;

// Puts the edits into the order of the line. Spans must not overlap; of two at one place an insertion comes
// first, and two insertions keep their order.
void sort(Edits& edits);

// Goes through the line with its (sorted) edits applied: `keep` gets each piece of the line that stays, `put`
// each edit's text.
template <class Keep, class Put>
void splice(std::string_view line, const Edits& edits, Keep keep, Put put) {
  std::size_t from = 0;
  for (const Edit& edit : edits) {
    keep(line.substr(from, edit.at.at - from));
    put(std::string_view(edit.text));
    from = edit.at.at + edit.at.size;
  }
  keep(line.substr(from));
}

// The line with its (sorted) edits applied, as one string.
std::string apply(std::string_view line, const Edits& edits);

// Edits that take the members out of `object` (a view into `line`) for which drop(member) is true, and put
// `added`
// ("\"k\":1,\"l\":2", without outer commas; may be empty) first. What stays is not touched, so its parts may
// be edited as well.
template <class Drop>
void change_members(std::string_view line, std::string_view object, Drop drop, std::string_view added,
                    Edits& edits);

// The special cases: only in, only out.
void add_members(std::string_view line, std::string_view object, std::string_view added, Edits& edits);
void drop_member(std::string_view line, std::string_view object, std::string_view key, Edits& edits);

template <class Drop>
void change_members(std::string_view line, std::string_view object, Drop drop, std::string_view added,
                    Edits& edits) {
  const auto at = [&](const char* place) { return static_cast<std::uint32_t>(place - line.data()); };
  const std::uint32_t open = at(object.data()) + 1;
  std::uint32_t kept_end = 0, run_begin = 0,
                run_end = 0;  // of the last kept member, and of the run that goes
  bool kept = false;
  const std::size_t insertion = edits.size();
  if (!added.empty()) edits.push_back({Span{open, 0}, std::string(added)});
  const auto close_run = [&](std::uint32_t next_kept) {
    if (run_end == 0) return;
    // After a kept member the comma before the run goes with it, otherwise all up to the next member.
    const std::uint32_t begin = kept ? kept_end : run_begin,
                        end = kept || next_kept == 0 ? run_end : next_kept;
    edits.push_back({Span{begin, end - begin}, {}});
    run_end = 0;
  };
  Members walk(object);
  Member member;
  while (walk.next(member)) {
    const std::uint32_t begin = at(member.key.data()) - 1,
                        end = at(member.value.data()) + member.value.size();
    if (drop(member)) {
      if (run_end == 0) run_begin = begin;
      run_end = end;
      continue;
    }
    close_run(begin);
    kept = true;
    kept_end = end;
  }
  close_run(0);
  if (!added.empty() && kept) edits[insertion].text += ',';
}

}  // namespace callgate::json
