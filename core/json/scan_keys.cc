// What the scanner asks of keys, and how it says why a line is refused.
#include <algorithm>
#include <cstdio>
#include <utility>

#include "core/json/escape.h"
#include "core/json/scan.h"

namespace callgate::json {
namespace {

// Too deep is too deep, but the id may still follow: that far the nesting is remembered.
constexpr std::size_t kMaxFollowedDepth = std::size_t{1} << 20;

// At most 64 bytes of a key, as it was written.
std::string shown(std::string_view raw) {
  return raw.size() <= 64 ? "\"" + std::string(raw) + "\"" : "\"" + std::string(raw.substr(0, 64)) + "…\"";
}

std::string shown(char c) {
  if (c > ' ' && c < 0x7f) return {'\'', c, '\''};
  char text[16];
  std::snprintf(text, sizeof text, "byte 0x%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

std::string_view Scanner::decoded(std::string_view raw) {
  decoded_.clear();
  append_decoded(decoded_, raw);
  return decoded_;
}

// The first reason stands, but bad syntax outranks the others: it is all that a reader may be sure of.
void Scanner::refuse(Refused kind, std::string_view reason, std::size_t at) {
  if (answer_.refused == Refused::syntax || (answer_.refused != Refused::no && kind != Refused::syntax))
    return;
  answer_.refused = kind;
  watching_ = false;
  answer_.reason = std::string(reason) + " (byte " + std::to_string(at + 1) + ")";
}

// `quote` ends the key, `meant` is the key that it might be taken for.
void Scanner::refuse_key(std::string_view raw, const char* quote, std::string_view what,
                         std::string_view meant) {
  const Place here = top_->place;
  const bool ours = here == Place::message || here == Place::result;
  std::string reason = std::string(what) + " " + shown(raw);
  if (escaped_) reason += " (" + shown(decoded(raw)) + ")";
  reason += " in " + where();
  if (!meant.empty()) reason += " differs from " + shown(meant) + " only by case";
  refuse(ours ? Refused::envelope : Refused::params, reason, offset(quote) - raw.size());
}

// The name of the innermost object, or of the part of `params` that it belongs to.
std::string Scanner::where() const {
  const Place here = top_->place;
  if (here != Place::deep) return std::string(name_of(here));
  // The message is levels_[1], params is levels_[2].
  const std::string_view part = depth() > 2 && levels_[3].slot ? key_of(Place::params, levels_[3].slot) : "";
  return part.empty() ? "params" : "params." + std::string(part);
}

// A container opens at `p`, and there is no room for it or it is beyond the limit. True if its nesting can be
// followed.
bool Scanner::deepen(const char* p) {
  const std::size_t depth = this->depth();
  if (depth >= max_depth_) {
    if (answer_.refused == Refused::no) {
      refuse(Refused::depth, "nested deeper than " + std::to_string(max_depth_) + " levels", offset(p));
    }
    if (depth >= kMaxFollowedDepth) {
      state_ = State::broken;
      return false;
    }
  }
  if (depth + 1 == levels_.size()) {
    levels_.resize(levels_.size() * 2);
    top_ = levels_.data() + depth;
  }
  limit_ = levels_.data() + (depth < max_depth_ ? std::min(max_depth_, levels_.size() - 1) : depth + 1);
  return true;
}

// The byte at `p` is not what the grammar demands.
const char* Scanner::refuse_byte(const char* p, std::string_view expected) {
  const std::size_t at = offset(p);
  state_ = State::broken;
  if (at == 0 && *p == '\xEF') {
    refuse(Refused::syntax, "the line begins with a byte order mark", at);
  } else if (*p == '\n' && newline_ends_) {
    refuse(Refused::syntax, "the line ends where " + std::string(expected) + " was expected", at);
  } else {
    refuse(Refused::syntax, shown(*p) + " where " + std::string(expected) + " was expected", at);
  }
  return p;
}

}  // namespace callgate::json
