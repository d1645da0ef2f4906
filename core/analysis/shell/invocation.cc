#include "core/analysis/shell/invocation.h"

#include "core/analysis/shell/programs.h"

namespace callgate::analysis::shell {
namespace {

// Whether `list`, words separated by blanks, holds `word`.
bool lists(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const bool begins = at == 0 || list[at - 1] == ' ';
    const std::size_t end = at + word.size();
    if (begins && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

class Splitter {
 public:
  Splitter(const Program& program, Invocation& into) : program_(program), into_(into) {}

  void run() {
    bool ended = false;
    for (std::size_t i = 1; i < into_.words.size(); ++i) {
      const Argument& word = into_.words[i];
      const std::string_view text = word.text;
      if (program_.wraps >= 0 && into_.positionals.size() > static_cast<std::size_t>(program_.wraps)) {
        into_.positionals.push_back(i);
        continue;
      }
      const bool slash = (program_.traits & kSlashes) != 0 && text.size() > 1 && text[0] == '/';
      if (ended || text.size() < 2 || (text[0] != '-' && !slash)) {
        into_.positionals.push_back(i);
      } else if (text == "--") {
        ended = true;
      } else if (text[1] == '-' || slash || (program_.traits & kWhole) != 0) {
        i = whole(i);
      } else {
        i = cluster(i);
      }
    }
  }

 private:
  void add(std::string name, std::string_view value, std::size_t at) {
    const Argument& from = into_.words[at];
    into_.options.push_back({std::move(name), value, from.known, from.tainted, at});
  }

  std::size_t whole(std::size_t i) {
    const std::string_view text = into_.words[i].text;
    const std::size_t equals = text.find_first_of("=");
    if (equals != std::string_view::npos) {
      add(std::string(text.substr(0, equals)), text.substr(equals + 1), i);
    } else if (lists(program_.valued, text) && i + 1 < into_.words.size()) {
      add(std::string(text), into_.words[i + 1].text, i + 1);
      return i + 1;
    } else {
      add(std::string(text), {}, i);
    }
    return i;
  }

  std::size_t cluster(std::size_t i) {
    const std::string_view text = into_.words[i].text;
    for (std::size_t at = 1; at < text.size(); ++at) {
      std::string name{'-', text[at]};
      if (!lists(program_.valued, name)) {
        add(std::move(name), {}, i);
        continue;
      }
      if (at + 1 < text.size()) {
        add(std::move(name), text.substr(at + 1), i);
      } else if (i + 1 < into_.words.size()) {
        add(std::move(name), into_.words[i + 1].text, i + 1);
        return i + 1;
      } else {
        add(std::move(name), {}, i);
      }
      return i;
    }
    return i;
  }

  const Program& program_;
  Invocation& into_;
};

}  // namespace

const Option* Invocation::find(std::string_view option) const {
  for (const Option& each : options) {
    if (each.name == option) return &each;
    const bool shortened = option.starts_with("--") && each.name.size() > 4 && option.starts_with(each.name);
    if (shortened) return &each;
  }
  return nullptr;
}

std::string_view Invocation::positional(std::size_t n) const {
  return n < positionals.size() ? std::string_view(words[positionals[n]].text) : std::string_view();
}

Invocation read_invocation(const Program& program, std::span<const Argument> words, const Input& input) {
  Invocation call;
  call.words = words;
  call.input = &input;
  call.program = &program;
  Splitter(program, call).run();
  return call;
}

}  // namespace callgate::analysis::shell
