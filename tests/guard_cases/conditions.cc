#include "conditions.h"

#include <algorithm>
#include <map>

namespace callgate::guard_cases {
namespace {

constexpr std::string_view kPrincipal = "principal.";

// Who calls is told by the gateway's launch, so what is known of it are variables of its environment.
std::string variable_of(std::string member) {
  std::ranges::replace(member, '.', '_');
  return "PRINCIPAL_" + member;
}

std::string field_of(const std::string& selector) {
  if (selector.starts_with(kPrincipal)) return "env." + variable_of(selector.substr(kPrincipal.size()));
  return selector == "output.text" ? "result.text" : selector;
}

// Names of tools have their server before them here.
Json operand_of(const std::string& selector, const Json& operand) {
  if (selector != "tool.name") return operand;
  if (operand.is_string()) {
    const auto [server, name] = names_of(operand);
    return server + "__" + name;
  }
  Json out = operand;
  for (Json& each : out) each = operand_of(selector, each);
  return out;
}

// One operator, null counting as absent.
Json predicate(const std::string& word, const Json& operand) {
  static const std::map<std::string_view, const char*> kPositive = {{"equals", "eq"},
                                                                    {"in", "in"},
                                                                    {"contains", "contains"},
                                                                    {"contains_any", "containsAny"},
                                                                    {"starts_with", "startsWith"},
                                                                    {"ends_with", "endsWith"},
                                                                    {"matches", "regex"},
                                                                    {"gt", "gt"},
                                                                    {"gte", "gte"},
                                                                    {"lt", "lt"},
                                                                    {"lte", "lte"}};
  const Json is_null = {{"type", "null"}};
  if (word == "exists" && operand == false) return {{"any", {Json{{"exists", false}}, is_null}}};
  if (word == "exists") return {{"exists", operand}, {"not", is_null}};
  if (word == "not_equals") return {{"ne", operand}};
  if (word == "not_in") return {{"notIn", operand}};
  Json test = Json::object();
  const auto known = kPositive.find(word);
  if (known != kPositive.end()) {
    test[known->second] = operand;
  } else if (word == "matches_any") {
    for (const Json& one : operand) test["any"].push_back(Json{{"regex", one}});
  } else {
    test[word] = operand;
  }
  return {{"all", {Json{{"not", is_null}}, test}}};
}

void add_principal(const std::string& above, const Json& value, Setup& setup) {
  if (value.is_object()) {
    for (const auto& [key, member] : value.items())
      add_principal(above.empty() ? key : above + "." + key, member, setup);
  } else if (value.is_string()) {
    setup.variables[variable_of(above)] = value;
  } else if (!value.is_null()) {
    setup.problem = "principal." + above + " is no text";
  }
}

}  // namespace

Json condition_of(const Json& when) {
  Json out = Json::object();
  for (const auto& [key, value] : when.items()) {
    if (key == "all" || key == "any") {
      out[key] = Json::array();
      for (const Json& each : value) out[key].push_back(condition_of(each));
    } else if (key == "not") {
      out[key] = condition_of(value);
    } else {
      Json& tests = out[field_of(key)];
      for (const auto& [word, operand] : value.items())
        tests["all"].push_back(predicate(word, operand_of(key, operand)));
    }
  }
  return out;
}

Json plain_message(const Json& message) {
  std::string text = message;
  for (std::size_t at = text.find("${"); at != text.npos; at = text.find("${", at)) text.erase(at, 1);
  return text;
}

void principal_variables(const Json& principal, Setup& setup) {
  add_principal("", principal, setup);
}

}  // namespace callgate::guard_cases
