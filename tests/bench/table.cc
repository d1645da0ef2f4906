// The report as a Markdown table and as JSON.
#include <sys/utsname.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "report.h"
#include "setup.h"

namespace callgate::bench {
namespace {

using Json = nlohmann::ordered_json;
using Row = std::vector<std::string>;

// Three digits that mean something, and no more than that.
std::string rounded(double value) {
  char text[32];
  const char* format = value == 0 || value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
  std::snprintf(text, sizeof text, format, value);
  return text;
}

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown processor";
}

std::string kernel() {
  utsname name{};
  ::uname(&name);
  return std::string(name.sysname) + " " + name.release + " " + name.machine;
}

std::string machine() {
  return processor() + ", " + std::to_string(std::thread::hardware_concurrency()) + " cores, " + kernel();
}

std::string conditions(const Options& options) {
  return "all processes on core " + std::to_string(options.core) + ", " + std::to_string(options.rounds) +
         " interleaved rounds, medians, load before " + rounded(options.load_before) +
         (options.quick ? ", QUICK: rough figures" : "");
}

// The targets of one figure and setup with their verdicts: "<= 1.25 x relay: met; <= 0.33 x sdk: 0.10 met".
std::string verdicts(const Report& report, const Figure& figure, const std::string& setup) {
  std::string text;
  for (const Target& target : targets()) {
    if (target.figure != figure.key || target.setup != setup) continue;
    const auto verdict = judge(report, target);
    if (!verdict) continue;
    if (!text.empty()) text += "; ";
    text += describe(target) + ": ";
    if (target.basis == Basis::per_sdk) text += rounded(verdict->reached) + " ";
    text += verdict->met ? "met" : "MISSED";
  }
  return text;
}

Row table_row(const Report& report, const Figure& figure, const std::string& setup, double value) {
  const auto to_relay = figure.alike ? report.ratio(figure, setup, "relay") : std::nullopt;
  std::string amount = rounded(value);
  if (!figure.unit.empty()) amount.append(" ").append(figure.unit);
  return {std::string(figure.title), setup, amount, to_relay ? rounded(*to_relay) : "",
          verdicts(report, figure, setup)};
}

void print_rows(std::ostream& out, const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows[0].size(), 0);
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (std::size_t at = 0; at < rows.size(); ++at) {
    out << "|";
    for (std::size_t i = 0; i < rows[at].size(); ++i) {
      out << " " << rows[at][i] << std::string(widths[i] - rows[at][i].size(), ' ') << " |";
    }
    out << "\n";
    if (at > 0) continue;
    out << "|";
    for (const std::size_t width : widths) out << std::string(width + 2, '-') << "|";
    out << "\n";
  }
}

}  // namespace

std::string describe(const Target& target) {
  const auto figure = std::ranges::find(figures(), target.figure, &Figure::key);
  std::string text = figure->better == Better::less ? "<= " : ">= ";
  text += rounded(target.limit);
  if (target.basis == Basis::per_relay) text += " x relay";
  if (target.basis == Basis::per_sdk) text += " x sdk";
  return text;
}

void Report::print(std::ostream& out, const Options& options, const std::vector<std::string>& setups) const {
  std::vector<Row> rows{{"figure", "setup", "value", "x relay", "target"}};
  for (const Figure& figure : figures()) {
    for (const std::string& setup : setups) {
      if (const auto measured = value(figure, setup))
        rows.push_back(table_row(*this, figure, setup, *measured));
    }
  }
  out << machine() << "; " << conditions(options) << ".\n"
      << "Start, memory and stop: Callgate holds " << kFleetServers << " upstreams of " << kFleetToolsEach
      << " tools each, the others hold one.\n\n";
  print_rows(out, rows);
  for (const std::string& failure : failures_) out << "\nFAILED " << failure << "\n";
}

bool Report::write_json(const Options& options, const std::vector<std::string>& setups) const {
  Json rows = Json::array();
  for (const Figure& figure : figures()) {
    for (const std::string& setup : setups) {
      const auto* all = rounds(figure.key, setup);
      if (!all) continue;
      Json row{{"figure", figure.key}, {"setup", setup}, {"unit", figure.unit}};
      row["value"] = *value(figure, setup);
      const auto to_relay = ratio(figure, setup, "relay");
      if (figure.alike && to_relay) row["per_relay"] = *to_relay;
      row["rounds"] = *all;
      rows.push_back(std::move(row));
    }
  }
  Json held = Json::array();
  for (const Target& target : targets()) {
    const auto verdict = judge(*this, target);
    if (!verdict) continue;
    held.push_back(Json{{"figure", target.figure},
                        {"setup", target.setup},
                        {"target", describe(target)},
                        {"reached", verdict->reached},
                        {"met", verdict->met}});
  }
  Json report;
  report["machine"] = machine();
  report["conditions"] = conditions(options);
  report["figures"] = std::move(rows);
  report["targets"] = std::move(held);
  report["failures"] = failures_;
  std::ofstream file(options.json);
  file << report.dump(2) << "\n";
  return static_cast<bool>(file.flush());
}

}  // namespace callgate::bench
