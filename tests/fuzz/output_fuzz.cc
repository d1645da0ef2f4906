// Results that are too large: whatever they hold, what is left is valid, within the limits, and stays as it
// is.
#include <nlohmann/json.hpp>
#include <string>

#include "core/guards/output/cut_json.h"
#include "core/json/view.h"
#include "tests/fuzz/promise.h"
#include "tests/fuzz/result_stage.h"

using namespace callgate;
using callgate::fuzz::must;
using Json = nlohmann::json;
using OnExceed = policy::OutputKnobs::OnExceed;

namespace {

// The knobs that a byte chooses.
policy::OutputKnobs knobs_of(std::uint8_t bits) {
  constexpr std::size_t kBytes[] = {60, 200, 1000, 3000};
  policy::OutputKnobs knobs;
  knobs.max_bytes = kBytes[bits & 3];
  if (bits & 4) knobs.tokens = 40;
  if (bits & 8) knobs.array = 3;
  if (bits & 16) knobs.depth = 3;
  if (bits & 32) knobs.binary = 100;
  knobs.string = bits & 64 ? 30 : 10'000;
  knobs.on_exceed = bits & 128 ? OnExceed::paginate : OnExceed::truncate;
  return knobs;
}

const fuzz::ResultStage& stage_of(std::uint8_t bits) {
  static std::unique_ptr<fuzz::ResultStage> stages[256];
  if (!stages[bits]) {
    policy::Policy policy;
    test::only(policy, {"output"});
    policy.guards.output = knobs_of(bits);
    stages[bits] = std::make_unique<fuzz::ResultStage>(policy);
  }
  return *stages[bits];
}

// All text that a model reads, wherever it stands.
std::size_t text_in(const Json& value, int levels) {
  std::size_t size = 0;
  if (value.is_array()) {
    for (const Json& one : value) size += text_in(one, levels);
  } else if (value.is_object() && levels > 0) {
    for (const auto& [key, inner] : value.items()) {
      if (key == "text" && inner.is_string()) size += inner.get_ref<const std::string&>().size();
      if (key == "content" || key == "resource") size += text_in(inner, levels - 1);
    }
  }
  return size;
}

void check_size(const Json& back, std::size_t most) {
  std::size_t text = 0;
  for (const char* key : {"content", "contents", "messages"}) {
    if (back.contains(key) && back[key].is_array()) text += text_in(back[key], 3);
  }
  must(text <= most, "all text is within the limit");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::uint8_t bits = data[0];
  const fuzz::ResultStage& stage = stage_of(bits);
  const std::string_view text = fuzz::text_of(data + 1, size - 1);
  std::string result(text);
  if (!fuzz::is_result(text)) result = R"({"content":[{"type":"text","text":)" + json::quote(text) + "}]}";
  const auto outcome = stage.pass(result);
  must(!outcome.withheld, "a result that can be cut is not withheld");
  if (!outcome.changed) return 0;
  must(fuzz::is_result(outcome.text), "what was cut is a result that every reader reads alike");
  const std::size_t most = knobs_of(bits).max_bytes;
  const Json back = Json::parse(outcome.text, nullptr, false);
  if (!back.is_discarded()) check_size(back, most);
  const std::string_view structured = json::member(outcome.text, "structuredContent");
  must(guard::compact_size(structured) <= most, "structured content is within the limit");
  // A page stands in an envelope of its own, which is one level more.
  if (knobs_of(bits).on_exceed == OnExceed::truncate)
    must(!stage.pass(outcome.text).changed, "what was cut once is not cut again");
  return 0;
}
