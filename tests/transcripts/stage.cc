#include "stage.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace callgate {
namespace {

namespace fs = std::filesystem;

int child_ended[2] = {-1, -1};

// A child's end must wake poll; the handler may only write to a pipe.
void watch_children() {
  if (child_ended[0] >= 0 || ::pipe(child_ended) != 0) return;
  for (const int fd : child_ended) {
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::fcntl(fd, F_SETFL, O_NONBLOCK);
  }
  ::signal(SIGCHLD, [](int) { [[maybe_unused]] const ssize_t n = ::write(child_ended[1], ".", 1); });
}

bool write_file(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  return static_cast<bool>(std::ofstream(path) << text);
}

int remaining_ms(Stage::Instant deadline) {
  return static_cast<int>(
      std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Stage::Instant::clock::now()).count());
}

}  // namespace

Stage::Stage(const Case& a_case, const Options& options) : case_(a_case), options_(options) {}

Stage::~Stage() {
  program_.reset();
  for (const auto& link : links_) {
    if (link->gone()) continue;
    for (const int pid : link->pids()) {
      if (pid > 1) ::kill(pid, SIGKILL);
    }
  }
  std::error_code ignored;
  if (!options_.keep) fs::remove_all(directory_, ignored);
}

std::string Stage::set_up() {
  watch_children();
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
    links_.push_back(std::make_unique<ServerLink>(name));
    if (!links_.back()->listen(directory_ + "/" + name + ".sock")) return "no socket for " + name;
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

std::string Stage::start() {
  program_ = std::make_unique<Process>();
  return program_->start({command_line(), environment(), directory_ + "/work"}) ? ""
                                                                                : "cannot start the program";
}

std::string Stage::run_command(const std::vector<std::string>& arguments, const std::string& input,
                               std::string& out, std::string& err, int& exit_code) {
  Process command;
  std::vector<std::string> line = {options_.callgate};
  line.insert(line.end(), arguments.begin(), arguments.end());
  if (!command.start({line, environment(), directory_ + "/work"})) return "cannot start the command";
  command.send(input);
  command.close_input();
  std::vector<std::string> out_lines, err_lines;
  const auto deadline = Instant::clock::now() + std::chrono::milliseconds(options_.deadline_ms);
  while (command.out() >= 0 || command.err() >= 0 || !command.exit_code()) {
    command.flush();
    pollfd wait[4] = {{command.out(), POLLIN, 0},
                      {command.err(), POLLIN, 0},
                      {child_ended[0], POLLIN, 0},
                      {command.wants_to_write() ? command.in() : -1, POLLOUT, 0}};
    const int left = remaining_ms(deadline);
    if (left <= 0 || ::poll(wait, 4, left) == 0) return "the command does not end";
    if (wait[0].revents != 0) command.read_out(out_lines);
    if (wait[1].revents != 0) command.read_err(err_lines);
    char drained[64];
    if (wait[2].revents != 0) [[maybe_unused]]
      const ssize_t n = ::read(child_ended[0], drained, sizeof drained);
  }
  for (const std::string& text : out_lines) out += text + "\n";
  for (const std::string& text : err_lines) err += text + "\n";
  exit_code = *command.exit_code();
  return {};
}

ServerLink* Stage::link(const std::string& name) {
  for (const auto& link : links_) {
    if (link->name() == name) return link.get();
  }
  return nullptr;
}

bool Stage::turn_before(Instant deadline) {
  program_->flush();
  std::vector<pollfd> wait = {{program_->out(), POLLIN, 0},
                              {program_->err(), POLLIN, 0},
                              {program_->wants_to_write() ? program_->in() : -1, POLLOUT, 0},
                              {child_ended[0], POLLIN, 0}};
  for (const auto& link : links_) {
    wait.push_back({link->listener(), POLLIN, 0});
    for (const int fd : link->open_connections()) wait.push_back({fd, POLLIN, 0});
  }
  const int left = remaining_ms(deadline);
  if (left <= 0) return false;
  if (::poll(wait.data(), wait.size(), left) <= 0) return true;
  std::vector<std::string> lines;
  if (wait[0].revents != 0) program_->read_out(lines);
  host_lines_.insert(host_lines_.end(), lines.begin(), lines.end());
  if (wait[1].revents != 0) program_->read_err(log_);
  char drained[64];
  if (wait[3].revents != 0) [[maybe_unused]]
    const ssize_t n = ::read(child_ended[0], drained, sizeof drained);
  for (std::size_t i = 4; i < wait.size(); ++i) {
    if (wait[i].revents == 0) continue;
    for (const auto& link : links_)
      wait[i].fd == link->listener() ? link->accept_one() : link->read(wait[i].fd);
  }
  return true;
}

}  // namespace callgate
