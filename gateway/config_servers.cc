#include "gateway/config_servers.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/mcp/names.h"

namespace callgate {
namespace {

using config::Node;
using config::Type;

constexpr std::size_t kLongestName = 64, kLongestPrefix = 32;  // bytes

std::string text_of(const Node* node) {
  return node && node->type == Type::string ? node->text : std::string();
}
bool truth_of(const Node* node) {
  return node && node->type == Type::boolean && node->truth;
}

Millis millis_of(const Node* node, Millis fallback) {
  Millis::rep count = 0;
  if (!node || node->type != Type::number) return fallback;
  const auto [end, failed] = std::from_chars(node->text.data(), node->text.data() + node->text.size(), count);
  return failed == std::errc() ? Millis(count) : fallback;
}

std::vector<std::string> strings_of(const Node& list) {
  std::vector<std::string> strings;
  for (const Node& item : list.items) strings.push_back(item.text);
  return strings;
}

// Reads one entry; the shape was checked, so what does not fit is passed over.
class ServerReader {
 public:
  ServerReader(const config::Member& entry, const config::SourcePtr& source,
               const config::Variables& variables, config::Findings& found)
      : entry_(entry), node_(entry.value), source_(source), variables_(variables), found_(found) {}

  ServerConfig read() {
    server_.name = entry_.key;
    server_.disabled = truth_of(node_.find("disabled"));
    server_.trust_annotations = truth_of(node_.find("trustAnnotations"));
    server_.call_timeout = millis_of(node_.find("callTimeoutMs"), server_.call_timeout);
    server_.start_timeout = millis_of(node_.find("startTimeoutMs"), server_.start_timeout);
    const std::string protocol = text_of(node_.find("protocol"));
    if (protocol == "legacy") server_.protocol = Protocol::legacy;
    if (protocol == "modern") server_.protocol = Protocol::modern;
    prefix();
    if (const Node* tools = node_.find("tools")) {
      if (const Node* include = tools->find("include")) server_.include = strings_of(*include);
      if (const Node* exclude = tools->find("exclude")) server_.exclude = strings_of(*exclude);
    }
    if (!remote()) launch();
    return std::move(server_);
  }

 private:
  void error(const config::Place& place, std::string what, std::string label, std::string hint) {
    found_.errors.push_back({std::move(what), source_, place, std::move(label), std::move(hint)});
  }
  // This server cannot run; the others do.
  void problem(const config::Place& place, const std::string& why) {
    if (!server_.problem.empty()) server_.problem += "; ";
    server_.problem +=
        config::where(*source_, place) + ": server " + config::quoted(server_.name) + ": " + why;
  }

  void prefix() {
    const Node* node = node_.find("prefix");
    server_.prefix = node ? text_of(node) : mcp::sanitised(server_.name);
    if (!node) return;
    if (server_.prefix != mcp::sanitised(server_.prefix)) {
      error(node->place, "a prefix has only letters, digits, \"_\" and \"-\"",
            "write " + config::quoted(mcp::sanitised(server_.prefix)), {});
    } else if (server_.prefix.size() > kLongestPrefix) {
      error(node->place, "a prefix has at most " + std::to_string(kLongestPrefix) + " characters", {},
            "names of tools must fit into what hosts allow");
    }
  }

  // A server that is not started but connected to.
  bool remote() {
    const std::string type = text_of(node_.find("type"));
    for (const std::string_view key : {"url", "serverUrl", "httpUrl"}) {
      const auto member = std::ranges::find(node_.members, key, &config::Member::key);
      if (member == node_.members.end()) continue;
      problem(member->place,
              "a server with " + config::quoted(key) + " is not supported yet, only one with \"command\"");
      return true;
    }
    if (type.empty() || type == "stdio") return false;
    problem(node_.find("type")->place,
            "the type " + config::quoted(type) + " is not supported yet, only \"stdio\"");
    return true;
  }

  void launch() {
    const Node* command = node_.find("command");
    if (!command && node_.type == Type::object) {
      error(entry_.place, "mcpServers." + server_.name + " has no \"command\"", {},
            "name the program that is the server");
    }
    if (command) server_.command = expanded(*command);
    if (command && server_.problem.empty() && server_.command.empty())
      problem(command->place, "the command is empty");
    if (const Node* cwd = node_.find("cwd")) server_.cwd = expanded(*cwd);
    if (const Node* args = node_.find("args")) {
      for (const Node& arg : args->items) server_.args.push_back(expanded(arg));
    }
    const Node* env = node_.find("env");
    if (!env) return;
    for (const config::Member& variable : env->members) {
      if (variable.key.empty() || variable.key.find('=') != std::string::npos) {
        error(variable.place, "this is no name of an environment variable", {},
              "it is not empty and has no \"=\"");
      }
      server_.env[variable.key] = expanded(variable.value);
    }
  }

  std::string expanded(const Node& node) {
    auto value = config::expand(text_of(&node), variables_);
    if (value) return std::move(*value);
    problem(node.place, value.error().what);
    return {};
  }

  const config::Member& entry_;
  const Node& node_;
  const config::SourcePtr& source_;
  const config::Variables& variables_;
  config::Findings& found_;
  ServerConfig server_;
};

std::string origin(const PlacedServer& placed) {
  const std::string name = config::quoted(placed.server.name);
  return placed.source ? name + " at " + config::where(*placed.source, placed.place)
                       : name + " on the command line";
}

}  // namespace

std::vector<PlacedServer> read_servers(const config::Node& block, const config::SourcePtr& source,
                                       const config::Variables& variables, config::Findings& found) {
  std::vector<PlacedServer> servers;
  for (const config::Member& entry : block.members) {
    servers.push_back({ServerReader(entry, source, variables, found).read(), source, entry.place});
  }
  return servers;
}

ServerConfig command_server(std::string name, std::vector<std::string> words) {
  ServerConfig server;
  server.prefix = mcp::sanitised(name);
  server.name = std::move(name);
  server.command = std::move(words.front());
  server.args.assign(std::make_move_iterator(words.begin() + 1), std::make_move_iterator(words.end()));
  return server;
}

void check_names(const std::vector<PlacedServer>& servers, config::Problems& errors) {
  const auto report = [&errors](const PlacedServer& at, std::string what, std::string label,
                                std::string hint) {
    errors.push_back({std::move(what), at.source, at.place, std::move(label), std::move(hint)});
  };
  for (std::size_t i = 0; i < servers.size(); ++i) {
    const ServerConfig& server = servers[i].server;
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (server.name.empty() || server.name.size() > kLongestName ||
        std::ranges::any_of(server.name, control)) {
      report(servers[i],
             "a server's name has 1 to " + std::to_string(kLongestName) + " bytes and no control characters",
             {}, {});
      continue;
    }
    if (server.disabled || server.prefix.empty()) continue;
    // A policy reads mcp__fs__x as fs__x, so a deny for a server "mcp" could never be written.
    if (server.prefix == "mcp" || server.prefix.starts_with("mcp__")) {
      report(servers[i], "the prefix " + config::quoted(server.prefix) + " cannot be told from that of hosts",
             {}, "give the server another one: \"prefix\": \"my-mcp\"");
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (servers[j].server.disabled || servers[j].server.prefix != server.prefix) continue;
      report(servers[i],
             "the servers " + config::quoted(servers[j].server.name) + " and " + config::quoted(server.name) +
                 " have the same prefix " + config::quoted(server.prefix),
             "the other is " + origin(servers[j]), "give one of them another: \"prefix\": \"…\"");
    }
  }
}

}  // namespace callgate
