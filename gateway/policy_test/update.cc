#include "gateway/policy_test/update.h"

#include <algorithm>
#include <map>

#include "core/config/jsonc.h"
#include "core/config/tokens.h"

namespace callgate::policy_test {
namespace {

using config::Member;
using config::Node;
using config::Token;
using config::TokenKind;

// Where values end in a text, and what stands between them.
class TextMap {
 public:
  explicit TextMap(const config::SourcePtr& source)
      : text_(source->text), tokens_(config::tokens_of(source)) {
    std::vector<std::size_t> open;
    close_.resize(tokens_.size());
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      close_[i] = i;
      if (tokens_[i].kind == TokenKind::open) open.push_back(i);
      if (tokens_[i].kind != TokenKind::close) continue;
      close_[open.back()] = i;
      open.pop_back();
    }
  }

  std::size_t end_of(const Node& value) const {
    const std::size_t last = close_[index_at(value.place.offset)];
    return begin(last) + tokens_[last].text.size();
  }
  // Whether a person has written something there.
  bool comment_between(std::size_t from, std::size_t to) const {
    return std::ranges::any_of(tokens_, [&](const Token& token) {
      const auto at = static_cast<std::size_t>(token.text.data() - text_.data());
      return token.is_comment() && at >= from && at < to;
    });
  }
  // Behind the comma that follows, if one does.
  std::size_t behind_comma(std::size_t end) const {
    const std::size_t next = index_at(end);
    return next < tokens_.size() && tokens_[next].kind == TokenKind::comma ? begin(next) + 1 : end;
  }

 private:
  std::size_t begin(std::size_t index) const {
    return static_cast<std::size_t>(tokens_[index].text.data() - text_.data());
  }
  // The first token that does not begin before `offset`.
  std::size_t index_at(std::size_t offset) const {
    std::size_t low = 0, high = tokens_.size();
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      begin(middle) < offset ? low = middle + 1 : high = middle;
    }
    return low;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::vector<std::size_t> close_;
};

struct Edit {
  std::size_t begin, end;
  std::string text;
};

std::string word_of(const std::string& decision) {
  return decision == "hold" ? "ask" : decision;
}

class Updater {
 public:
  explicit Updater(const Suite& suite) : suite_(suite), map_(suite.source) {}

  Update update(const Node& root, const Report& report) {
    const std::vector<Node>& cases = root.find("cases")->items;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const Node* sequence = cases[i].find("sequence");
      for (std::size_t step = 0; step < suite_.cases[i].steps.size(); ++step)
        this->step(sequence ? sequence->items[step] : cases[i], step, report.cases[i]);
    }
    apply();
    return std::move(update_);
  }

 private:
  void step(const Node& node, std::size_t index, const CaseReport& report) {
    const Node* expect = node.find("expect");
    if (!expect) return;
    std::vector<const Outcome*> outcomes;
    bool failed = false, result_failed = false;
    for (const Turn& turn : report.turns) {
      if (turn.step != index) continue;
      outcomes.push_back(&turn.outcome);
      failed = failed || !turn.outcome.failure.empty();
      result_failed = result_failed || turn.outcome.result_failed;
    }
    if (!failed) return;
    const Outcome& got = *outcomes.front();
    const bool alike = std::ranges::all_of(outcomes, [&](const Outcome* one) {
      return one->decision == got.decision && one->rule == got.rule && one->code == got.code;
    });
    if (!alike)
      return update_.left.push_back({report.name, expect->place, "its repetitions come out differently"});
    if (result_failed)
      update_.left.push_back({report.name, expect->place, "what it expects of the result is not met"});
    const std::string change =
        expect->type == config::Type::string ? decision(*expect, got) : members(*expect, got);
    if (!change.empty()) update_.changed.push_back({report.name, expect->place, change});
  }

  std::string decision(const Node& node, const Outcome& got) {
    const std::string word = word_of(got.decision);
    if (word == word_of(node.text)) return {};
    replace(node, word);
    return "decision " + node.text + " → " + word;
  }

  std::string members(const Node& expect, const Outcome& got) {
    std::string changes;
    std::vector<bool> kept(expect.members.size(), true);
    for (std::size_t i = 0; i < expect.members.size(); ++i) {
      const Member& member = expect.members[i];
      const std::map<std::string_view, std::string> values{
          {"decision", word_of(got.decision)}, {"rule", got.rule}, {"code", got.code}};
      const auto value = values.find(member.key);
      if (value == values.end()) continue;
      const std::string before = member.key == "decision" ? word_of(member.value.text) : member.value.text;
      if (value->second == before) continue;
      changes += (changes.empty() ? "" : ", ") + member.key + " " + before + " → " +
                 (value->second.empty() ? "none" : value->second);
      kept[i] = !value->second.empty();
      if (kept[i]) replace(member.value, value->second);
    }
    if (std::ranges::find(kept, true) == kept.end() && !kept.empty()) {
      edits_.push_back({expect.place.offset, map_.end_of(expect), config::quoted(word_of(got.decision))});
    } else {
      remove(expect, kept);
    }
    return changes;
  }

  void replace(const Node& value, const std::string& text) {
    edits_.push_back({value.place.offset, map_.end_of(value), config::quoted(text)});
  }

  // Takes out the members that are not kept, with their commas, and leaves comments where they are.
  void remove(const Node& object, const std::vector<bool>& kept) {
    const std::vector<Member>& members = object.members;
    for (std::size_t first = 0; first < members.size(); ++first) {
      if (kept[first]) continue;
      std::size_t next = first + 1;
      while (next < members.size() && !kept[next]) ++next;
      const std::size_t begin = members[first].place.offset, end = map_.end_of(members[next - 1].value);
      const std::size_t before = first == 0 ? begin : map_.end_of(members[first - 1].value);
      const std::size_t after = next == members.size() ? end : members[next].place.offset;
      if (next < members.size() && !map_.comment_between(begin, after)) {
        edits_.push_back({begin, after, ""});
      } else if (next == members.size() && first > 0 && !map_.comment_between(before, end)) {
        edits_.push_back({before, end, ""});
      } else {
        for (std::size_t i = first; i < next; ++i) {
          const std::size_t own_end = map_.end_of(members[i].value);
          edits_.push_back({members[i].place.offset, map_.behind_comma(own_end), ""});
        }
      }
      first = next;
    }
  }

  void apply() {
    update_.text = suite_.source->text;
    std::ranges::sort(edits_, std::greater(), &Edit::begin);
    for (const Edit& edit : edits_) update_.text.replace(edit.begin, edit.end - edit.begin, edit.text);
  }

  const Suite& suite_;
  const TextMap map_;
  std::vector<Edit> edits_;  // none overlaps another
  Update update_;
};

}  // namespace

Update update_expectations(const Suite& suite, const Report& report) {
  config::Problems problems;
  const auto root = config::parse_jsonc(suite.source, problems);
  // A suite has been read from this text, so there is one.
  return root ? Updater(suite).update(*root, report) : Update{suite.source->text, {}, {}};
}

}  // namespace callgate::policy_test
