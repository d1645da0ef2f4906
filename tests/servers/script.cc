#include "script.h"

#include <fstream>
#include <set>
#include <sstream>

namespace callgate::test {
namespace {

const std::set<std::string> kMembers = {"era",          "name",      "title",    "version",    "versions",
                                        "capabilities", "tools",     "ttlMs",    "prompts",    "instructions",
                                        "resources",    "templates", "pageSize", "cacheScope", "rules",
                                        "calls",        "ignore",    "about"};
const std::set<std::string> kRuleMembers = {"on", "name", "uri", "nth", "from", "run", "do", "about"};

std::string unknown_member(const Json& object, const std::set<std::string>& known) {
  for (const auto& [key, value] : object.items()) {
    if (!known.contains(key)) return "unknown member \"" + key + "\"";
  }
  return {};
}

std::string find_problem(const Json& root) {
  if (!root.is_object()) return "a script is a JSON object";
  if (std::string problem = unknown_member(root, kMembers); !problem.empty()) return problem;
  for (const Json& rule : root.value("rules", Json::array())) {
    if (std::string problem = unknown_member(rule, kRuleMembers); !problem.empty())
      return "rules: " + problem;
    if (!rule.contains("on") || !rule.contains("do")) return "a rule needs \"on\" and \"do\"";
  }
  return {};
}

bool wants(const Json& rule, const std::string& event, const Json& params, int run) {
  if (rule["on"] != event && rule["on"] != "*") return false;
  if (rule.contains("run") && rule["run"] != run) return false;
  for (const char* key : {"name", "uri"}) {
    if (rule.contains(key) && (!params.is_object() || !params.contains(key) || params[key] != rule[key]))
      return false;
  }
  return true;
}

}  // namespace

Script Script::load(const std::string& source, int run, std::string& problem) {
  Script script;
  script.run_ = run;
  std::string text = source;
  if (text.empty() || text[0] != '{') {
    std::ifstream file(source);
    if (!file) problem = source + ": cannot be read";
    text = (std::ostringstream() << file.rdbuf()).str();
  }
  if (!problem.empty()) return script;
  script.root_ = Json::parse(text, nullptr, false);
  problem = script.root_.is_discarded() ? "the script is no JSON" : find_problem(script.root_);
  return script;
}

const Json& Script::operator[](const std::string& member) const {
  static const Json kNull;
  const auto found = root_.find(member);
  return found == root_.end() ? kNull : *found;
}

std::string Script::text(const std::string& member, const std::string& otherwise) const {
  const Json& value = (*this)[member];
  return value.is_string() ? value.get<std::string>() : otherwise;
}

const Json* Script::actions_for(const std::string& event, const Json& params, int& hits) {
  const Json& rules = (*this)["rules"];
  const Json* chosen = nullptr;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!wants(rules[i], event, params, run_)) continue;
    const int met = ++hits_[i];  // every rule counts, also behind the one that is chosen
    const bool due =
        (!rules[i].contains("nth") || rules[i]["nth"] == met) && met >= rules[i].value("from", 1);
    if (!due || chosen != nullptr) continue;
    chosen = &rules[i]["do"];
    hits = met;
  }
  if (chosen != nullptr) return chosen;
  const Json& calls = (*this)["calls"];
  if (event != "tools/call" || !params.is_object() || !calls.is_object()) return nullptr;
  const auto name = params.find("name");
  if (name == params.end() || !name->is_string() || !calls.contains(name->get<std::string>())) return nullptr;
  hits = ++calls_[name->get<std::string>()];
  return &calls[name->get<std::string>()];
}

}  // namespace callgate::test
