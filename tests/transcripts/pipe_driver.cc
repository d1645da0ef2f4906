// Plays transcripts against the built program, over real pipes.
#include "driver.h"
#include "pipe_stage.h"

namespace {

using namespace callgate::test;

constexpr const char* kUsage =
    "usage: transcripts --callgate PATH --server PATH [--only GLOB] [--jobs N] [--deadline-ms N] [--keep] "
    "FILE…\n"
    "       transcripts --direct --server PATH FILE…    the cases marked \"direct\", against the server "
    "itself\n"
    "       transcripts --check FILE…                   read the files and name their mistakes\n"
    "       transcripts --list FILE…                    name the cases\n";

bool complete(Options& options) {
  return !options.server.empty() && (options.direct || !options.callgate.empty());
}

std::unique_ptr<Stage> stage(const Case& a_case, const Options& options) {
  return std::make_unique<PipeStage>(a_case, options);
}

std::string unplayable(const Case& a_case) {
  return has_step(a_case, "advance") ? "they move the clock, and a process has the machine's" : "";
}

}  // namespace

int main(int argc, char** argv) {
  return drive(argc, argv, {kUsage, complete, stage, unplayable});
}
