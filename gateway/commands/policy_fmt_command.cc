#include "gateway/commands/policy_fmt_command.h"

#include <optional>
#include <ostream>

#include "core/config/format.h"
#include "core/config/jsonc.h"
#include "gateway/commands/exit_code.h"
#include "gateway/commands/line_diff.h"
#include "gateway/commands/visible.h"
#include "gateway/text_file.h"

namespace callgate::commands {
namespace {

int complain(const std::filesystem::path& file, const std::string& what, Console& console) {
  console.err << "callgate: " << visible(file.string()) << ": " << visible(what) << "\n";
  return kNegative;
}

// The value without spelling; nothing, and the reasons printed, if there is none.
std::optional<std::string> value_of(const config::SourcePtr& source, Console& console) {
  config::Problems problems;
  const auto tree = config::parse_jsonc(source, problems);
  for (const config::Problem& problem : problems) console.err << config::render(problem) << "\n";
  if (!tree || !problems.empty()) return std::nullopt;
  return config::compact(*tree);
}

void print_diff(const std::string& name, const std::string& before, const std::string& after,
                Console& console) {
  console.out << paint(console, Colour::bold, "--- " + visible(name) + "\n+++ " + visible(name)) << "\n";
  for (const std::string& line : line_diff(before, after)) {
    const Colour colour = line[0] == '-'   ? Colour::red
                          : line[0] == '+' ? Colour::green
                          : line[0] == '@' ? Colour::cyan
                                           : Colour::plain;
    console.out << paint(console, colour, visible(line)) << "\n";
  }
}

int format(const std::filesystem::path& file, const PolicyFmtOptions& options, Console& console) {
  auto text = read_text_file(file);
  if (!text) return complain(file, text.error().what, console);
  const auto source = std::make_shared<const config::Source>(config::Source{file.string(), std::move(*text)});
  const auto value = value_of(source, console);
  if (!value) return kNegative;
  const auto laid_out =
      std::make_shared<const config::Source>(config::Source{file.string(), config::format_jsonc(source)});
  // Whatever the printer does: what the file says is never changed.
  if (value_of(laid_out, console) != value)
    return complain(file, "it cannot be formatted without changing what it says; nothing was written",
                    console);
  const bool changes = laid_out->text != source->text;
  if (options.to_stdout) {
    console.out << laid_out->text;
    return kOk;
  }
  if (!changes) return kOk;
  if (options.diff) print_diff(file.string(), source->text, laid_out->text, console);
  if (options.diff || options.check) {
    if (options.check) console.out << visible(file.string()) << ": would be formatted\n";
    return kNegative;
  }
  if (const auto written = replace_text_file(file, laid_out->text); !written)
    return complain(file, written.error().what, console);
  console.out << visible(file.string()) << ": formatted\n";
  return kOk;
}

}  // namespace

int policy_fmt(const PolicyFmtOptions& options, Console& console) {
  int exit = kOk;
  for (const std::filesystem::path& file : options.files)
    exit = std::max(exit, format(file, options, console));
  return exit;
}

}  // namespace callgate::commands
