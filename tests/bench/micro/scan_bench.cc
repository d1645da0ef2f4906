// How fast the scanner reads typical and extreme lines: bytes per second and time per line, best of several
// rounds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

#include "core/json/scan.h"
#include "core/json/view.h"

namespace {

using callgate::json::Scanner;
using Steady = std::chrono::steady_clock;

template <class Work>
double best_seconds(std::size_t times, Work work) {
  double best = 1e9;
  for (int round = 0; round < 60; ++round) {
    const auto begin = Steady::now();
    for (std::size_t i = 0; i < times; ++i) work();
    const std::chrono::duration<double> spent = Steady::now() - begin;
    best = std::min(best, spent.count() / static_cast<double>(times));
  }
  return best;
}

void report(const char* name, std::size_t size, double seconds) {
  std::printf("%-44s %10zu bytes %12.1f ns %8.3f GB/s\n", name, size, seconds * 1e9,
              static_cast<double>(size) / seconds / 1e9);
}

void measure(const char* name, const std::string& line) {
  Scanner scanner;
  const std::string framed = line + "\n";
  std::size_t refused = 0;
  const double seconds = best_seconds(std::max<std::size_t>(1, 2'000'000 / framed.size()), [&] {
    scanner.reset();
    scanner.feed(framed);
    refused += scanner.finish().refused != callgate::json::Refused::no;
  });
  report(name, framed.size(), seconds);
  if (refused) std::printf("  refused!\n");
}

void measure_pieces(const char* name, const std::string& line, std::size_t piece) {
  Scanner scanner;
  const std::string framed = line + "\n";
  const double seconds = best_seconds(std::max<std::size_t>(1, 2'000'000 / framed.size()), [&] {
    scanner.reset();
    const std::string_view text = framed;
    for (std::size_t at = 0; at < text.size(); at += piece) scanner.feed(text.substr(at, piece));
    scanner.finish();
  });
  report(name, framed.size(), seconds);
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string result_with(const std::string& text) {
  return R"({"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":")" + text +
         R"("}],"isError":false}})";
}

std::string call_with(const std::string& arguments) {
  return R"({"jsonrpc":"2.0","id":12,"method":"tools/call","params":{"name":"fs__read_file","arguments":)" +
         arguments + R"(,"_meta":{"progressToken":12}}})";
}

std::string numbered_object(std::size_t members) {
  std::string out = "{";
  for (std::size_t i = 0; i < members; ++i) {
    out += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":" + std::to_string(i % 10);
  }
  return out + "}";
}

void measure_views() {
  const std::string line = call_with(R"({"path":"/srv/work/notes.txt","head":20,"deep":)" + repeat("[", 20) +
                                     repeat("]", 20) + "}");
  std::size_t found = 0;
  const double one = best_seconds(10'000, [&] {
    found += callgate::json::member(line, {"params", "_meta", "progressToken"}).size();
  });
  report("view: member of member of member", line.size(), one);
  const std::string large = result_with(repeat("0123456789abcdef", 65536));
  const double skipped = best_seconds(5, [&] { found += callgate::json::member(large, "error").size(); });
  report("view: skip 1 MiB string", large.size(), skipped);
  const std::string dense = "{\"a\":[" + repeat(R"({"a":1,"b":[true,null,"x"]},)", 40000) + "0]}";
  const double nested = best_seconds(2, [&] { found += callgate::json::member(dense, "z").size(); });
  report("view: skip 1 MiB of small tokens", dense.size(), nested);
  if (found == 0) std::printf("  nothing found!\n");
}

}  // namespace

int main() {
  measure("ping", R"({"jsonrpc":"2.0","id":3,"method":"ping"})");
  measure("tools/call",
          call_with(R"({"path":"/srv/work/notes/today.txt","head":20,"follow":false,"mode":"text"})"));
  measure_pieces("tools/call in pieces of 7", call_with(R"({"path":"/srv/work/notes/today.txt","head":20})"),
                 7);
  measure("result, 1 MiB of ASCII", result_with(repeat("The quick brown fox jumps over the dog. ", 26214)));
  measure("result, an escape every 40 bytes",
          result_with(repeat(R"(The quick brown fox jumps over a dog.\n)", 26214)));
  measure("result, an umlaut every 40 bytes", result_with(repeat("The quick brown fox jumps \xC3\xBC"
                                                                 "ber a dog. ",
                                                                 26214)));
  measure("result, Cyrillic",
          result_with(repeat("\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 ", 80659)));
  measure("result, CJK", result_with(repeat("\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E", 116508)));
  measure("result, small tokens", R"({"jsonrpc":"2.0","id":7,"result":{"content":[)" +
                                      repeat(R"({"a":1,"b":[true,null,"x"],"c":{"d":-2.5e3}},)", 20000) +
                                      "0]}}");
  measure("arguments, small tokens",
          call_with("[" + repeat(R"({"a":1,"b":[true,null,"x"],"c":{"d":-2.5e3}},)", 20000) + "0]"));
  measure("arguments, 20 keys", call_with(numbered_object(20)));
  measure("arguments, 1,000 keys", call_with(numbered_object(1000)));
  measure("arguments, 1,000,000 keys", call_with(numbered_object(1'000'000)));
  measure("result, numbers",
          R"({"jsonrpc":"2.0","id":7,"result":{"content":[)" + repeat("12.3456,-7,1024,", 60000) + "0]}}");
  measure_views();
}
