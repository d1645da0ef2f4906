#include "core/policy/knobs/resources.h"

#include "core/policy/words.h"

namespace callgate::policy {
namespace {

constexpr std::string_view kOutsideWords[] = {"warn", "hold", "deny"};
constexpr OrNone kList{kTextList};

}  // namespace

std::span<const Knob> resources_knobs() {
  using enum Tighter;
  using K = ResourcesKnobs;
  static constexpr Knob kKnobs[] = {
      knob<&K::mode>("mode", kModeShape, larger,
                     "Whether paths and commands among the arguments are judged."),
      knob<&K::path_args>("path_args", kTextList, larger,
                          "Names of arguments that hold paths; \"auto\" finds them by name and form."),
      knob<&K::roots>("roots", kTextList, smaller, "The folders that \"${roots}\" in within stands for."),
      knob<&K::within>("within", kList.shape(), smaller,
                       "Folders that paths must lie in: \"${roots}\", \"${workspace}\", \"~/x\", \"/srv\". "
                       "\"none\": anywhere."),
      knob<&K::not_within>("not_within", kTextList, larger, "Folders that no path may lie in."),
      knob<&K::sensitive_paths>(
          "sensitive_paths", config::boolean(), larger,
          "Refuse paths that hold secrets or decide what runs, and commands that print secrets."),
      knob<&K::sensitive_except>("sensitive_except", kTextList, smaller,
                                 "Files and folders that count as harmless all the same."),
      knob<&K::shell, &K::Shell::classify>("shell.classify", config::boolean(), larger,
                                           "Judge what shell commands read, write and print."),
      knob<&K::shell, &K::Shell::deny>("shell.deny", kTextList, larger,
                                       "Programs that no command may run: \"sudo\", \"mkfs*\"."),
      knob<&K::commands_allow>("commands_allow", kList.shape(), smaller,
                               "The only programs that commands may run; \"none\": all."),
      knob<&K::outside>("outside", config::word(kOutsideWords), larger,
                        "What becomes of paths beyond within or inside of not_within, and of programs beyond "
                        "commands_allow."),
  };
  return kKnobs;
}

}  // namespace callgate::policy
