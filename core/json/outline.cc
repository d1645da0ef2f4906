#include "core/json/outline.h"

#include <algorithm>

#include "core/json/skip.h"

namespace callgate::json {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

// Lower case as a careless reader folds it: ASCII, and the two other characters that fold into it.
std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\u017F") {
      out += 's', i += 1;
    } else if (text.substr(i, 3) == "\u212A") {
      out += 'k', i += 2;
    } else {
      out += lower(text[i]);
    }
  }
  return out;
}

}  // namespace

bool resembles(std::string_view key, std::string_view name) {
  if (ascii(key) && ascii(name)) {
    return key.size() == name.size() && std::equal(key.begin(), key.end(), name.begin(),
                                                   [](char a, char b) { return lower(a) == lower(b); });
  }
  return folded(key) == folded(name);
}

Outline::Outline(std::string_view text) {
  entries_.reserve(std::min<std::size_t>(8 + text.size() / 24, 40));
  read(text);
  if (!whole_) entries_.clear();
  if (entries_.empty()) entries_.push_back({.raw = text, .end = 1, .type = type_of(text)});
}

std::string_view Outline::decoded(const char* quote, const char* end, const char*& behind) {
  const char* const stop = skip_to_literal_end(quote + 1, end);
  if (stop != end && *stop == '"') {  // without escapes
    behind = stop + 1;
    return between(quote + 1, stop);
  }
  behind = skip_literal(quote, end);
  return unescaped_.emplace_front(decode(between(quote, behind)));
}

void Outline::read(std::string_view text) {
  const char* p = text.data();
  const char* const end = p + text.size();
  std::uint32_t open = 0;  // the innermost container that is still open
  bool in_object = false, expects_key = false;
  std::string_view key;
  std::uint32_t position = 0;
  // The position to go on counting from, when an inner container closes, is one behind its own.
  while (p != end) {
    const char c = *p;
    if (is_space(c) || c == ':') {
      ++p;
    } else if (c == ',') {
      expects_key = in_object;
      ++p;
    } else if (c == '}' || c == ']') {
      Entry& closed = entries_[open];
      closed.raw = between(closed.raw.data(), p + 1);
      closed.end = static_cast<std::uint32_t>(entries_.size());
      position = closed.position + 1;
      open = closed.parent;
      in_object = entries_[open].type == Type::object;
      expects_key = false;
      ++p;
    } else if (expects_key) {
      key = decoded(p, end, p);
      expects_key = false;
    } else {
      if (entries_.size() >= kMaxEntries) return void(whole_ = false);
      const std::uint32_t index = static_cast<std::uint32_t>(entries_.size());
      Entry& entry = entries_.emplace_back();
      entry.key = std::exchange(key, {});
      entry.parent = open;
      entry.position = in_object ? 0 : position++;
      entry.end = index + 1;
      if (c == '{' || c == '[') {
        entry.type = c == '{' ? Type::object : Type::array;
        entry.raw = between(p, p + 1);
        open = index;
        in_object = expects_key = c == '{';
        position = 0;
        ++p;
        continue;
      }
      const char* behind = p;
      if (c == '"') {
        entry.text = decoded(p, end, behind);
      } else {
        while (behind != end && *behind != ',' && *behind != '}' && *behind != ']' && !is_space(*behind))
          ++behind;
        entry.text = between(p, behind);
      }
      entry.raw = between(p, behind);
      entry.type = type_of(entry.raw);
      p = behind;
    }
  }
}

Result<const Entry*> Outline::member(std::uint32_t container, std::string_view key) const {
  const Entry* found = nullptr;
  if (entries_[container].type != Type::object) return found;
  for (std::uint32_t at = container + 1; at < entries_[container].end; at = entries_[at].end) {
    const Entry& entry = entries_[at];
    if (entry.key.size() != key.size() && ascii(entry.key)) continue;
    if (entry.key == key) {
      if (found) return error(Errc::refused, "argument \"" + std::string(key) + "\" is there twice");
      found = &entry;
    } else if (resembles(entry.key, key)) {
      return error(Errc::refused, "argument \"" + std::string(entry.key) + "\" differs from \"" +
                                      std::string(key) +
                                      "\" only by case, and servers disagree on which of them counts");
    }
  }
  return found;
}

std::string Outline::path_of(const Entry& entry) const {
  std::vector<const Entry*> way;  // from the value up; it may be longer than any stack
  for (const Entry* at = &entry; at != begin(); at = &entries_[at->parent]) way.push_back(at);
  std::string path;
  for (auto step = way.rbegin(); step != way.rend(); ++step) {
    const Entry& at = **step;
    if (entries_[at.parent].type == Type::array) {
      path.append("[").append(std::to_string(at.position)).append("]");
    } else {
      if (!path.empty()) path += '.';
      path.append(at.key);
    }
  }
  return path;
}

}  // namespace callgate::json
