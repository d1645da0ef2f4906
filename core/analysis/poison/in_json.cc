// Poison in JSON text. Of results, only the strings are read in which something invisible or an anchor
// stands; of all else, every string.
#include <algorithm>
#include <string>

#include "core/analysis/literals.h"
#include "core/analysis/poison/finders.h"
#include "core/analysis/triggers.h"
#include "core/json/escape.h"

namespace callgate::analysis {
namespace {

class Walk {
 public:
  Walk(std::string_view json, PoisonContext context, std::vector<Poison>& out)
      : json_(json), context_(context), out_(out) {}

  void all() {
    for (std::size_t quote = json_.find('"'); quote != json_.npos;) {
      const std::size_t end = literal_end(json_, quote + 1);
      literals_.push_back({quote + 1, end});
      quote = end < json_.size() ? json_.find('"', end + 1) : json_.npos;
    }
    read();
  }

  void suspects() {
    anchors().each(json_, [this](std::size_t, std::size_t at) { note(at); });
    last_ = {0, 0};
    for (std::size_t at = skip_visible(json_, 0); at < json_.size();) {
      note(at);
      at = skip_visible(json_, std::max(at + 1, last_.end));
    }
    std::sort(literals_.begin(), literals_.end(),
              [](const Literal& a, const Literal& b) { return a.begin < b.begin; });
    const auto same = [](const Literal& a, const Literal& b) { return a.begin == b.begin; };
    literals_.erase(std::unique(literals_.begin(), literals_.end(), same), literals_.end());
    read();
  }

 private:
  // The anchors of phrases, and escapes, behind which anything may hide.
  static const Triggers& anchors() {
    static const Triggers made([] {
      std::vector<Shape> heads = phrase_anchors();
      heads.emplace_back("\\u%H%H");
      heads.emplace_back("](http");
      return heads;
    }());
    return made;
  }

  // The string around `at` has to be read.
  void note(std::size_t at) {
    if (at >= last_.begin && at < last_.end) return;
    const Literal literal = literal_around(json_, at, at >= last_.end ? last_.end : 0);
    if (!literal) return;
    last_ = literal;
    literals_.push_back(literal);
  }

  void read() {
    std::string text;
    for (const Literal& literal : literals_) {
      const std::string_view raw = json_.substr(literal.begin, literal.end - literal.begin);
      const std::size_t first = out_.size();
      if (raw.find('\\') == raw.npos) {
        find_poison(raw, context_, out_);
      } else {
        text.clear();
        json::append_decoded(text, raw);
        find_poison(text, context_, out_);
        std::vector<json::Span*> spans;
        for (std::size_t i = first; i < out_.size(); ++i) spans.push_back(&out_[i].at);
        to_raw(raw, spans);
      }
      for (std::size_t i = first; i < out_.size(); ++i)
        out_[i].at.at += static_cast<std::uint32_t>(literal.begin);
    }
  }

  std::string_view json_;
  PoisonContext context_;
  std::vector<Poison>& out_;
  std::vector<Literal> literals_;
  Literal last_{0, 0};
};

}  // namespace

void find_poison_in_json(std::string_view json, PoisonContext context, std::vector<Poison>& out) {
  Walk walk(json, context, out);
  if (context == PoisonContext::result) {
    walk.suspects();
  } else {
    walk.all();
  }
}

}  // namespace callgate::analysis
