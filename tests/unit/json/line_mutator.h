// Realistic MCP lines and the damage that can be done to them, from one seed: what the differential test
// reads.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace callgate::json::testing {

// Lines as hosts and servers send them, and a few that sit on the edges of the grammar.
inline const std::vector<std::string>& sample_lines() {
  static const std::vector<std::string> lines = {
      R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":)"
      R"({"roots":{"listChanged":true},"sampling":{}},"clientInfo":{"name":"host","version":"1.0"}}})",
      R"({"jsonrpc":"2.0","id":"r-7","method":"tools/call","params":{"name":"fs__read","arguments":)"
      R"({"path":"/srv/a.txt","head":20,"opts":{"a":1,"b":[1,{"a":2}]}},"_meta":{"progressToken":3}}})",
      R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"ask","arguments":{"w":"rm"},"_meta":)"
      R"({"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":)"
      R"({"elicitation":{}},"io.modelcontextprotocol/logLevel":"info","dev.callgate/idempotencyKey":"k"}}})",
      R"({"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"ask","requestState":"v1.x",)"
      R"("inputResponses":{"confirm":{"action":"accept","content":{"ok":true}}},"task":{"ttl":60000}}})",
      R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t","progress":0.5,)"
      R"("total":1e2,"message":"half"}})",
      R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":12,"reason":"user"}})",
      R"({"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":[null,true,-0.25]}})",
      R"({"method":"resources/read","params":{"uri":"file:///a%20b","cursor":"c"},"id":-9007199254740993})",
      R"({"result":{"content":[{"type":"text","text":"line\nnext\t\"q\" \\ \/ \u00e9\uD83D\uDE00"}],)"
      R"("isError":false,"structuredContent":{"a":{"b":1,"b":2}}},"jsonrpc":"2.0","id":4})",
      R"({"jsonrpc":"2.0","id":5,"result":{"resultType":"complete","_meta":{"dev.callgate/verdict":{},)"
      R"("io.modelcontextprotocol/serverInfo":{"name":"s"}},"tools":[]}})",
      R"({"jsonrpc":"2.0","id":6,"error":{"code":-32602,"message":"Unknown tool: x","data":{"x":[],"x":{}}}})",
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[{\"type\":\"text\",\"text\":"
      "\"Gr\xC3\xBC\xC3\x9F"
      "e \xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E \xF0\x9F\x98\x80 "
      "\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF\"}]}}",
      R"([{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"ping"}])",
      R"( { "id" : 8 , "method" : "ping" , "params" : { } , "x" : [ ] , "y" : [ [ ] , { } ] } )",
      R"({"id":9,"params":{"arguments":{"n":[0,-0,1,-1,10,0.0,1.5,1E5,1e+5,1e-5,12345678901234567890,0.1e-7]}}})",
      R"({"id":10,"params":{"arguments":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"j":10,"k":11,)"
      R"("l":12,"m":13,"n":14,"o":15,"p":16,"q":17,"r":18,"s":19,"t":20}}})",
      R"({"id":11,"params":{"arguments":{"":1,"\u0061":2,"b\\":3,"\ud83d\ude00":4,"\"":5,"\u0000":6}}})",
      R"("just a string")",
      "-12.5e3",
      "null",
      "[]",
      "{}",
  };
  return lines;
}

// Draws lines: a sample with a few injuries.
class LineMutator {
 public:
  explicit LineMutator(std::uint64_t seed) : random_(seed) {}

  std::string next() {
    std::string line = any(sample_lines());
    for (std::size_t left = below(4); left > 0 && !line.empty(); --left) injure(line);
    return line;
  }

  // A number in [0, bound).
  std::size_t below(std::size_t bound) { return random_() % bound; }

 private:
  const std::string& any(const std::vector<std::string>& list) { return list[below(list.size())]; }

  static const std::vector<std::string>& tokens() {
    static const std::vector<std::string> list = {"{",
                                                  "}",
                                                  "[",
                                                  "]",
                                                  ",",
                                                  ":",
                                                  "\"",
                                                  "\\",
                                                  "{}",
                                                  "[]",
                                                  "[[",
                                                  "]]",
                                                  "\"\"",
                                                  "null",
                                                  "true",
                                                  "fals",
                                                  " ",
                                                  "\t",
                                                  "\r",
                                                  "\n",
                                                  std::string(1, '\0'),
                                                  "0",
                                                  "-",
                                                  "+",
                                                  ".",
                                                  "e",
                                                  "E5",
                                                  "00",
                                                  "1.0",
                                                  "-0",
                                                  "1e5",
                                                  "\"a\":1,",
                                                  ",\"a\":1",
                                                  "\"id\":1,",
                                                  "\"Id\":1,",
                                                  "\"name\":\"x\",",
                                                  "\"NAME\":2,",
                                                  "\"\\u0061\":3,",
                                                  "\"\\u0069d\":4,",
                                                  "\"params\":{\"a\":{\"a\":1}},",
                                                  "\"_meta\":{\"progressToken\":1},",
                                                  "\"isError\":true,",
                                                  "\\u",
                                                  "\\ud83d",
                                                  "\\ude00",
                                                  "\\uD83D\\uDE00",
                                                  "\\n",
                                                  "\\x",
                                                  "\\u12",
                                                  "\\u00zz",
                                                  "\x01",
                                                  "\x1f",
                                                  "\x7f",
                                                  "\x80",
                                                  "\xBF",
                                                  "\xC0\x80",
                                                  "\xC2",
                                                  "\xC3\xBC",
                                                  "\xE0\x80\x80",
                                                  "\xE2\x82",
                                                  "\xE2\x82\xAC",
                                                  "\xED\xA0\x80",
                                                  "\xF0\x80\x80\x80",
                                                  "\xF0\x9F\x98",
                                                  "\xF0\x9F\x98\x80",
                                                  "\xF4\x90\x80\x80",
                                                  "\xF5",
                                                  "\xFF",
                                                  "\xEF\xBB\xBF"};
    return list;
  }

  void injure(std::string& line) {
    const std::size_t at = below(line.size());
    const std::size_t size = 1 + below(std::min<std::size_t>(line.size() - at, 12));
    switch (below(8)) {
      case 0:
        line[at] = static_cast<char>(line[at] ^ (1 << below(8)));
        break;
      case 1:
        line.erase(at, size);
        break;
      case 2:
        line.insert(at, std::string(line, at, size));
        break;
      case 3:
        line.insert(at, any(tokens()));
        break;
      case 4:
        line.replace(at, size, any(tokens()));
        break;
      case 5:
        line.resize(at);
        break;
      case 6:
        splice(line, at);
        break;
      default:
        repeat_member(line);
        break;
    }
  }

  // The tail of another line instead of this one's.
  void splice(std::string& line, std::size_t at) {
    const std::string& other = any(sample_lines());
    line = line.substr(0, at) + other.substr(below(other.size()));
  }

  // From one comma to another, copied behind the second: often a repeated key in good grammar.
  void repeat_member(std::string& line) {
    const std::size_t first = line.find(',', below(line.size()));
    if (first == line.npos) return;
    const std::size_t second = line.find(',', first + 1);
    if (second != line.npos) line.insert(second, line.substr(first, second - first));
  }

  std::mt19937_64 random_;
};

}  // namespace callgate::json::testing
