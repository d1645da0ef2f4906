#include "stage.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace callgate::test {
namespace {

namespace fs = std::filesystem;

bool write_file(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  return static_cast<bool>(std::ofstream(path) << text);
}

}  // namespace

Stage::~Stage() {
  std::error_code ignored;
  if (!options_.keep) fs::remove_all(directory_, ignored);
}

std::string Stage::set_up() {
  std::string pattern = (fs::temp_directory_path() / "cgt-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) return "no temporary directory";
  directory_ = pattern;
  variables_ = {{"dir", directory_},
                {"home", directory_ + "/home"},
                {"state", directory_ + "/state"},
                {"work", directory_ + "/work"},
                {"config", directory_ + "/callgate.jsonc"},
                {"server", options_.server}};
  for (const auto& [name, script] : object_at(case_.header, "servers").items()) {
    auto link = make_link(name);
    if (!link) return "no socket for " + name;
    links_.push_back(std::move(link));
  }
  if (std::string problem = write_files(); !problem.empty()) return problem;
  return start();
}

std::string Stage::write_files() const {
  const fs::path root = directory_;
  for (const char* name : {"home", "state", "work"}) fs::create_directories(root / name);
  for (const auto& [name, script] : object_at(case_.header, "servers").items()) {
    if (!write_file(root / (name + ".json"), dump(script))) return "cannot write the script of " + name;
  }
  for (const auto& [name, text] : object_at(case_.header, "files").items()) {
    const std::string content = text.is_string() ? text.get<std::string>() : dump(text);
    if (!write_file(root / "work" / name, fill_in_text(content, variables_))) return "cannot write " + name;
  }
  const std::string text = case_.header.contains("configText")
                               ? fill_in_text(case_.header["configText"].get<std::string>(), variables_)
                               : fill_in(configuration(), variables_).dump(2);
  return write_file(root / "callgate.jsonc", text) ? "" : "cannot write the configuration";
}

Json Stage::server_entry(const std::string& name) const {
  const std::string base = directory_ + "/" + name;
  return {{"command", options_.server},
          {"args",
           {base + ".json", "--control", base + ".sock", "--runs", base + ".runs", "--record",
            base + ".record"}}};
}

Json Stage::configuration() const {
  Json config = case_.header.value("config", Json::object());
  Json servers = Json::object();
  if (!case_.header.contains("wrap")) {
    for (const auto& link : links_) servers[link->name()] = server_entry(link->name());
  }
  for (const auto& [name, more] : object_at(case_.header, "mcpServers").items()) servers[name].update(more);
  // A file without this member is an error; an empty one is a gateway without servers.
  if (!servers.empty() || !case_.header.contains("wrap")) config["mcpServers"] = servers;
  if (case_.header.contains("policy")) config["policy"] = case_.header["policy"];
  return config;
}

std::vector<std::string> Stage::command_line() const {
  const Json& header = case_.header;
  std::vector<std::string> wrapped;
  if (header.contains("wrap") || options_.direct) {
    const std::string name = options_.direct ? links_.front()->name() : header["wrap"].get<std::string>();
    const Json entry = server_entry(name);
    wrapped = entry["args"].get<std::vector<std::string>>();
    wrapped.insert(wrapped.begin(), options_.server);
  }
  if (options_.direct) return wrapped;
  std::vector<std::string> line = {options_.callgate, "run"};
  const Json own = header.value("args", Json::array());
  const bool names_one = std::find(own.begin(), own.end(), "--config") != own.end();
  const bool plain =
      !names_one && (wrapped.empty() || header.contains("policy") || header.contains("config"));
  if (plain) line.insert(line.end(), {"--config", directory_ + "/callgate.jsonc"});
  if (header.contains("preset")) {
    line.insert(line.end(), {"--preset", header["preset"].get<std::string>()});
  } else if (!header.contains("policy") && !header.contains("noPreset")) {
    line.insert(line.end(), {"--preset", "off"});
  }
  for (const Json& word : own) line.push_back(fill_in(word, variables_));
  if (!wrapped.empty()) line.emplace_back("--");
  line.insert(line.end(), wrapped.begin(), wrapped.end());
  return line;
}

std::map<std::string, std::string> Stage::environment() const {
  const char* path = std::getenv("PATH");
  std::map<std::string, std::string> out = {{"HOME", directory_ + "/home"},
                                            {"CALLGATE_STATE_DIR", directory_ + "/state"},
                                            {"PATH", path != nullptr ? path : "/usr/bin:/bin"},
                                            {"SHELL", "/bin/sh"},
                                            {"LANG", "C.UTF-8"}};
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) out[name] = value;
  }
  for (const auto& [name, value] : object_at(case_.header, "env").items()) {
    out[name] = fill_in_text(value.get<std::string>(), variables_);
  }
  return out;
}

ServerLink* Stage::link(const std::string& name) {
  for (const auto& link : links_) {
    if (link->name() == name) return link.get();
  }
  return nullptr;
}

}  // namespace callgate::test
