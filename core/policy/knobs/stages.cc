#include "core/policy/knobs/stages.h"

#include "core/policy/node_values.h"

namespace callgate::policy {

void read_value(const config::Node& node, StageList& stages) {
  stages.clear();
  for (const config::Node& item : node.items) {
    Stage& stage = stages.emplace_back();
    if (const config::Node* name = item.find("name")) stage.name = name->text;
    stage.tools = strings_of(item.find("tools"));
    stage.until = strings_of(item.find("until"));
    stage.approve = truth_of(item.find("approve")).value_or(false);
  }
}

std::string print_value(const StageList&, const config::Shape&) {
  return "[]";  // the default; nothing else is printed
}

}  // namespace callgate::policy
