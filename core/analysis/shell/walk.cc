#include <algorithm>

#include "core/analysis/shell/decoded.h"
#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/parser.h"

namespace callgate::analysis::shell {

using Kind = Command::Kind;

void Judge::evaluate(std::string_view text, const Input& input) {
  constexpr int kDeepest = 12;
  if (++depth_ > kDeepest) {
    too_much("commands within commands, nested too deep to be read");
  } else if (!enough()) {
    const Parsed parsed = parse(text);
    report_.work += parsed.work;
    walk(parsed.list, input);
    if (parsed.problem == kTooDeep) {
      too_much("it is nested too deep to be read");
    } else if (!parsed.problem.empty()) {
      unread("cannot be read as a command: " + parsed.problem);
    }
  }
  --depth_;
}

void Judge::script(std::string_view text, const Input& input) {
  Scope outside;
  std::swap(outside, scope_);
  std::set<std::string, std::less<>> functions;
  std::swap(functions, functions_);
  evaluate(text, input);
  std::swap(functions, functions_);
  std::swap(outside, scope_);
}

void Judge::forget_since(std::size_t mark) {
  for (std::size_t i = mark; i < assigned_.size(); ++i) scope_.forget(assigned_[i]);
}

void Judge::assign(const std::string& name, const Argument& value) {
  scope_.set(name, value);
  assigned_.push_back(name);
}

// name=(…) of known words is followed.
bool Judge::assign_array(const Assignment& each) {
  std::vector<Argument> words;
  for (const Word& word : each.value.pieces[0].operand) expand(word, scope_, words);
  std::vector<std::string> elements;
  for (Argument& word : words) {
    if (!word.known || word.pattern) return false;
    elements.push_back(std::move(word.text));
  }
  scope_.set_array(each.name, std::move(elements), each.append);
  assigned_.push_back(each.name);
  return true;
}

void Judge::walk(const List& list, const Input& input) {
  std::size_t chain = assigned_.size();
  for (std::size_t i = 0; i < list.pipelines.size(); ++i) {
    const Pipeline& pipeline = list.pipelines[i];
    if (enough()) return;
    if (pipeline.behind_or) forget_since(chain);
    const bool first = !pipeline.behind_and && !pipeline.behind_or;
    walk(pipeline, input);
    // What the first of a chain sets is set for certain.
    if (first) chain = assigned_.size();
    const bool last = i + 1 == list.pipelines.size() ||
                      (!list.pipelines[i + 1].behind_and && !list.pipelines[i + 1].behind_or);
    if (last && !first) forget_since(chain);
  }
}

void Judge::walk(const Pipeline& pipeline, const Input& input) {
  const std::size_t mark = assigned_.size();
  Input flows = input;
  for (std::size_t i = 0; i < pipeline.commands.size(); ++i) {
    output_ = {Input::Kind::data, {}};
    walk(pipeline.commands[i], flows);
    flows = std::move(output_);
    output_ = {Input::Kind::data, {}};
  }
  if (pipeline.commands.size() > 1 || pipeline.background) forget_since(mark);
}

void Judge::walk(const Command& command, const Input& input) {
  switch (command.kind) {
    case Kind::simple:
      simple(command, input);
      return;
    case Kind::function:
      function(command);
      return;
    case Kind::loop:
      loop(command, input);
      return;
    case Kind::test:
    case Kind::arithmetic:
      for (const Word& word : command.words) {
        embedded(word);
        const Argument all = expand_whole(word, scope_);
        if (all.known && hides_index(all.text))
          note(ShellClass::exec, "[[ reads an index that runs a command");
      }
      redirected(command, input);
      return;
    default:
      bodies(command, input);
      return;
  }
}

// Groups, subshells, if and case. What one branch sets the next one does not know.
void Judge::bodies(const Command& command, const Input& input) {
  for (const Word& word : command.words) embedded(word);
  const Input inside = redirected(command, input);
  const std::size_t mark = assigned_.size();
  for (const List& body : command.bodies) {
    walk(body, inside);
    if (command.kind != Kind::group) forget_since(mark);
  }
  output_ = {Input::Kind::data, {}};
}

void Judge::loop(const Command& command, const Input& input) {
  for (const Word& word : command.words) embedded(word);
  const Input inside = redirected(command, input);
  std::vector<Argument> values;
  for (const Word& word : command.words) expand(word, scope_, values);
  std::vector<std::string> names;
  bool certain = true;
  for (const List& body : command.bodies) certain = certain && assigned_names(body, names);
  const auto forget = [&] {
    if (!certain) scope_.forget_all();
    for (const std::string& name : names) scope_.forget(name);
  };
  forget();
  const bool one = values.size() == 1 && values[0].known && !values[0].pattern;
  Argument value = one ? values[0] : Argument{{}, false};
  for (const Argument& each : values) {
    value.tainted |= each.tainted;
    if (!one && each.text.find("://") != std::string::npos) {
      address(each.text);
    } else {
      path(each, false);
    }
  }
  if (!command.name.empty()) assign(command.name, value);
  const std::size_t mark = assigned_.size();
  for (const List& body : command.bodies) walk(body, inside);
  forget_since(mark);
  forget();
  output_ = {Input::Kind::data, {}};
}

namespace {

// Whether a function starts itself beside itself, which multiplies without end.
bool multiplies(const List& list, const std::string& name) {
  for (const Pipeline& pipeline : list.pipelines) {
    const bool beside = pipeline.commands.size() > 1 || pipeline.background;
    for (const Command& command : pipeline.commands) {
      if (beside && !command.words.empty() && command.words[0].pieces.size() == 1 &&
          command.words[0].pieces[0].text == name) {
        return true;
      }
      for (const List& body : command.bodies) {
        if (multiplies(body, name)) return true;
      }
    }
  }
  return false;
}

}  // namespace

// The body is judged where it is defined, with nothing known of the variables it will meet.
void Judge::function(const Command& command) {
  functions_.insert(command.name);
  if (!command.bodies.empty() && multiplies(command.bodies[0], command.name)) {
    note(ShellClass::destructive, "a function that starts itself over and over");
  }
  Scope outside = scope_;
  scope_.forget_all();
  const std::size_t mark = assigned_.size();
  for (const List& body : command.bodies) walk(body, {});
  std::swap(outside, scope_);
  forget_since(mark);
}

// The commands inside of a word.
void Judge::embedded(const Word& word) {
  for (const Piece& piece : word.pieces) {
    for (const Word& operand : piece.operand) embedded(operand);
    const bool prompt = piece.operation.ends_with('@') && !piece.operand.empty() &&
                        !piece.operand[0].pieces.empty() && piece.operand[0].pieces[0].text.starts_with('P');
    if (prompt) note(ShellClass::exec, "${" + piece.text + "@P} runs what the variable holds");
    if (piece.script.pipelines.empty()) continue;
    const std::size_t mark = assigned_.size();
    // What goes into >(…) is data.
    const bool receives = piece.kind == Piece::Kind::process && piece.text.starts_with('>');
    walk(piece.script, {receives ? Input::Kind::data : Input::Kind::none, {}});
    forget_since(mark);
  }
}

void Judge::simple(const Command& command, const Input& input) {
  for (const Assignment& each : command.assignments) embedded(each.value);
  for (const Word& word : command.words) embedded(word);
  std::vector<Argument> words;
  for (const Word& word : command.words) expand(word, scope_, words);
  std::string line;
  for (const Argument& word : words) {
    report_.work += word.text.size() + 1;
    if (line.size() < 200) line += (line.empty() ? "" : " ") + word.text;
  }
  current_ = line.substr(0, 200);
  const Input fed = redirected(command, input);
  for (const Assignment& each : command.assignments) {
    Argument value = expand_whole(each.value, scope_);
    environment(each.name, value);
    if (hides_index(value.text)) note(ShellClass::exec, each.name + " holds an index that runs a command");
    const bool array = each.value.pieces.size() == 1 && each.value.pieces[0].text == "(…)";
    if (array && assign_array(each)) continue;
    if (!words.empty() && !array) continue;
    if (each.append) {
      const Scope::Value* before = scope_.find(each.name);
      value.known = value.known && before != nullptr && before->known;
      if (before != nullptr) value.text = before->text + value.text;
    }
    assign(each.name, value);
  }
  output_ = {Input::Kind::data, {}};
  if (words.empty()) return;
  if (const std::optional<Printed> printed = known_output(command, scope_)) {
    output_ = {printed->plain ? Input::Kind::text : Input::Kind::data, printed->text};
  } else if (fed.kind == Input::Kind::text) {
    // What runs it may be anything, so the class stays; but what it would ruin is known.
    if (const std::optional<std::string> decoded = decoded_output(words, fed.text))
      report_.sweeping |= judge_shell(*decoded).sweeping;
  }
  run(words, fed);
}

}  // namespace callgate::analysis::shell
