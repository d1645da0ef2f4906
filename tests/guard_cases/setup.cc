#include "setup.h"

#include <algorithm>

namespace callgate::guard_cases {

Json& at_path(Json& root, std::string_view path) {
  Json* at = &root;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    at = &(*at)[std::string(path.substr(begin, end - begin))];
    begin = end + 1;
  }
  return *at;
}

namespace {

const Json* find_path(const Json& root, std::string_view path) {
  const Json* at = &root;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    const auto found = at->find(path.substr(begin, end - begin));
    if (found == at->end()) return nullptr;
    at = &*found;
    begin = end + 1;
  }
  return at;
}

// Knobs of which no row knows, at every depth that rows look into.
void note_unknown(std::span<const Row> rows, std::span<const std::string_view> known, const Json& config,
                  const std::string& above, Setup& setup) {
  for (const auto& [key, value] : config.items()) {
    const std::string path = above + key;
    const bool is_known = std::ranges::find(known, path) != known.end() ||
                          std::ranges::find(rows, path, &Row::knob) != rows.end();
    const bool leads_on =
        std::ranges::any_of(rows, [&](const Row& row) { return row.knob.starts_with(path + "."); });
    if (leads_on && value.is_object()) {
      note_unknown(rows, known, value, path + ".", setup);
    } else if (!is_known && !value.is_null()) {
      setup.problem = "knob " + path + " has no row";
    }
  }
}

}  // namespace

void apply(std::span<const Row> rows, std::span<const std::string_view> known, const Json& config,
           Setup& setup) {
  for (const Row& row : rows) {
    const Json* value = find_path(config, row.knob);
    if (!value) continue;
    at_path(setup.policy, row.place) = value->is_null() ? Json("none")
                                       : row.convert    ? row.convert(*value)
                                                        : *value;
  }
  note_unknown(rows, known, config, "", setup);
}

std::pair<std::string, std::string> names_of(const std::string& tool) {
  const std::size_t cut = tool.find_last_of(".:");
  if (cut == tool.npos) return {"s", tool};
  return {tool.substr(0, cut), tool.substr(cut + 1)};
}

Json pattern(const Json& name) {
  if (name.is_string()) {
    const std::string text = name;
    const std::size_t cut = text.find_last_of(".:");
    return cut == text.npos ? "*__" + text : text.substr(0, cut) + "__" + text.substr(cut + 1);
  }
  Json out = name.is_array() ? Json::array() : Json::object();
  if (name.is_array()) {
    for (const Json& each : name) out.push_back(pattern(each));
  } else {
    for (const auto& [key, value] : name.items()) out[pattern(key).get<std::string>()] = value;
  }
  return out;
}

Setup setup_for(const Json& one) {
  static const std::map<std::string_view, void (*)(const Json&, Setup&)> kAdapters = {
      {"auraguard", &adapt_auraguard}, {"callguard", &adapt_callguard},
      {"edictum", &adapt_edictum},     {"agent-execution-guard", &adapt_execution_guard},
      {"chuk", &adapt_chuk},           {"agentguard-go", &adapt_agentguard},
  };
  Setup setup;
  setup.policy = {{"version", 1}, {"preset", "balanced"}, {"guards", Json::object()}};
  const auto adapter = kAdapters.find(one.at("source").get<std::string>());
  if (adapter == kAdapters.end()) {
    setup.problem = "no adapter for " + one.at("source").get<std::string>();
  } else {
    adapter->second(one, setup);
  }
  return setup;
}

}  // namespace callgate::guard_cases
