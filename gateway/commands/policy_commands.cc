#include "gateway/commands/policy_commands.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "core/config/schema.h"
#include "core/policy/reader.h"
#include "core/policy/shape.h"
#include "gateway/commands/problem_json.h"
#include "gateway/config.h"
#include "gateway/config_shape.h"
#include "gateway/policy_test/suite.h"
#include "gateway/text_file.h"

namespace callgate {
namespace {

using Json = nlohmann::ordered_json;
using Environment = std::map<std::string, std::string>;

void append(config::Findings& all, config::Findings&& some) {
  std::ranges::move(some.errors, std::back_inserter(all.errors));
  std::ranges::move(some.warnings, std::back_inserter(all.warnings));
}

void check_configuration(const std::filesystem::path& file, const Environment& environment,
                         config::Findings& found) {
  Launch launch;
  launch.config = file;
  launch.needs_servers = false;
  ConfigReading reading = inspect_config(launch, environment);
  append(found, std::move(reading.found));
  if (!reading.config) return;
  for (const ServerConfig& server : reading.config->servers) {
    if (!server.problem.empty()) found.errors.push_back({server.problem, nullptr, {}, {}, {}});
  }
}

config::Findings check_files(const std::vector<std::filesystem::path>& files,
                             const Environment& environment) {
  config::Findings found;
  std::vector<policy::Layer> layers;
  for (const std::filesystem::path& file : files) {
    auto text = read_text_file(file);
    if (!text) {
      found.errors.push_back(
          {config::quoted(file.string()) + " cannot be read", nullptr, {}, text.error().what, {}});
      continue;
    }
    auto source = std::make_shared<const config::Source>(config::Source{file.string(), std::move(*text)});
    config::Problems unreadable;
    auto tree = config::parse_jsonc(source, unreadable);
    if (tree && (tree->find("mcpServers") || tree->find("policy"))) {
      check_configuration(file, environment, found);
      continue;
    }
    append(found, {std::move(unreadable), {}});
    if (tree) layers.push_back({std::move(source), std::move(*tree)});
  }
  policy::read_policy(layers, {}, found);
  config::sort_by_place(found.errors);
  return found;
}

Json to_json(const config::Problem& problem) {
  Json json = Json::object();
  commands::add_problem(json, problem);
  return json;
}

Json to_json(const config::Problems& problems) {
  Json list = Json::array();
  for (const config::Problem& problem : problems) list.push_back(to_json(problem));
  return list;
}

std::string counted(std::size_t count, std::string_view thing) {
  return std::to_string(count) + " " + std::string(thing) + (count == 1 ? "" : "s");
}

}  // namespace

int policy_validate(const std::vector<std::filesystem::path>& files, bool json,
                    const Environment& environment, std::ostream& out) {
  const config::Findings found = check_files(files, environment);
  const bool valid = found.errors.empty();
  if (json) {
    const Json report = {
        {"valid", valid}, {"errors", to_json(found.errors)}, {"warnings", to_json(found.warnings)}};
    // A path may hold bytes that are no UTF-8; they must not make the report fail.
    out << report.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    return valid ? 0 : 1;
  }
  for (const config::Problem& problem : found.errors) out << config::render(problem) << "\n\n";
  for (const config::Problem& problem : found.warnings)
    out << "warning: " << config::one_line(problem) << '\n';
  if (valid) {
    for (const std::filesystem::path& file : files) out << file.string() << ": valid\n";
  } else {
    out << counted(found.errors.size(), "error") << '\n';
  }
  return valid ? 0 : 1;
}

int print_schema(std::string_view kind, std::ostream& out) {
  if (kind == "config") {
    out << config::json_schema(config_shape(), "Callgate configuration");
  } else if (kind == "policy") {
    out << config::json_schema(policy::policy_shape(), "Callgate policy");
  } else if (kind == "test") {
    out << config::json_schema(policy_test::suite_shape(), "Tests of a Callgate policy");
  } else {
    out << "callgate schema prints \"config\", \"policy\" or \"test\"\n";
    return 2;
  }
  return 0;
}

}  // namespace callgate
