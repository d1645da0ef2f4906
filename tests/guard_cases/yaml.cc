#include "yaml.h"

#include <algorithm>
#include <vector>

#include "yaml_flow.h"

namespace callgate::guard_cases {
namespace {

using namespace yaml;

struct Line {
  std::size_t number, indent;
  std::string text;  // without indent and comment; empty for nothing
  std::string raw;   // all of it, for block texts
};

class Blocks {
 public:
  explicit Blocks(std::string_view text) {
    for (std::size_t begin = 0, number = 1; begin <= text.size(); ++number) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string raw(text.substr(begin, end - begin));
      lines_.push_back({number, std::min(raw.find_first_not_of(' '), raw.size()), without_comment(raw), raw});
      if (lines_.back().text == "---" && number == 1) lines_.pop_back();
      begin = end + 1;
    }
  }
  Json whole() {
    if (!more()) return nullptr;
    Json value = block(lines_[at_].indent);
    if (more()) refuse(lines_[at_].number, "this is indented differently from what stands above");
    return value;
  }

 private:
  bool more() {
    while (at_ < lines_.size() && lines_[at_].text.empty()) ++at_;
    return at_ < lines_.size();
  }
  static bool is_item(const std::string& text) { return text == "-" || text.starts_with("- "); }

  Json block(std::size_t indent) {
    if (is_item(lines_[at_].text)) return list(indent);
    return colon_in(lines_[at_].text) == std::string::npos ? value(lines_[at_].text, indent) : map(indent);
  }

  Json list(std::size_t indent) {
    Json out = Json::array();
    while (more() && lines_[at_].indent == indent && is_item(lines_[at_].text)) {
      Line& line = lines_[at_];
      const std::string rest = trimmed(std::string_view(line.text).substr(1));
      if (is_item(rest) || (colon_in(rest) != rest.npos && rest[0] != '{' && rest[0] != '[')) {
        // What stands behind the dash is a block of its own, indented by as much.
        line.indent = indent + line.text.find(rest, 1);
        line.text = rest;
        out.push_back(block(line.indent));
      } else {
        out.push_back(value(rest, indent));
      }
    }
    return out;
  }

  Json map(std::size_t indent) {
    Json out = Json::object();
    while (more() && lines_[at_].indent == indent && !is_item(lines_[at_].text)) {
      const std::string text = lines_[at_].text;
      const std::size_t colon = colon_in(text);
      if (colon == text.npos) refuse(lines_[at_].number, "\"key: value\" is expected");
      const Json key = flow_value(trimmed(text.substr(0, colon)), lines_[at_].number);
      const std::string name = key.is_string() ? key.get<std::string>() : key.dump();
      if (out.contains(name)) refuse(lines_[at_].number, "the key " + name + " is there twice");
      out[name] = value(trimmed(std::string_view(text).substr(colon + 1)), indent, true);
    }
    return out;
  }

  // What stands behind a dash or a key, at the end of the present line or below it.
  Json value(std::string rest, std::size_t indent, bool of_key = false) {
    const std::size_t number = lines_[at_++].number;
    if (rest.empty()) {
      if (!more()) return nullptr;
      const Line& next = lines_[at_];
      if (next.indent > indent || (of_key && next.indent == indent && is_item(next.text)))
        return block(next.indent);
      return nullptr;
    }
    if (rest[0] == '|' || rest[0] == '>') return text_block(rest, indent);
    for (; (rest[0] == '[' || rest[0] == '{') && open_brackets(rest) > 0; ++at_) {
      if (at_ == lines_.size()) refuse(number, "a bracket is not closed");
      rest += ' ' + lines_[at_].text;
    }
    return flow_value(trimmed(rest), number);
  }

  // "|" keeps the lines, ">" joins them; "-" leaves out the last end of line.
  Json text_block(const std::string& head, std::size_t indent) {
    std::string out;
    std::size_t inner = 0;
    for (; at_ < lines_.size(); ++at_) {
      const Line& line = lines_[at_];
      const bool blank = trimmed(line.raw).empty();
      if (!blank && line.indent <= indent) break;
      if (!blank && inner == 0) inner = line.indent;
      if (!out.empty()) out += head[0] == '>' && !blank ? ' ' : '\n';
      if (!blank) out += line.raw.substr(inner);
    }
    while (out.ends_with('\n')) out.pop_back();
    return head.find('-') == head.npos ? out + '\n' : out;
  }

  std::vector<Line> lines_;
  std::size_t at_ = 0;
};

}  // namespace

Json parse_yaml(std::string_view text) {
  return Blocks(text).whole();
}

}  // namespace callgate::guard_cases
