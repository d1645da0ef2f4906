// What the scanner asks of keys, and how it says why a line is refused.
#include <cstdio>
#include <utility>

#include "core/json/escape.h"
#include "core/json/scan.h"

namespace callgate::json {
namespace {

// Too deep is too deep, but the id may still follow: that far the nesting is remembered.
constexpr std::size_t kMaxFollowedDepth = std::size_t{1} << 20;
constexpr std::string_view kOwnPrefix = "dev.callgate/";

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

// A key has ended before offset `at`, and its place has rules, or it may be the id.
void Scanner::key(std::string_view raw, std::size_t at) {
  const Place here = levels_.back().place;
  if (here == Place::message) return known_key(here, raw, at);
  if (!watching()) return;
  if (here == Place::deep) {
    if (!keys_.add(escaped_ ? decoded(raw) : raw)) refuse_key(raw, at, "repeated key");
  } else if (here == Place::result_meta) {
    if ((escaped_ ? decoded(raw) : raw).starts_with(kOwnPrefix)) answer_.parts.has_own_meta = true;
  } else {
    known_key(here, raw, at);
  }
}

// A key where Callgate reads members by name.
void Scanner::known_key(Place here, std::string_view raw, std::size_t at) {
  slot_ = nullptr;
  inside_ = inner(here);
  if (escaped_) return refuse_key(raw, at, "escaped key");
  bool exact = false;
  const KnownKey* known = find_known(here, raw, exact);
  if (known && !exact) return refuse_key(raw, at, "key", known->key);
  bool repeated;
  if (known && known->slot) {
    slot_ = known->slot;
    inside_ = known->inside;
    repeated = bool(answer_.parts.*slot_);
    if (repeated && slot_ == &Envelope::id) two_ids_ = true;
  } else {
    repeated = watching() && !keys_.add(raw);
    if (here == Place::meta && raw.starts_with(kOwnPrefix)) answer_.parts.has_own_meta = true;
  }
  if (repeated) refuse_key(raw, at, "repeated key");
}

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
  answer_.reason = std::string(reason) + " (byte " + std::to_string(at + 1) + ")";
}

// `at` is the key's end, `meant` the key that it might be taken for.
void Scanner::refuse_key(std::string_view raw, std::size_t at, std::string_view what,
                         std::string_view meant) {
  const Place here = levels_.back().place;
  const bool ours = here == Place::message || here == Place::result;
  std::string reason = std::string(what) + " " + shown(raw);
  if (escaped_) reason += " (" + shown(decoded(raw)) + ")";
  reason += " in " + where();
  if (!meant.empty()) reason += " differs from " + shown(meant) + " only by case";
  refuse(ours ? Refused::envelope : Refused::params, reason, at - raw.size());
}

// The name of the innermost object, or of the part of `params` that it belongs to.
std::string Scanner::where() const {
  const Place here = levels_.back().place;
  if (here != Place::deep) return std::string(name_of(here));
  const std::string_view part = levels_.size() > 2 && held_[2] ? key_of(Place::params, held_[2]) : "";
  return part.empty() ? "params" : "params." + std::string(part);
}

// A container opens at `p` beyond the limit. True if its nesting can still be followed.
bool Scanner::refuse_depth(const char* p) {
  if (answer_.refused == Refused::no) {
    refuse(Refused::depth, "nested deeper than " + std::to_string(max_depth_) + " levels", offset(p));
  }
  if (levels_.size() < kMaxFollowedDepth) return true;
  state_ = State::broken;
  return false;
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
