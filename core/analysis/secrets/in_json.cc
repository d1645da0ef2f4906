// Secrets in JSON text, without reading the JSON: only the strings in which a trigger stands are looked at.
#include <algorithm>
#include <cstring>

#include "core/analysis/secrets/key_names.h"
#include "core/analysis/secrets/raw_spans.h"
#include "core/analysis/secrets/secrets.h"
#include "core/analysis/secrets/tables.h"
#include "core/analysis/secrets/value.h"
#include "core/json/escape.h"

namespace callgate::analysis {
namespace {

constexpr std::size_t kLongestKey = 100;

std::size_t skip_blanks(std::string_view json, std::size_t at) {
  return run_end(json, at, kSpace);
}

// Whether the quote is part of an escape.
bool is_escaped(std::string_view json, std::size_t quote) {
  std::size_t p = quote;
  while (p > 0 && json[p - 1] == '\\') --p;
  return (quote - p) % 2 == 1;
}

// `at` stands behind an opening quote; the place of the closing one.
std::size_t literal_end(std::string_view json, std::size_t at) {
  std::size_t quote = json.find('"', at);
  while (quote != json.npos && is_escaped(json, quote)) quote = json.find('"', quote + 1);
  return std::min(quote, json.size());
}

}  // namespace

// One walk over one text. Triggers come nearly in order; the string around the last one is remembered, so
// that every string is measured once.
class SecretScanner::JsonWalk {
 public:
  JsonWalk(const SecretScanner& scanner, std::string_view json, std::vector<Secret>& out)
      : scanner_(scanner), tables_(*scanner.tables_), json_(json), out_(out) {}

  void walk() {
    const std::size_t first = out_.size();
    tables_.triggers().each(json_, [this](std::size_t trigger, std::size_t at) { see(trigger, at); });
    settle(out_, first);
  }

 private:
  void see(std::size_t trigger, std::size_t at) {
    if (at >= last_ && at < done_) return;
    if (at >= end_ && (!(in_key(at) || tables_.plausible(trigger, json_, at)) || !locate(at))) return;
    if (at < begin_) return;
    if (key_ && tables_.knobs().key_names) {
      key_ = false;
      take_member();
    }
    const std::string_view raw = json_.substr(begin_, end_ - begin_);
    if (!escaped_) return take(tables_.find(trigger, raw, at - begin_), raw);
    if (!tables_.plausible(trigger, raw, at - begin_)) return;
    const std::size_t first = out_.size();
    scanner_.find_in_literal(raw, out_);
    for (std::size_t i = first; i < out_.size(); ++i) out_[i].at.at += static_cast<std::uint32_t>(begin_);
    last_ = begin_, done_ = end_;
  }

  void take(const Finding& found, std::string_view raw) {
    if (!found || tables_.allowed(raw.substr(found->begin, found->end - found->begin))) return;
    report(begin_ + found->begin, begin_ + found->end, found->kind);
    if (found->kind != "generic-secret") last_ = begin_ + found->begin, done_ = begin_ + found->end;
  }

  // Whether the string around `at` may be a key that names a secret: it ends soon, and a colon follows.
  bool in_key(std::size_t at) const {
    if (!tables_.knobs().key_names) return false;
    const std::size_t quote = json_.substr(0, std::min(json_.size(), at + kLongestKey)).find('"', at);
    if (quote == json_.npos || json_[quote - 1] == '\\') return false;
    const std::size_t colon = skip_blanks(json_, quote + 1);
    return colon < json_.size() && json_[colon] == ':';
  }

  // The string that `at` lies in.
  bool locate(std::size_t at) {
    std::size_t quote = at + 1;
    do {
      quote = quote == 0 ? json_.npos : json_.rfind('"', quote - 1);
      if (quote == json_.npos || quote < end_) return false;
    } while (is_escaped(json_, quote));
    begin_ = quote + 1;
    end_ = literal_end(json_, begin_);
    escaped_ = std::memchr(json_.data() + begin_, '\\', end_ - begin_) != nullptr;
    const std::size_t colon = skip_blanks(json_, std::min(end_ + 1, json_.size()));
    key_ = colon < json_.size() && json_[colon] == ':';
    return true;
  }

  // The key that was located names a secret, and its value is one: the value is taken.
  void take_member() {
    std::string decoded;
    std::string_view key = json_.substr(begin_, end_ - begin_);
    if (escaped_ && key.size() < 600) json::append_decoded(decoded, key), key = decoded;
    if (!key_names_secret(key)) return;
    const std::size_t colon = skip_blanks(json_, end_ + 1);
    const std::size_t quote = skip_blanks(json_, colon + 1);
    if (quote >= json_.size() || json_[quote] != '"') return;
    const std::size_t end = literal_end(json_, quote + 1);
    const std::string_view raw = json_.substr(quote + 1, end - quote - 1);
    std::string text;
    json::append_decoded(text, raw.substr(0, 4096));
    if (text.size() < tables_.knobs().min_named || is_label(text, key) || tables_.allowed(text)) return;
    // Its vendor may be told by its form; what it is called then is settled at the end.
    report(quote + 1, end, "generic-secret");
  }

  void report(std::size_t begin, std::size_t end, std::string_view kind) {
    out_.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)}, kind});
  }

  const SecretScanner& scanner_;
  const Tables& tables_;
  std::string_view json_;
  std::vector<Secret>& out_;
  std::size_t last_ = 0, done_ = 0;  // from where to where all has been found
  std::size_t begin_ = 0, end_ = 0;  // the string around the last trigger
  bool escaped_ = false, key_ = false;
};

void SecretScanner::find_in_json(std::string_view json, std::vector<Secret>& out) const {
  JsonWalk(*this, json, out).walk();
}

}  // namespace callgate::analysis
