#include "case_file.h"

#include <filesystem>
#include <fstream>
#include <set>

namespace callgate::test {
namespace {

const std::set<std::string> kHeader = {
    "case", "about",  "servers",      "mcpServers", "config", "configText", "policy", "preset",  "args",
    "wrap", "direct", "capabilities", "clientInfo", "env",    "files",      "loose",  "noPreset"};
const std::set<std::string> kVerbs = {
    "host",   "modern", "raw",   "rawHex", "bytes", "big", "open",    "expect", "expectAny", "expectRaw",
    "server", "silent", "close", "signal", "exit",  "cli", "restart", "log",    "gone",      "advance"};
const std::set<std::string> kServerVerbs = {"sends",   "sendsRaw", "does", "received",
                                            "started", "starts",   "died"};

bool names_server(const Case& a_case, const std::string& name) {
  return a_case.header.contains("servers") && a_case.header["servers"].contains(name);
}

std::string step_problem(const Case& a_case, const Json& step) {
  if (!step.is_object() || step.empty()) return "a step is a JSON object whose first member is its verb";
  const std::string verb = step.begin().key();
  if (!kVerbs.contains(verb)) return "unknown step \"" + verb + "\"";
  if (verb == "server" && !kServerVerbs.contains(std::next(step.begin()).key())) return "unknown server step";
  const bool about_server =
      verb == "server" || verb == "gone" || (verb == "silent" && step["silent"] != "host");
  if (about_server && !names_server(a_case, step.begin()->get<std::string>())) {
    return "no such server: " + dump(*step.begin());
  }
  return {};
}

// A server given by a string is a script file beside the transcript, in scripts/.
std::string load_named_scripts(Case& a_case) {
  if (!a_case.header.contains("servers")) return {};
  for (auto& [name, script] : a_case.header["servers"].items()) {
    if (!script.is_string()) continue;
    const auto path =
        std::filesystem::path(a_case.file).parent_path() / "scripts" / script.get<std::string>();
    std::ifstream file(path);
    script = Json::parse(file, nullptr, false);
    if (script.is_discarded()) return path.string() + " cannot be read as JSON";
  }
  return {};
}

std::string header_problem(const Json& header) {
  for (const auto& [key, value] : header.items()) {
    if (!kHeader.contains(key)) return "unknown header member \"" + key + "\"";
  }
  return {};
}

}  // namespace

std::vector<Case> read_cases(const std::string& path, std::vector<std::string>& problems) {
  std::vector<Case> cases;
  std::ifstream file(path);
  if (!file) problems.push_back(path + ": cannot be read");
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    std::string problem;
    Json json = Json::parse(line, nullptr, false);
    if (json.is_discarded()) {
      problem = "no JSON";
    } else if (json.contains("case")) {
      cases.push_back({path, json["case"], number, json, {}});
      problem = header_problem(json);
      if (problem.empty()) problem = load_named_scripts(cases.back());
    } else if (cases.empty()) {
      problem = "a step before the first case";
    } else {
      problem = step_problem(cases.back(), json);
      cases.back().steps.push_back({number, std::move(json)});
    }
    if (!problem.empty()) problems.push_back(path + ":" + std::to_string(number) + ": " + problem);
  }
  return cases;
}

}  // namespace callgate::test
