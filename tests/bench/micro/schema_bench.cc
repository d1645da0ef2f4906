// What checking a value against a compiled schema costs: nanoseconds per value, best of several rounds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/analysis/schema/schema.h"

using namespace callgate;
using analysis::CompiledSchema;
using Steady = std::chrono::steady_clock;

namespace {

constexpr const char* kIssue = R"({"type":"object","properties":{
  "owner":{"type":"string","minLength":1},"repo":{"type":"string","pattern":"^[A-Za-z0-9._-]+$"},
  "title":{"type":"string","maxLength":256},"body":{"type":"string"},"state":{"enum":["open","closed","all"]},
  "labels":{"type":"array","items":{"type":"string"},"maxItems":20},"number":{"type":"integer","minimum":1},
  "draft":{"type":"boolean"},"weight":{"type":["number","null"]},
  "author":{"type":"object","properties":{"name":{"type":"string"},"id":{"type":"integer"}},"required":["name"]}},
  "required":["owner","repo","title"],"additionalProperties":false})";

// Ten properties; the body fills up to `size` bytes.
std::string issue(std::size_t size) {
  std::string text =
      R"({"owner":"ada","repo":"engine.notes","title":"Numbers of Bernoulli","state":"open","number":42,)"
      R"("labels":["maths","table","paper"],"draft":false,"weight":0.75,"author":{"name":"Ada","id":7},"body":")";
  if (size > text.size() + 2) text.append(size - text.size() - 2, 'x');
  return text + "\"}";
}

constexpr const char* kShapes = R"({"type":"array","items":{"oneOf":[
  {"type":"object","properties":{"kind":{"const":"circle"},"radius":{"type":"number"}},"required":["kind","radius"]},
  {"type":"object","properties":{"kind":{"const":"square"},"side":{"type":"number"}},"required":["kind","side"]},
  {"type":"object","properties":{"kind":{"const":"text"},"text":{"type":"string"}},"required":["kind","text"]}]}})";

std::string shapes(std::size_t count) {
  std::string text = "[";
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += ',';
    text += i % 2 ? R"({"kind":"text","text":"hello"})" : R"({"kind":"circle","radius":1.5})";
  }
  return text + "]";
}

void measure(const char* name, const char* schema_text, const std::string& value) {
  const auto schema = CompiledSchema::compile(schema_text);
  if (!schema || !schema->fits(value)) {
    std::printf("%-32s does not fit\n", name);
    std::exit(1);
  }
  const std::size_t times = std::clamp<std::size_t>(4'000'000 / value.size(), 4, 20'000);
  double best = 1e18;
  std::size_t fitting = 0;
  for (int round = 0; round < 25; ++round) {
    const auto begin = Steady::now();
    for (std::size_t i = 0; i < times; ++i) fitting += schema->fits(value);
    const std::chrono::duration<double, std::nano> spent = Steady::now() - begin;
    best = std::min(best, spent.count() / static_cast<double>(times));
  }
  if (fitting == 0) std::exit(1);
  std::printf("%-32s %9zu %10.0f\n", name, value.size(), best);
}

}  // namespace

int main() {
  std::printf("%-32s %9s %10s\n", "", "bytes", "ns");
  for (const std::size_t size : {300u, 1024u, 4096u, 65536u}) measure("ten properties", kIssue, issue(size));
  for (const std::size_t count : {10u, 1000u}) measure("one of three forms, each", kShapes, shapes(count));
}
