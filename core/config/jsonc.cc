#include "core/config/jsonc.h"

#include <set>

#include "core/config/lexer.h"

namespace callgate::config {
namespace {

// A recursive descent over the text. A function that returns false has reported why, and nothing more is
// read.
class Reader {
 public:
  Reader(const SourcePtr& source, Problems& problems) : lexer_(source, problems) {}

  std::optional<Node> document() {
    Node root;
    if (!lexer_.open() || !lexer_.blank()) return std::nullopt;
    if (lexer_.end()) {
      lexer_.fail(lexer_.here(), "there is nothing in this file", "the least is {}");
      return std::nullopt;
    }
    if (!value(root, 1) || !lexer_.blank()) return std::nullopt;
    if (!lexer_.end()) {
      lexer_.fail(lexer_.here(), "there is more after the end of the value");
      return std::nullopt;
    }
    return root;
  }

 private:
  bool value(Node& out, int depth) {
    out.place = lexer_.here();
    if (depth > kMaxDepth) {
      return lexer_.fail(out.place, "this is nested deeper than " + std::to_string(kMaxDepth) + " levels");
    }
    const char first = lexer_.peek();
    if (first == '{') return object(out, depth);
    if (first == '[') return list(out, depth);
    if (first == '"') {
      out.type = Type::string;
      if (!lexer_.string(out.text)) return false;
    } else if (first == '-' || (first >= '0' && first <= '9')) {
      out.type = Type::number;
      if (!lexer_.number(out.text)) return false;
    } else if (!literal(out)) {
      return false;
    }
    lexer_.close(out.place);
    return true;
  }

  bool literal(Node& out) {
    const std::string_view word = lexer_.word();
    if (word == "true" || word == "false") {
      out.type = Type::boolean;
      out.truth = word == "true";
    } else if (word != "null") {
      if (lexer_.end()) return lexer_.fail(out.place, "the text ends where a value should stand");
      if (lexer_.peek() == '\'') {
        return lexer_.fail(out.place, "a string stands in double quotes, not in single ones");
      }
      return lexer_.fail(out.place, "a value is missing here",
                         word.empty() ? "" : "a string stands in double quotes");
    }
    lexer_.step(word.size());
    return true;
  }

  bool object(Node& out, int depth) {
    out.type = Type::object;
    std::set<std::string> keys;
    lexer_.step();
    for (bool more = true; more;) {
      if (!lexer_.blank()) return false;
      if (lexer_.peek() == '}') break;
      Member member;
      member.place = lexer_.here();
      if (!key(member, out.place) || !lexer_.blank()) return false;
      if (lexer_.peek() != ':') {
        return lexer_.fail(lexer_.here(), "a colon is missing after the key " + quoted(member.key));
      }
      lexer_.step();
      if (!lexer_.blank() || !value(member.value, depth + 1)) return false;
      if (keys.insert(member.key).second) {
        out.members.push_back(std::move(member));
      } else {
        repeated(out, member);
      }
      if (!separator(out.place, '}', more)) return false;
    }
    lexer_.step();
    return true;
  }

  bool key(Member& member, const Place& opened) {
    if (lexer_.end()) return lexer_.fail(opened, "this \"{\" is never closed");
    if (!lexer_.word().empty()) return lexer_.fail(member.place, "a key stands in double quotes");
    if (lexer_.peek() == '\'') {
      return lexer_.fail(member.place, "a key stands in double quotes, not in single ones");
    }
    if (lexer_.peek() != '"') return lexer_.fail(member.place, "a key or \"}\" is missing here");
    if (!lexer_.string(member.key)) return false;
    lexer_.close(member.place);
    return true;
  }

  // Two values for one key is an error, never a choice between them.
  void repeated(const Node& object, const Member& again) {
    for (const Member& first : object.members) {
      if (first.key != again.key) continue;
      lexer_.fail(
          again.place, "the key " + quoted(again.key) + " stands here twice", "join the two, or remove one",
          "the first is at " + std::to_string(first.place.line) + ":" + std::to_string(first.place.column));
    }
  }

  bool list(Node& out, int depth) {
    out.type = Type::list;
    lexer_.step();
    for (bool more = true; more;) {
      if (!lexer_.blank()) return false;
      if (lexer_.end()) return lexer_.fail(out.place, "this \"[\" is never closed");
      if (lexer_.peek() == ']') break;
      if (!value(out.items.emplace_back(), depth + 1) || !separator(out.place, ']', more)) return false;
    }
    lexer_.step();
    return true;
  }

  // After an element: a comma is passed; at the closing bracket `more` becomes false.
  bool separator(const Place& opened, char closing, bool& more) {
    if (!lexer_.blank()) return false;
    if (lexer_.end()) {
      return lexer_.fail(opened,
                         std::string("this \"") + (closing == '}' ? '{' : '[') + "\" is never closed");
    }
    more = lexer_.peek() == ',';
    if (more) {
      lexer_.step();
    } else if (lexer_.peek() != closing) {
      return lexer_.fail(lexer_.here(), std::string("a comma or \"") + closing + "\" is missing before this");
    }
    return true;
  }

  Lexer lexer_;
};

void write(const Node& node, std::string& out) {
  switch (node.type) {
    case Type::null:
      out += "null";
      return;
    case Type::boolean:
      out += node.truth ? "true" : "false";
      return;
    case Type::number:
      out += node.text;
      return;
    case Type::string:
      out += quoted(node.text);
      return;
    case Type::list:
      out += '[';
      for (const Node& item : node.items) {
        if (out.back() != '[') out += ',';
        write(item, out);
      }
      out += ']';
      return;
    case Type::object:
      out += '{';
      for (const Member& member : node.members) {
        if (out.back() != '{') out += ',';
        out += quoted(member.key) + ':';
        write(member.value, out);
      }
      out += '}';
  }
}

}  // namespace

std::string_view to_string(Type type) {
  switch (type) {
    case Type::null:
      return "null";
    case Type::boolean:
      return "true or false";
    case Type::number:
      return "a number";
    case Type::string:
      return "a string";
    case Type::list:
      return "a list";
    case Type::object:
      return "an object";
  }
  return "nothing";
}

const Node* Node::find(std::string_view key) const {
  for (const Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

std::optional<Node> parse_jsonc(const SourcePtr& source, Problems& problems) {
  return Reader(source, problems).document();
}

std::string compact(const Node& node) {
  std::string out;
  write(node, out);
  return out;
}

std::string quoted(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace callgate::config
