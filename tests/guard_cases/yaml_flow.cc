#include "yaml_flow.h"

#include <stdexcept>

namespace callgate::guard_cases::yaml {
namespace {

// Calls `visit(at)` for each byte outside of quotes, until it says true; where that was, else npos.
template <class Visit>
std::size_t outside_quotes(std::string_view text, Visit visit) {
  char quote = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != 0) {
      if (c == '\\' && quote == '"')
        ++at;
      else if (c == quote)
        quote = 0;
      continue;
    }
    // A quote within a word is an apostrophe.
    const bool begins = at == 0 || std::string_view(" \t[{,:").find(text[at - 1]) != std::string_view::npos;
    if ((c == '"' || c == '\'') && begins) {
      quote = c;
    } else if (visit(at)) {
      return at;
    }
  }
  return text.npos;
}

Json plain(const std::string& text, std::size_t line) {
  if (text.empty() || text == "~" || text == "null") return nullptr;
  if (text == "true" || text == "false") return text == "true";
  if (std::string_view("&*!%@`").find(text[0]) != std::string_view::npos && text.size() > 1)
    refuse(line, "anchors and tags are not read");
  const Json number = Json::parse(text, nullptr, false);
  return number.is_number() ? number : Json(text);
}

// A value on one line: in brackets, in quotes or plain.
class Flow {
 public:
  Flow(std::string_view text, std::size_t line) : text_(text), line_(line) {}
  Json whole() {
    const bool bracket = !text_.empty() && (text_[0] == '[' || text_[0] == '{');
    if (!bracket && (text_.empty() || (text_[0] != '"' && text_[0] != '\'')))
      return plain(std::string(text_), line_);
    Json value = read("");
    if (at_ != text_.size()) refuse(line_, "there is something behind the value");
    return value;
  }

 private:
  void blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(char c) {
    blanks();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    blanks();
    return true;
  }
  Json read(std::string_view ends) {
    blanks();
    if (take('[')) return list();
    if (take('{')) return map();
    if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) return quoted();
    const std::size_t begin = at_;
    while (at_ < text_.size() && ends.find(text_[at_]) == ends.npos &&
           !(text_[at_] == ':' && (at_ + 1 == text_.size() || text_[at_ + 1] == ' ')))
      ++at_;
    return plain(trimmed(text_.substr(begin, at_ - begin)), line_);
  }
  Json list() {
    Json out = Json::array();
    while (!take(']')) {
      out.push_back(read(",]"));
      if (!take(',') && (at_ == text_.size() || text_[at_] != ']')) refuse(line_, "a list is not closed");
    }
    return out;
  }
  Json map() {
    Json out = Json::object();
    while (!take('}')) {
      const Json key = read(",}");
      const std::string name = key.is_string() ? key.get<std::string>() : key.dump();
      out[name] = take(':') ? read(",}") : Json();
      if (!take(',') && (at_ == text_.size() || text_[at_] != '}')) refuse(line_, "a map is not closed");
    }
    return out;
  }
  std::string quoted() {
    const char quote = text_[at_];
    const std::size_t begin = at_++;
    std::string out;
    for (; at_ < text_.size(); ++at_) {
      if (quote == '\'' && text_.substr(at_, 2) == "''")
        out += text_[at_++];
      else if (quote == '"' && text_[at_] == '\\')
        out += text_[at_], out += text_[++at_];
      else if (text_[at_] == quote)
        break;
      else
        out += text_[at_];
    }
    if (at_ >= text_.size()) refuse(line_, "a quote is not closed");
    ++at_;
    // Double quotes are those of JSON as far as rulesets go.
    return quote == '\'' ? out : Json::parse(text_.substr(begin, at_ - begin)).get<std::string>();
  }

  std::string_view text_;
  const std::size_t line_;
  std::size_t at_ = 0;
};

}  // namespace

void refuse(std::size_t line, const std::string& what) {
  throw std::runtime_error("YAML line " + std::to_string(line) + ": " + what);
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r"), end = text.find_last_not_of(" \t\r");
  return begin == text.npos ? std::string() : std::string(text.substr(begin, end - begin + 1));
}

std::string without_comment(std::string_view text) {
  const std::size_t at = outside_quotes(text, [&](std::size_t i) {
    return text[i] == '#' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '\t');
  });
  return trimmed(text.substr(0, at));
}

std::size_t colon_in(std::string_view text) {
  int depth = 0;
  return outside_quotes(text, [&](std::size_t i) {
    const char c = text[i];
    depth += (c == '[' || c == '{') - (c == ']' || c == '}');
    return depth == 0 && c == ':' && (i + 1 == text.size() || text[i + 1] == ' ');
  });
}

int open_brackets(std::string_view text) {
  int depth = 0;
  outside_quotes(text, [&](std::size_t i) {
    depth += (text[i] == '[' || text[i] == '{') - (text[i] == ']' || text[i] == '}');
    return false;
  });
  return depth;
}

Json flow_value(std::string_view text, std::size_t line) {
  return Flow(text, line).whole();
}

}  // namespace callgate::guard_cases::yaml
