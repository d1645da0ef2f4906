#include "core/analysis/shell/parser.h"

#include <doctest/doctest.h>

using namespace callgate::analysis::shell;

namespace {

// The tree in brackets: pipelines by ;, commands by |, words by blanks, pieces by +.
std::string drawn(const List& list);

std::string drawn(const Word& word) {
  std::string out;
  for (const Piece& piece : word.pieces) {
    if (!out.empty()) out += "+";
    if (piece.kind == Piece::Kind::text) out += piece.text;
    if (piece.kind == Piece::Kind::variable) out += "$" + piece.text + piece.operation;
    if (piece.kind == Piece::Kind::substitution) out += "$(" + drawn(piece.script) + ")";
    if (piece.kind == Piece::Kind::process) out += "<(" + drawn(piece.script) + ")";
    if (piece.kind == Piece::Kind::arithmetic) out += "$((" + drawn(piece.operand.at(0)) + "))";
  }
  return out;
}

std::string drawn(const Command& command) {
  static const char* const kKinds[] = {"", "group", "sub", "if", "loop", "case", "func", "test", "arith"};
  std::string out = kKinds[static_cast<int>(command.kind)];
  for (const Assignment& each : command.assignments) out += each.name + "=" + drawn(each.value) + " ";
  for (const Word& word : command.words) out += (out.empty() || out.back() == ' ' ? "" : " ") + drawn(word);
  for (const List& body : command.bodies) out += "{" + drawn(body) + "}";
  for (const Redirect& each : command.redirects) {
    out += " >" + std::to_string(static_cast<int>(each.kind)) + drawn(each.target);
    if (each.body) out += "[" + drawn(*each.body) + "]";
  }
  return out;
}

std::string drawn(const List& list) {
  std::string out;
  for (const Pipeline& pipeline : list.pipelines) {
    if (!out.empty()) out += pipeline.behind_and ? " && " : pipeline.behind_or ? " || " : "; ";
    for (std::size_t i = 0; i < pipeline.commands.size(); ++i) {
      out += (i > 0 ? " | " : "") + drawn(pipeline.commands[i]);
    }
    if (pipeline.background) out += " &";
  }
  return out;
}

std::string read(std::string_view text) {
  const Parsed parsed = parse(text);
  return parsed.problem.empty() ? drawn(parsed.list) : "! " + parsed.problem;
}

}  // namespace

TEST_CASE("shell parser: words and quotes") {
  CHECK(read("ls -la") == "ls -la");
  CHECK(read("r\\m 'a b'\"c\"d") == "r+m a bc+d");
  CHECK(read("$'\\x72\\155' $'a\\'b'") == "rm a'b");
  CHECK(read("echo \"a $x ${y:-b} \\$z\"") == "echo a +$x+ +$y:-+ $z");
  CHECK(read("a\\\nb") == "ab");
  CHECK(read("echo a#b #c") == "echo a#b");
  CHECK(parse("echo '' \"\"").list.pipelines[0].commands[0].words.size() == 3);
  CHECK(read("echo $ a$") == "echo $ a+$");
}

TEST_CASE("shell parser: lists, pipes and what is joined to what") {
  CHECK(read("a && b || c; d & e\nf") == "a && b || c; d &; e; f");
  CHECK(read("a | b |& c") == "a | b | c");
  CHECK(read("! a | b; time -p c") == "a | b; c");
  CHECK(read("a &&\n b") == "a && b");
  CHECK(read("x=1 y=$z a") == "x=1 y=$z a");
}

TEST_CASE("shell parser: what is nested") {
  CHECK(read("echo $(a $(b)) `c \\`d\\``") == "echo $(a $(b)) $(c $(d))");
  CHECK(read("diff <(a) <(b | c)") == "diff <(a) <(b | c)");
  CHECK(read("echo $((1 + (2)))") == "echo $((1 + (2)))");
  CHECK(read("echo $( (a) )") == "echo $(sub{a})");
  CHECK(read("echo $((a); b)") == "echo $(sub{a}; b)");
  CHECK(read("echo \"$(a \"b\")\"") == "echo $(a b)");
}

TEST_CASE("shell parser: compound commands") {
  CHECK(read("if a; then b; elif c; then d; else e; fi") == "if{a}{b}{c}{d}{e}");
  CHECK(read("while a; do b; done") == "loop{a}{b}");
  CHECK(read("for x in 1 2; do a; done") == "loop 1 2{a}");
  CHECK(read("for ((i=0;i<3;i++)); do a; done") == "loop i=0;i<3;i++{a}");
  CHECK(read("case $x in a|b) c;; *) d; esac") == "case $x a b *{c}{d}");
  CHECK(read("{ a; b; }; (c)") == "group{a; b}; sub{c}");
  CHECK(read("f() { a; }; function g { b; }") == "func{group{a}}; func{group{b}}");
  CHECK(read("[[ $x =~ ^(a|b)$ && -f y ]] && c") == "test $x =~ ^ a b $ -f y && c");
  CHECK(read("(( x > 1 )) || a") == "arith  x > 1  || a");
  CHECK(read("echo if then fi") == "echo if then fi");
}

TEST_CASE("shell parser: redirections and heredocs") {
  CHECK(read("a 2>&1 >b") == "a >51 >1b");
  CHECK(read("2>x a <y") == "a >1x >0y");
  CHECK(read("cat <<E | b\n1 $x\nE\nc") == "cat >6E[1 +$x+\n] | b; c");
  CHECK(read("cat <<'E'\n$x\nE") == "cat >6E[$x\n]");
  CHECK(read("cat <<-E\n\t1\n\tE\nb") == "cat >6E[1\n]; b");
  CHECK(read("a <<< \"$x\"") == "a >7$x");
}

TEST_CASE("shell parser: what cannot be read says so") {
  for (const char* text :
       {"ls \"", "ls '", "ls $(", "ls `", "echo ${x", "if a; then b", "ls )", "a |", "a &&", "{ a",
        "case x in", "for x in", "ls >", "&& a", "cat <<$x\n$x\n", "then", "a (b)", "[[ a"}) {
    CAPTURE(std::string(text));
    CHECK(!parse(text).problem.empty());
  }
  CHECK(!parse(std::string("ls\0rm", 5)).problem.empty());
  std::string deep;
  for (int i = 0; i < 50; ++i) deep += "$(";
  CHECK(parse("echo " + deep).problem == "nested too deep");
}
