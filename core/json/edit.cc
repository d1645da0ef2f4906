#include "core/json/edit.h"

#include <algorithm>

namespace callgate::json {

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
  const auto add = [&](std::string_view piece) { out += piece; };
  splice(line, edits, add, add);
  return out;
}

void add_members(std::string_view line, std::string_view object, std::string_view added, Edits& edits) {
  change_members(
      line, object, [](const Member&) { return false; }, added, edits);
}

void drop_member(std::string_view line, std::string_view object, std::string_view key, Edits& edits) {
  change_members(
      line, object, [&](const Member& member) { return member.key == key; }, {}, edits);
}

}  // namespace callgate::json
