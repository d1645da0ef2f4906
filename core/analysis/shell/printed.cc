#include "core/analysis/shell/expansion.h"
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/reader.h"

namespace callgate::analysis::shell {
namespace {

constexpr std::size_t kLongestOutput = 65536;

using Words = std::span<const Argument>;

// The escapes of echo -e and of %b: those of $'…', but octal numbers begin with a zero.
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\') {
      out += text[at++];
    } else if (text.substr(at, 2) == "\\0" && at + 2 < text.size() && text[at + 2] >= '0' &&
               text[at + 2] <= '7') {
      ++at;
      out += decode_escape(text, at);
    } else {
      out += decode_escape(text, at);
    }
  }
  return out;
}

// Whether escapes stand for characters that could have been written.
bool disguises(Words words) {
  for (const Argument& word : words) {
    const std::string& text = word.text;
    for (std::size_t at = text.find('\\'); at != std::string::npos; at = text.find('\\', at + 2)) {
      if (at + 1 < text.size() &&
          std::string_view("xuU01234567").find(text[at + 1]) != std::string_view::npos)
        return true;
    }
  }
  return false;
}

std::optional<Printed> printed_by_echo(Words words) {
  bool newline = true, escapes = false;
  std::size_t first = 1;
  for (; first < words.size() && fits_one("-n|-e|-E|-ne|-en|-nE|-En", words[first].text); ++first) {
    newline = newline && words[first].text.find('n') == std::string::npos;
    escapes = escapes || words[first].text.find('e') != std::string::npos;
  }
  std::string out;
  for (std::size_t i = first; i < words.size(); ++i) {
    if (i > first) out += ' ';
    out += escapes ? unescaped(words[i].text) : words[i].text;
  }
  if (newline) out += '\n';
  return Printed{std::move(out), !escapes || !disguises(words)};
}

// printf with %s, %b, %c, %d and escapes; widths and numbers in other forms are not followed.
std::optional<Printed> formatted(Words words) {
  std::size_t first = words.size() > 1 && words[1].text == "--" ? 2 : 1;
  if (first >= words.size() || words[first].text.starts_with('-')) return std::nullopt;
  const std::string_view format = words[first++].text;
  std::string out;
  bool takes = true;
  for (bool again = true; again && takes; again = first < words.size()) {
    takes = false;
    for (std::size_t at = 0; at < format.size();) {
      if (out.size() > kLongestOutput) return std::nullopt;
      if (format[at] == '\\') {
        out += decode_escape(format, at);
      } else if (format[at] != '%') {
        out += format[at++];
      } else {
        const char kind = at + 1 < format.size() ? format[at + 1] : '\0';
        at += 2;
        if (kind == '%') {
          out += '%';
          continue;
        }
        if (kind != 's' && kind != 'b' && kind != 'c' && kind != 'd') return std::nullopt;
        takes = true;
        const std::string_view value = first < words.size() ? std::string_view(words[first].text) : "";
        ++first;
        out += kind == 'b' ? unescaped(value) : std::string(kind == 'c' ? value.substr(0, 1) : value);
      }
    }
  }
  return Printed{std::move(out), !disguises(words)};
}

// which rm, command -v rm: where a program lies; its name says as much.
std::optional<Printed> printed_by_search(Words words) {
  const std::size_t name = words[0].text == "which" ? 1 : 2;
  if (words.size() != name + 1 || words[name].text.starts_with('-')) return std::nullopt;
  if (name == 2 && !fits_one("-v|-p|-P", words[1].text)) return std::nullopt;
  return Printed{words[name].text + "\n", false};
}

// cat <<< text, cat <<EOF.
std::optional<Printed> passed_on(const Command& command, Words words, const Scope& scope) {
  const Redirect& only = command.redirects[0];
  const bool here = only.kind == Redirect::Kind::heredoc || only.kind == Redirect::Kind::herestring;
  if (!here || words.size() != 1 || words[0].text != "cat") return std::nullopt;
  if (only.kind == Redirect::Kind::heredoc && only.body == nullptr) return std::nullopt;
  const Argument body = expand_whole(only.body != nullptr ? *only.body : only.target, scope);
  if (!body.known) return std::nullopt;
  return Printed{body.text};
}

}  // namespace

std::optional<Printed> known_output(const Command& command, const Scope& scope) {
  if (command.kind != Command::Kind::simple || command.redirects.size() > 1) return std::nullopt;
  std::vector<Argument> words;
  for (const Word& word : command.words) expand(word, scope, words);
  if (words.empty()) return std::nullopt;
  if (command.redirects.size() == 1) return passed_on(command, words, scope);
  for (const Argument& each : words) {
    if (!each.known || each.pattern) return std::nullopt;
  }
  if (words[0].text == "echo") return printed_by_echo(words);
  if (words[0].text == "printf") return formatted(words);
  if (fits_one("which|command|type", words[0].text)) return printed_by_search(words);
  return std::nullopt;
}

std::optional<Printed> known_output(const List& list, const Scope& scope) {
  Printed all;
  for (const Pipeline& pipeline : list.pipelines) {
    if (pipeline.commands.size() != 1 || pipeline.background || pipeline.behind_and || pipeline.behind_or)
      return std::nullopt;
    const std::optional<Printed> one = known_output(pipeline.commands[0], scope);
    if (!one) return std::nullopt;
    all.text += one->text;
    all.plain = all.plain && one->plain;
  }
  return all;
}

}  // namespace callgate::analysis::shell
