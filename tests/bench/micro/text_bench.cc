// What it costs to look for secrets and for poison in text: time and bytes per second by size, for prose, for
// a result in JSON, with and without something to find, and for texts made to be slow. Best of several
// rounds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/poison/poison.h"
#include "core/analysis/secrets/secrets.h"

using namespace callgate::analysis;

namespace {

using Steady = std::chrono::steady_clock;

template <class Work>
double best_seconds(std::size_t size, Work work) {
  const std::size_t times = std::max<std::size_t>(1, 2'000'000 / size);
  double best = 1e9;
  for (int round = 0; round < 40; ++round) {
    const auto begin = Steady::now();
    for (std::size_t i = 0; i < times; ++i) work();
    const std::chrono::duration<double> spent = Steady::now() - begin;
    best = std::min(best, spent.count() / static_cast<double>(times));
  }
  return best;
}

std::string repeat(std::string_view text, std::size_t size) {
  std::string out;
  while (out.size() < size) out += text;
  return out;
}

std::string result_of(const std::string& text) {
  return R"({"content":[{"type":"text","text":")" + text + R"("}],"isError":false})";
}

template <class Look>
void row(const char* name, std::string_view unit, Look look) {
  std::printf("%-44s", name);
  for (const std::size_t size : {300u, 4096u, 65536u, 1048576u}) {
    const std::string text = result_of(repeat(unit, size));
    const double seconds = best_seconds(text.size(), [&] { look(text); });
    std::printf(" %9.2f us %5.2f", seconds * 1e6, static_cast<double>(text.size()) / seconds / 1e9);
  }
  std::printf("\n");
}

constexpr std::string_view kProse =
    "The quick brown fox jumps over the lazy dog, and then it rests for a while. ";
constexpr std::string_view kCode =
    R"(  if (tokens.empty()) return \"nothing\";  // see https://docs.example/a?b=c\n  const auto key = next();\n)";
constexpr std::string_view kAbroad =
    "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E\xE3\x81\xAE\xE6\x96\x87\xE7\xAB\xA0. ";

}  // namespace

int main() {
  const SecretScanner scanner;
  std::vector<Secret> secrets;
  std::vector<Poison> poison;
  const auto for_secrets = [&](const std::string& text) {
    secrets.clear();
    scanner.find_in_json(text, secrets);
  };
  const auto for_poison = [&](const std::string& text) {
    poison.clear();
    find_poison_in_json(text, PoisonContext::result, poison);
  };
  const std::string hit =
      repeat(kProse, 900) + "ghp_" + std::string("0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R") + ' ';
  std::printf("%-44s %15s %18s %18s %18s   GB/s\n", "", "300 B", "4 KiB", "64 KiB", "1 MiB");
  row("secrets: prose", kProse, for_secrets);
  row("secrets: code with escapes", kCode, for_secrets);
  row("secrets: a token every kilobyte", hit, for_secrets);
  row("secrets: CJK", kAbroad, for_secrets);
  row("secrets: names without end", "token: ", for_secrets);
  row("secrets: half a token without end", "ghp_", for_secrets);
  row("poison: prose", kProse, for_poison);
  row("poison: code with escapes", kCode, for_poison);
  row("poison: CJK", kAbroad, for_poison);
  row("poison: anchors without end", "ignore all of the user ", for_poison);
  const double made = best_seconds(2'000'000, [] { SecretScanner fresh; });
  std::printf("%-44s %9.2f us\n", "secrets: the tables", made * 1e6);
}
