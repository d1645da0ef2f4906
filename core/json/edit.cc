#include "core/json/edit.h"

#include <algorithm>

#include "core/json/view.h"

namespace callgate::json {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

void sort(Edits& edits) {
  if (edits.size() < 2) return;
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return a.at.at != b.at.at ? a.at.at < b.at.at : a.at.size < b.at.size;
  });
}

std::string apply(std::string_view line, const Edits& edits) {
  std::size_t size = line.size();
  for (const Edit& edit : edits) size += edit.text.size();
  std::string out;
  out.reserve(size);
  std::size_t from = 0;
  for (const Edit& edit : edits) {
    out.append(line.substr(from, edit.at.at - from));
    out.append(edit.text);
    from = edit.at.at + edit.at.size;
  }
  out.append(line.substr(from));
  return out;
}

Edit remove_member(std::string_view line, std::string_view object, std::string_view value) {
  // From the member's opening quote back over a comma, or, for the first member, forward over one.
  Members walk(object);
  Member member;
  const char* begin = nullptr;
  while (walk.next(member)) {
    if (member.value.data() == value.data()) {
      begin = member.key.data() - 1;
      break;
    }
  }
  if (!begin) return Edit{};
  const char* end = value.data() + value.size();
  const char* before = begin - 1;
  while (before > object.data() && is_space(*before)) --before;
  if (*before == ',') {
    begin = before;
  } else {
    const char* after = end;
    const char* stop = object.data() + object.size();
    while (after < stop && is_space(*after)) ++after;
    if (after < stop && *after == ',') end = after + 1;
  }
  return Edit{span_of(line, std::string_view(begin, static_cast<std::size_t>(end - begin))), {}};
}

Edit insert_members(std::string_view line, std::string_view object, std::string_view members) {
  Members walk(object);
  Member first;
  std::string text(members);
  if (walk.next(first)) text += ',';
  return Edit{Span{span_of(line, object).at + 1, 0}, std::move(text)};
}

}  // namespace callgate::json
