#include "core/policy/knobs/output.h"

#include "core/policy/words.h"

namespace callgate::policy {
namespace {

// In the order of OutputKnobs::OnExceed.
constexpr std::string_view kOnExceedKnobWords[] = {"truncate", "paginate", "error"};
constexpr OrNone kCount{config::integer(1, 100'000'000)};
constexpr OrNone kLevels{config::integer(1, 128)};
constexpr OrNone kSize{config::size(1, 1ll << 30)};

}  // namespace

std::span<const Knob> output_knobs() {
  using enum Tighter;
  using K = OutputKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger, "Whether results that are too large are cut."),
      knob<&K::max_bytes>("max_bytes", config::size(1, 1ll << 30), smaller,
                          "How many bytes all text of a result, and its structured content, may have each."),
      knob<&K::tokens>("tokens", kCount.shape(), smaller,
                       "How many tokens they may have, at four characters each."),
      knob<&K::array>("array", kCount.shape(), smaller,
                      "How many elements a JSON array may have. Left out: 1000, in what is cut anyway."),
      knob<&K::depth>("depth", kLevels.shape(), smaller,
                      "How deep JSON may be nested. Left out: 20, in what is cut anyway."),
      knob<&K::string>("string", config::size(16, 1ll << 30), smaller,
                       "How many bytes a string within JSON keeps where that is cut."),
      knob<&K::binary>("binary", kSize.shape(), smaller,
                       "How many characters of base64 a result may have in images, sound and files."),
      knob<&K::on_exceed>("on_exceed", config::word(kOnExceedKnobWords), larger,
                          "What becomes of a larger one: its beginning, its beginning in an envelope that "
                          "says what is missing, or an error."),
      knob<&K::spill, &K::Spill::max_files>(
          "spill.max_files", config::integer(1, 100'000), smaller,
          "How many whole results are kept on disk for rules that say spill."),
      knob<&K::spill, &K::Spill::max_bytes>("spill.max_bytes", config::size(1, 1ll << 40), smaller,
                                            "How many bytes they may have together; the oldest leave first."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
