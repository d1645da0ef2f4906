#include "gateway/config.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "core/config/units.h"
#include "core/policy/reader.h"
#include "gateway/command_line.h"
#include "gateway/config_servers.h"
#include "gateway/config_shape.h"
#include "gateway/text_file.h"
#include "gateway/time_zones.h"

namespace callgate {
namespace {

using config::Node;
using config::Type;

// Reads everything one launch names, collecting what is wrong on the way.
class ConfigReader {
 public:
  ConfigReader(const Launch& launch, const std::map<std::string, std::string>& environment)
      : launch_(launch), environment_(environment) {}

  ConfigReading read() {
    if (launch_.config) read_file();
    const std::vector<PlacedServer> servers = all_servers();
    check_names(servers, found_.errors);
    for (const PlacedServer& placed : servers) config_.servers.push_back(placed.server);
    read_policies();
    read_tool_lock();
    config::sort_by_place(found_.errors);
    if (!found_.errors.empty()) return {std::nullopt, std::move(found_)};
    for (const config::Problem& warning : found_.warnings)
      config_.warnings.push_back(config::one_line(warning));
    return {std::move(config_), std::move(found_)};
  }

 private:
  void error(std::string what, std::string label, std::string hint) {
    found_.errors.push_back({std::move(what), nullptr, {}, std::move(label), std::move(hint)});
  }
  void error(const Node& at, std::string what, std::string label, std::string hint) {
    found_.errors.push_back({std::move(what), source_, at.place, std::move(label), std::move(hint)});
  }
  void warn(std::string what, std::string hint) {
    found_.warnings.push_back({std::move(what), nullptr, {}, {}, std::move(hint)});
  }

  void read_file() {
    config_.files.push_back(*launch_.config);
    auto text = read_text_file(*launch_.config);
    if (!text) {
      return error("the configuration " + config::quoted(launch_.config->string()) + " cannot be read",
                   text.error().what,
                   "--config names it; a relative path counts from the folder Callgate is started in");
    }
    source_ =
        std::make_shared<const config::Source>(config::Source{launch_.config->string(), std::move(*text)});
    root_ = config::parse_jsonc(source_, found_.errors);
    if (!root_) return;
    config::check(*root_, config_shape_without_policy(), source_, "the configuration", "", found_);
    settings();
  }

  void settings() {
    if (const Node* approvals = root_->find("approvals")) {
      if (const Node* channels = approvals->find("channels")) {
        config_.approvals.channels.clear();
        for (const Node& channel : channels->items) config_.approvals.channels.push_back(channel.text);
      }
      if (const Node* budget = approvals->find("holdBudget")) {
        config_.approvals.hold_budget = config::parse_duration(budget->text);
      }
      config_.approvals.pending_ttl = duration(approvals->find("pendingTtl"), config_.approvals.pending_ttl);
      config_.approvals.grant_ttl = duration(approvals->find("grantTtl"), config_.approvals.grant_ttl);
    }
    if (const Node* ledger = root_->find("ledger")) {
      if (const Node* durable = ledger->find("durable")) config_.ledger.durable = durable->truth;
      if (const Node* size = ledger->find("maxBytes")) {
        config_.ledger.max_bytes = config::parse_size(size->text).value_or(config_.ledger.max_bytes);
      }
      config_.ledger.keep = duration(ledger->find("keep"), config_.ledger.keep);
      const Node* arguments = ledger->find("arguments");
      const auto kept = std::ranges::find(kKeptArgumentsWords, arguments ? arguments->text : "");
      if (kept != std::end(kKeptArgumentsWords))
        config_.ledger.arguments = static_cast<KeptArguments>(kept - kKeptArgumentsWords);
    }
    const Node* names = root_->find("names");
    if (const Node* length = names ? names->find("maxLength") : nullptr) {
      std::from_chars(length->text.data(), length->text.data() + length->text.size(),
                      config_.max_name_length);
    }
    const Node* annotate = root_->find("annotate");
    if (annotate && annotate->text == "always") config_.annotate = Annotate::always;
    if (annotate && annotate->text == "never") config_.annotate = Annotate::never;
  }

  static Millis duration(const Node* node, Millis fallback) {
    return node ? config::parse_duration(node->text).value_or(fallback) : fallback;
  }

  // The file's, those of --server (which replace the file's of the same name), or the one after "--".
  std::vector<PlacedServer> all_servers() {
    if (!launch_.command.empty() && !launch_.servers.empty()) {
      error("--server and \"--\" cannot be used together", {},
            "write the one server after \"--\" as a --server too");
      return {};
    }
    const Node* block = root_ ? root_->find("mcpServers") : nullptr;
    if (!launch_.command.empty()) {
      if (block && !block->members.empty()) {
        warn("the servers of " + source_->file + " are not started", "only the one after \"--\" is");
      }
      config_.unnamed = true;
      return {{single_server(), nullptr, {}}};
    }
    std::vector<PlacedServer> servers;
    if (block) servers = read_servers(*block, source_, variables(), found_);
    for (const std::string& flag : launch_.servers) add_flag(flag, servers);
    complain_if_none(servers, block);
    return servers;
  }

  config::Variables variables() const {
    std::error_code failed;
    return {environment_, std::filesystem::current_path(failed).string()};
  }

  ServerConfig single_server() const {
    std::string name = std::filesystem::path(launch_.command.front()).filename().string();
    if (name.empty()) name = "server";
    ServerConfig server = command_server(std::move(name), launch_.command);
    server.prefix.clear();
    return server;
  }

  void add_flag(const std::string& flag, std::vector<PlacedServer>& servers) {
    auto parsed = parse_named_command(flag);
    if (!parsed)
      return error("--server " + config::quoted(flag) + " cannot be read", parsed.error().what, {});
    const auto same =
        std::ranges::find(servers, parsed->name, [](const PlacedServer& p) { return p.server.name; });
    PlacedServer added{command_server(parsed->name, std::move(parsed->words)), nullptr, {}};
    if (same == servers.end()) {
      servers.push_back(std::move(added));
    } else if (same->source) {
      *same = std::move(added);
    } else {
      error("--server names " + config::quoted(same->server.name) + " twice", {}, {});
    }
  }

  void complain_if_none(const std::vector<PlacedServer>& servers, const Node* block) {
    if (!servers.empty() || !launch_.needs_servers || !found_.errors.empty()) return;
    if (block) return warn(source_->file + " names no server", "fill in \"mcpServers\"");
    if (root_)
      return error(*root_, "there is no \"mcpServers\" here, so there is nothing to start", {},
                   "paste the block of your host");
    error("there is nothing to start", {},
          "name a configuration with --config, or a server: callgate -- COMMAND");
  }

  void read_policies() {
    std::vector<policy::Layer> layers;
    const Node* policy = root_ ? root_->find("policy") : nullptr;
    if (!launch_.policies.empty()) {
      for (const auto& path : launch_.policies) add_policy(path, path.string(), nullptr, layers);
    } else if (policy && policy->type == Type::object) {
      layers.push_back({source_, *policy});
    } else if (policy && policy->type == Type::string) {
      add_named(*policy, layers);
    } else if (policy) {
      for (const Node& file : policy->items) add_named(file, layers);
    }
    const auto reading = policy::read_policy(
        layers, {launch_.preset, launch_.profile, launch_.observe, launch_.remarks}, found_);
    if (!reading) return;
    config_.policy = reading->policy;
    check_time_zones();
    settle_trust(reading->names_trusted);
  }

  // Only the machine knows which there are.
  void check_time_zones() {
    TimeZones zones;
    for (const policy::Rule& rule : config_.policy.rules) {
      if (!rule.obligations.active || zones.find(rule.obligations.active->tz)) continue;
      error("rule " + config::quoted(rule.id) + " (" + rule.where +
                ") names a time zone that this machine does not know",
            rule.obligations.active->tz,
            "names are those of the IANA database, such as Europe/London (package tzdata)");
    }
  }

  void add_named(const Node& node, std::vector<policy::Layer>& layers) {
    if (node.type != Type::string || node.text.empty()) return;
    const auto path = (launch_.config->parent_path() / node.text).lexically_normal();
    add_policy(path, node.text, &node, layers);
  }

  void add_policy(const std::filesystem::path& path, const std::string& spelled, const Node* at,
                  std::vector<policy::Layer>& layers) {
    config_.files.push_back(path);
    auto text = read_text_file(path);
    if (!text) {
      if (text.error().code == Errc::not_found && spelled.ends_with(".local.jsonc")) return;
      const std::string what = "the policy " + config::quoted(spelled) + " cannot be read";
      if (!at) return error(what, text.error().what, {});
      return error(*at, what, text.error().what,
                   "a relative path counts from the folder of the configuration");
    }
    auto source = std::make_shared<const config::Source>(config::Source{path.string(), std::move(*text)});
    auto tree = config::parse_jsonc(source, found_.errors);
    if (tree) layers.push_back({std::move(source), std::move(*tree)});
  }

  void read_tool_lock() {
    const std::filesystem::path file = tool_lock_of(launch_);
    if (file.empty()) return;
    config_.files.push_back(file);
    auto text = read_text_file(file);
    if (!text && text.error().code == Errc::not_found) return;
    if (!text)
      return error("the lock file " + config::quoted(file.string()) + " cannot be read", text.error().what,
                   {});
    auto lock = tool_lock::read_lock(
        std::make_shared<const config::Source>(config::Source{file.string(), std::move(*text)}), found_);
    if (lock) config_.tool_lock = std::make_shared<const tool_lock::ToolLock>(std::move(*lock));
  }

  // trustAnnotations of the policy, if it is written, wins over the servers' own flags.
  void settle_trust(bool names_trusted) {
    std::vector<std::string>& trusted = config_.policy.trust_annotations;
    if (!names_trusted) {
      for (const ServerConfig& server : config_.servers) {
        if (server.trust_annotations) trusted.push_back(server.name);
      }
      return;
    }
    for (ServerConfig& server : config_.servers) {
      server.trust_annotations = std::ranges::find(trusted, server.name) != trusted.end();
    }
    if (!launch_.needs_servers) return;
    for (const std::string& name : trusted) {
      if (std::ranges::find(config_.servers, name, &ServerConfig::name) != config_.servers.end()) continue;
      warn("trustAnnotations names " + config::quoted(name) + ", but there is no such server", {});
    }
  }

  const Launch& launch_;
  const std::map<std::string, std::string>& environment_;
  config::SourcePtr source_;
  std::optional<Node> root_;
  Config config_;
  config::Findings found_;
};

}  // namespace

void throw_exception_from_error(const ConfigErrors& errors, const boost::source_location&) {
  for (const std::string& text : errors.errors) std::fprintf(stderr, "%s\n", text.c_str());
  std::abort();
}

std::filesystem::path tool_lock_of(const Launch& launch) {
  if (!launch.config) return {};
  return launch.config->parent_path() / tool_lock::kFileName;
}

ConfigReading inspect_config(const Launch& launch, const std::map<std::string, std::string>& environment) {
  return ConfigReader(launch, environment).read();
}

ConfigResult read_config(const Launch& launch, const std::map<std::string, std::string>& environment) {
  ConfigReading reading = inspect_config(launch, environment);
  if (reading.config) return std::move(*reading.config);
  ConfigErrors errors;
  for (const config::Problem& problem : reading.found.errors)
    errors.errors.push_back(config::render(problem));
  return errors;
}

}  // namespace callgate
