// Private keys in their armour, from "-----BEGIN … PRIVATE KEY" on.
#include <algorithm>

#include "core/analysis/secrets/finders.h"

namespace callgate::analysis {
namespace {

constexpr ByteSet kBase64{"0-9a-zA-Z+/="}, kLabel{"A-Z0-9 "};
// What stands between the lines of a body: line ends, indentation, quotation and concatenation in source
// code, comment signs, diff and reply marks.
constexpr ByteSet kBetween{" \t\r\n\"'`,;|>#*:()\\"};
constexpr std::size_t kLongest = 64 * 1024, kLongestHeader = 200;
constexpr int kMostHeaders = 8;

bool dashes(std::string_view text) {
  return text.size() >= 4 && text.find_first_not_of('-') == text.npos;
}

// Where the dashes of "-----BEGIN RSA " begin, of which "PRIVATE KEY" at `at` is the continuation.
std::size_t armour_begin(std::string_view text, std::size_t at) {
  const std::size_t label = run_begin(text, at, kLabel, 40);
  const auto word = text.substr(label, at - label).find("BEGIN ");
  if (word == std::string_view::npos) return at;
  std::size_t begin = label + word;
  const std::size_t dash = run_begin(text, begin, ByteSet("-"), 5);
  return dashes(text.substr(dash, begin - dash)) ? dash : at;
}

std::size_t skip_between(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end &&
         (kBetween.has(text[at]) || (text[at] == '+' && at + 1 < end && kSpace.has(text[at + 1])))) {
    const bool escape = text[at] == '\\' && at + 1 < end &&
                        (text[at + 1] == 'n' || text[at + 1] == 'r' || text[at + 1] == 't');
    at += escape ? 2 : 1;
  }
  return at;
}

// Where the line of a header ends, written as it may be.
std::size_t line_end(std::string_view text, std::size_t at, std::size_t end) {
  end = std::min(end, at + kLongestHeader);
  while (at < end && text[at] != '\n' && text[at] != '\\') ++at;
  return at;
}

// "-----END RSA PRIVATE KEY-----", from its first dash to behind its last.
std::size_t trailer_end(std::string_view text, std::size_t at) {
  const std::size_t word = run_end(text, at, ByteSet("- "), 6);
  if (!text.substr(word).starts_with("END ")) return at;
  return run_end(text, run_end(text, word, kLabel, 60), ByteSet("-"), 5);
}

}  // namespace

Finding find_private_key(std::string_view text, std::size_t at) {
  const std::size_t begin = armour_begin(text, at);
  if (begin == at) return {};
  std::size_t p = run_end(text, run_end(text, at, kLabel, 40), ByteSet("-"), 5);
  const std::size_t end = std::min(text.size(), begin + kLongest);
  if (begin == 0 && p == text.size()) return Found{begin, p, "private-key"};
  std::size_t body = 0, taken = p;
  int headers = 0;
  while (true) {
    const std::size_t line = skip_between(text, p, end);
    if (line < end && text[line] == '-') {
      const std::size_t closed = trailer_end(text, line);
      if (closed != line && body > 0) taken = closed;
      break;
    }
    const std::size_t stop = std::min(run_end(text, line, kBase64, 4096), end);
    if (stop == line) break;
    // Headers of old keys and of PGP: "Proc-Type: 4,ENCRYPTED", "Version: …", before the body.
    const bool header =
        body == 0 && stop < end && (text[stop] == ':' || text[stop] == '-') && stop - line < 24;
    if (header) {
      if (++headers > kMostHeaders) break;
      p = line_end(text, line, end);
      continue;
    }
    const bool begins_key = body == 0 && (text.substr(line, 2) == "MI" || text.substr(line, 4) == "b3Bl");
    if (stop - line < 16 && !begins_key && body < 16) break;
    // Behind the body, prose is no part of it.
    const std::size_t next = skip_between(text, stop, end);
    const bool line_ends =
        stop == end || (kBetween.has(text[stop]) && text[stop] != ' ') || (next < end && text[next] == '-');
    if (stop - line < 16 && body >= 16 && !line_ends) break;
    body += stop - line;
    p = taken = stop;
    // After the padding only the checksum of PGP ("=ab12") or the trailer follows.
    if (text[stop - 1] == '=' && next < end && text[next] != '-' && text[next] != '=') break;
  }
  if (body < 4) return {};
  return Found{begin, taken, "private-key"};
}

}  // namespace callgate::analysis
