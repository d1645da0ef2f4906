#include "core/analysis/shell/reader.h"

namespace callgate::analysis::shell {

using Kind = Command::Kind;

// { …; }, (…), if, while, for, case, functions, tests; false when a simple command stands here.
bool Reader::compound(Command& command) {
  const std::string_view first = plain();
  if (starts("((")) {
    const std::size_t start = at_;
    Word inside;
    at_ += 2;
    pieces(inside, Until::arithmetic);
    if (take("))")) {
      command.kind = Kind::arithmetic;
      command.words.push_back(std::move(inside));
      return true;
    }
    work_ += at_ - start;
    if (work_ > 8 * text_.size() + 1024) return !fail("too intricate");
    problem_.clear();
    at_ = start;
  }
  if (peek() == '(') {
    ++at_;
    command.kind = Kind::subshell;
    command.bodies.push_back(list(')'));
    if (!take(")")) fail("a bracket that is not closed");
  } else if (first == "{") {
    ++at_;
    command.kind = Kind::group;
    command.bodies.push_back(body("}"));
  } else if (first == "if") {
    condition(command);
  } else if (first == "while" || first == "until") {
    at_ += 5;
    command.kind = Kind::loop;
    command.bodies.push_back(body("do"));
    command.bodies.push_back(body("done"));
  } else if (first == "for" || first == "select") {
    loop(command);
  } else if (first == "case") {
    choice(command);
  } else if (first == "function") {
    at_ += 8;
    blanks();
    command.name = plain();
    while (more() && !ends_word(peek())) ++at_;
    blanks();
    take("()");
    function(command);
  } else if (first == "[[") {
    test(command);
  } else if (first == "coproc") {
    at_ += 6;
    command.kind = Kind::group;
    command.bodies.emplace_back();
    command.bodies[0].pipelines.push_back(pipeline());
  } else {
    return false;
  }
  return true;
}

List Reader::body(std::string_view closer) {
  List inside = list(' ');
  if (!keyword(closer)) fail("a compound command that is not closed");
  return inside;
}

void Reader::condition(Command& command) {
  command.kind = Kind::condition;
  at_ += 2;
  command.bodies.push_back(body("then"));
  for (;;) {
    command.bodies.push_back(list(' '));
    if (keyword("fi")) return;
    if (keyword("elif")) {
      command.bodies.push_back(body("then"));
    } else if (keyword("else")) {
      command.bodies.push_back(body("fi"));
      return;
    } else {
      fail("an if that is not closed");
      return;
    }
  }
}

void Reader::loop(Command& command) {
  command.kind = Kind::loop;
  at_ += plain().size();
  blanks();
  if (starts("((")) return counted_loop(command);
  command.name = plain();
  while (more() && !ends_word(peek())) ++at_;
  separators();
  if (keyword("in")) {
    blanks();
    while (more() && peek() != ';' && peek() != '\n' && peek() != '&' && peek() != '|') {
      const std::size_t before = at_;
      command.words.push_back(word());
      blanks();
      if (at_ == before) {
        fail("a for without its words");
        return;
      }
    }
  }
  separators();
  if (keyword("{")) {
    command.bodies.push_back(body("}"));
    return;
  }
  if (!keyword("do")) {
    fail("a for without do");
    return;
  }
  command.bodies.push_back(body("done"));
}

void Reader::counted_loop(Command& command) {
  Word inside;
  at_ += 2;
  pieces(inside, Until::arithmetic);
  command.words.push_back(std::move(inside));
  if (!take("))")) {
    fail("a for without its end");
    return;
  }
  separators();
  if (!keyword("do")) {
    fail("a for without do");
    return;
  }
  command.bodies.push_back(body("done"));
}

void Reader::choice(Command& command) {
  command.kind = Kind::choice;
  at_ += 4;
  blanks();
  command.words.push_back(word());
  separators();
  if (!keyword("in")) fail("a case without in");
  separators();
  while (more() && !keyword("esac")) {
    take("(");
    do {
      blanks();
      command.words.push_back(word());
      blanks();
    } while (take("|"));
    if (!take(")")) {
      fail("a case whose pattern does not end");
      return;
    }
    command.bodies.push_back(list(' '));
    if (!take(";;&") && !take(";;")) take(";&");
    separators();
  }
}

// Behind the name and its brackets.
void Reader::function(Command& command) {
  command.kind = Kind::function;
  command.words.clear();
  separators();
  Pipeline inside;
  inside.commands.push_back(this->command());
  command.bodies.emplace_back();
  command.bodies.back().pipelines.push_back(std::move(inside));
}

// [[ … ]]: only its expansions matter.
void Reader::test(Command& command) {
  command.kind = Kind::test;
  at_ += 2;
  while (more()) {
    blanks();
    if (peek() == '\n' || (ends_word(peek()) && !((peek() == '<' || peek() == '>') && peek(1) == '('))) {
      ++at_;
      continue;
    }
    const bool last = plain() == "]]";
    Word next = word();
    if (last) return;
    command.words.push_back(std::move(next));
  }
  fail("a [[ that is not closed");
}

}  // namespace callgate::analysis::shell
