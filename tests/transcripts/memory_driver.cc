// Plays transcripts in memory: gateway, host and servers in one process, on a clock moved by hand.
#include <algorithm>
#include <filesystem>

#include "driver.h"
#include "memory_stage.h"

namespace {

using namespace callgate::test;

constexpr const char* kUsage =
    "usage: transcripts_in_memory [--only GLOB] [--jobs N] [--keep] FILE…\n"
    "       transcripts_in_memory --list FILE…    name the cases, and those that need processes\n";

// The value has this member, at any depth.
bool mentions(const Json& value, const std::string& member) {
  if (value.is_object() && value.contains(member)) return true;
  if (!value.is_structured()) return false;
  return std::any_of(value.begin(), value.end(), [&](const Json& part) { return mentions(part, member); });
}

// A gateway looks whether a server's program is there, so it has to be some program.
bool complete(Options& options) {
  options.server = std::filesystem::canonical("/proc/self/exe");
  return true;
}

std::unique_ptr<Stage> stage(const Case& a_case, const Options& options) {
  return std::make_unique<MemoryStage>(a_case, options);
}

std::string unplayable(const Case& a_case) {
  if (has_step(a_case, "signal")) return "they send signals to the program";
  if (mentions(a_case.header, "hook")) return "their policies ask programs";
  if (mentions(a_case.header, "spawn")) return "their servers leave processes behind";
  for (const Step& step : a_case.steps) {
    const std::string command = step.json.contains("cli") ? step.json["cli"][0].get<std::string>() : "";
    if (command == "servers") return "a command asks the running gateway over its socket";
    if (command == "tools") return "a command starts a gateway of its own";
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  return drive(argc, argv, {kUsage, complete, stage, unplayable});
}
