// The program: a gateway, or one of the commands beside it.
#include <iostream>

#include "gateway/app.h"
#include "gateway/commands/run_command.h"
#include "gateway/words.h"
#include "upstreams/environment.h"

namespace callgate {
namespace {

int run_main(int argc, char** argv) {
  commands::Console console = commands::standard_console();
  Words words;
  if (const auto code = read_words({argv + 1, argv + argc}, words, console)) return *code;
  const Environ environment = current_environment();
  if (words.command != "run") {
    const SystemClock clock;
    return commands::run_command(words, environment, clock, console);
  }
  auto launcher = Launcher::start();
  if (!launcher) {
    std::cerr << "callgate: " << to_string(launcher.error()) << "\n";
    return 1;
  }
  return run_gateway(words.run, std::move(*launcher), environment);
}

}  // namespace
}  // namespace callgate

int main(int argc, char** argv) {
  return callgate::run_main(argc, argv);
}
