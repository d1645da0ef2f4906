// One validating pass over a line of JSON while its bytes arrive: either spans that say where the parts of
// the message stand, or the reason why the line is refused. Copies nothing and builds no tree.
//
// Refused is whatever two readers could read differently: bad grammar, bad UTF-8, lone surrogates, and,
// wherever the router or a guard looks, repeated keys, keys written with escapes, and keys that differ from a
// known one only by case (CVE-2026-27896: encoding/json matched keys without regard to case).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json/envelope.h"
#include "core/json/keys.h"

namespace callgate::json {

enum class Refused : std::uint8_t {
  no,
  syntax,      // not JSON, or JSON that two readers read differently (UTF-8, surrogates)        -> -32700
  depth,       // nested deeper than the limit                                                     -> -32700
  not_object,  // valid JSON, but neither an object nor an array of them                           -> -32600
  envelope,    // a repeated, escaped or case-variant key in the message itself or in `result`     -> -32600
  params,      // the same in `params` or `params._meta`, or a repeated key anywhere in `params`   -> -32602
};

// What a line turned out to be.
struct Scanned {
  Envelope parts;  // to be trusted only if the line is not refused
  Refused refused = Refused::no;
  std::string reason;  // a sentence for people when refused, naming the key or the byte (1-based)
  bool batch = false;  // the line is an array: its elements have to be scanned one by one
  bool blank = false;  // nothing but white space
  // The id's raw text, kept apart so that it survives a refusal and a dropped body. Empty if there is none,
  // if it is longer than 1 KiB, if it is no scalar, and if there are two: nobody can tell which one is meant.
  std::string id;
};

// Reads one line piece by piece. The pieces may be dropped after each call: offsets count from the line's
// start. A refused line is read on for its id, unless its grammar is broken: then only its newline is looked
// for. Memory stays within a small multiple of the line, and within a constant after drop_body(). Lines
// longer than 4 GiB - 1 byte are refused.
class Scanner {
 public:
  explicit Scanner(int max_depth = 128);
  Scanner(const Scanner&) = delete;  // top_ points into levels_
  Scanner& operator=(const Scanner&) = delete;

  // Begins a new line.
  void reset();
  // Takes the next bytes of the line. Returns how many were read: all of them, or up to and including the
  // newline that ends the line; then `ended()` is true and `finish()` gives the answer.
  std::size_t feed(std::string_view bytes);
  bool ended() const { return ended_; }
  // Bytes of the line so far, without the newline.
  std::size_t length() const { return base_ - (ended_ ? 1 : 0); }
  // Nobody will read this line's body any more (it is over the ceiling): from here on only the grammar and
  // the id matter, and nothing else is remembered.
  void drop_body();
  // The verdict on the line (also on one that ended without a newline, at end of file); valid until reset().
  const Scanned& finish();
  // Where finish() gives its verdicts, for who takes one after the other.
  const Scanned& answer() const { return answer_; }

 private:
  friend Scanned scan(std::string_view line, int max_depth);
  friend bool valid(std::string_view text, int max_depth);

  // What the next byte belongs to.
  enum class State : std::uint8_t {
    value,           // a value must begin
    value_or_close,  // or an empty array ends
    key,             // a key must begin
    key_or_close,    // or an empty object ends
    colon,
    after,    // a value has ended: comma or bracket
    string,   // inside a string literal
    odd,      // the same, at an escape or a character beyond ASCII, or right after one
    number,   // inside a number, see number_
    literal,  // inside true, false, null: literal_ is what is still missing
    done,     // the line's value is complete
    broken,   // the grammar is broken: only the newline matters
  };
  // How far a number has come: what was read last.
  enum class Number : std::uint8_t { minus, zero, whole, point, fraction, e, sign, exponent };
  // A container that is open.
  struct Level {
    Span Envelope::*slot = nullptr;  // where its span goes
    std::uint64_t first_key = 0;     // the hash of the first key to remember; a second one opens a key set
    Place place = Place::plain;
    Place inside = Place::plain;  // the place of the next container in it
    char closer = 0;              // the bracket that ends it
    bool key_set = false;
    bool object() const { return closer == '}'; }
  };
  static constexpr std::size_t kMaxId = 1024;

  void begin(Place root, bool newline_ends);

  // Whole tokens, as they mostly come (scan_tokens.cc). Those that return bool are true if `p` stands behind
  // the token and the line goes on there; otherwise state_ tells what comes next.
  const char* walk(const char* p, const char* end);
  const char* begin_line(const char* p, const char* end);
  const char* run(const char* p, const char* end, State next);
  bool take_key(const char*& p, const char* end);
  bool take_scalar(const char*& p, const char* end);
  bool take_string(const char*& p, const char* end);
  bool take_literal(const char*& p, const char* end, std::string_view word);
  bool take_closers(const char*& p, const char* end);
  bool open(const char* p);
  void close(const char* p);
  void place_span(const char* begin, const char* end);
  void key(std::string_view raw, const char* quote);
  bool known_key(Span Envelope::*slot, Place inside);
  void unknown_key(std::string_view key, std::string_view raw, const char* quote);
  [[gnu::cold]] bool deepen(const char* p);

  // Tokens that a piece's end cuts, and those that need a second look (scan_cut.cc, scan_odd.cc).
  const char* begin_scalar(const char* p, const char* end);
  [[gnu::cold]] const char* begin_cut_string(const char* p, const char* odd, const char* end);
  [[gnu::cold]] const char* begin_cut_key(const char* p, const char* odd, const char* end);
  const char* string(const char* p, const char* end);
  const char* odd(const char* p, const char* end);
  int read_odd(const char* text, std::size_t size, std::size_t at);
  void pair_surrogates(std::uint32_t code, std::size_t at);
  const char* number(const char* p, const char* end);
  const char* literal(const char* p, const char* end);
  const char* space(const char* p, const char* end);
  const char* space_or(const char* p, const char* end, std::string_view expected);
  const char* broken(const char* p, const char* end);
  const char* end_value(const char* p);
  void mark(const char* p);
  void capture(const char* p);
  std::string_view captured(const char* p);

  void keep_id(std::string_view text);
  [[gnu::cold]] std::string_view decoded(std::string_view raw);

  std::size_t offset(const char* p) const { return base_ + static_cast<std::size_t>(p - piece_); }
  bool number_is_whole() const;
  std::size_t depth() const { return static_cast<std::size_t>(top_ - levels_.data()); }
  [[gnu::cold]] void refuse(Refused kind, std::string_view reason, std::size_t at);
  [[gnu::cold]] void refuse_key(std::string_view raw, const char* quote, std::string_view what,
                                std::string_view meant = {});
  bool refuse_depth(const char* p);
  [[gnu::cold]] const char* refuse_byte(const char* p, std::string_view expected);
  std::string where() const;

  std::size_t max_depth_;
  Place root_ = Place::message;
  bool newline_ends_ = true;

  State state_ = State::value;
  Number number_ = Number::minus;
  bool in_key_ = false;   // of the string being read
  bool escaped_ = false;  // of the key being read: it has an escape
  bool ended_ = false, dropped_ = false;
  bool watching_ = true;  // nothing is refused or dropped yet: keys and places still matter
  bool rooted_ = false;   // the line's value is a container
  const char* literal_ = "";
  std::size_t base_ = 0;         // bytes of the line before this piece
  const char* piece_ = nullptr;  // the piece being read

  // The open containers, from the second entry on; the first stands for the line. top_ is the innermost, and
  // none opens above limit_ without a look at the depth and the room.
  std::vector<Level> levels_;
  Level *top_ = nullptr, *limit_ = nullptr;
  Span Envelope::*slot_ = nullptr;  // where the next value's span goes
  KeySets keys_;

  // A key or an id that is being kept: what earlier pieces held of it, and where it goes on in this one.
  bool capturing_ = false;
  const char* token_ = nullptr;
  std::string kept_, decoded_;

  // An escape or a character that a piece's end has cut, and a high surrogate that waits for its partner.
  char cut_[6] = {};
  std::uint8_t cut_size_ = 0;
  bool high_ = false;
  std::size_t high_at_ = 0;

  bool two_ids_ = false;
  Scanned answer_;
};

// The same for a line that is already whole (without its newline).
Scanned scan(std::string_view line, int max_depth = 128);

// Only the grammar: the text is a JSON value that every reader reads alike, whatever its kind. Newlines count
// as white space here.
bool valid(std::string_view text, int max_depth = 128);

}  // namespace callgate::json
