// under: whether a path lies in a folder, wherever its spelling and links lead.
#include <algorithm>

#include "core/analysis/path/under.h"
#include "core/config/jsonc.h"
#include "core/policy/operators.h"

namespace callgate::policy {
namespace {

using analysis::PathContext;
using config::Node;

constexpr std::string_view kWorkspace = "${workspace}";

bool is_other_url(std::string_view text) {
  return text.find("://") != text.npos && !text.starts_with("file:") && !text.starts_with("FILE:");
}

class Under final : public PositiveOperator {
 public:
  explicit Under(std::vector<std::string> folders) : folders_(std::move(folders)) {}

 private:
  Truth judge(const Value& value, Scene& scene) const override {
    if (value.type != json::Type::string) return scene.misfit(value, "under", "a string");
    if (is_other_url(value.text)) return Truth::no;
    const std::string start = scene.world.folder_of(scene.call.tool().server);
    const PathContext context{scene.world.home(), start};
    const std::string path = analysis::canonical_path(value.text, context);
    if (!path.starts_with('/') || value.text.find('\0') != value.text.npos)
      return unknown_place(scene, value.text);
    const std::string real = scene.world.real_path(path);
    // Some programs take "x/.." away before they look at links, others after: where they would arrive at
    // different places, nobody knows which it will be.
    const bool steps_back = value.text.find("..") != value.text.npos && value.text.starts_with('/');
    const std::string by_links = steps_back ? scene.world.real_path(std::string(value.text)) : real;
    Truth found = Truth::no;
    for (const std::string& folder : folders_) {
      const std::string there = analysis::canonical_path(with_workspace(folder, scene), context);
      if (!there.starts_with('/')) {
        found = unknown_place(scene, folder);
        continue;
      }
      const std::string real_folder = scene.world.real_path(there);
      const bool within = analysis::is_under(real, real_folder);
      const bool sure =
          read_alike(value.text, there, context) && within == analysis::is_under(by_links, real_folder);
      if (!sure) return unknown_place(scene, value.text);
      if (within) found = Truth::yes;
    }
    return found;
  }

  // Whether all ways to read the text (percent signs, backslashes) lead to the same side of the folder.
  static bool read_alike(std::string_view text, const std::string& folder, const PathContext& context) {
    return analysis::is_under(text, folder, context) == analysis::may_be_under(text, folder, context);
  }

  static Truth unknown_place(Scene& scene, std::string_view text) {
    return scene.doubt(Trouble::Kind::type,
                       "nobody can say where the path " + config::quoted(text.substr(0, 200)) + " leads");
  }

  static std::string with_workspace(const std::string& folder, const Scene& scene) {
    if (!folder.starts_with(kWorkspace)) return folder;
    const std::string workspace = scene.world.workspace();
    return workspace.empty() ? "~unknown" : workspace + folder.substr(kWorkspace.size());
  }

  const std::vector<std::string> folders_;
};

}  // namespace

PredicatePtr make_under(const Node& operand, const Operands& operands) {
  std::vector<std::string> folders = operands.texts(operand);
  for (const std::string& folder : folders) {
    const std::size_t dollar = folder.find("${");
    if (dollar == folder.npos || (dollar == 0 && folder.starts_with(kWorkspace))) continue;
    operands.error(operand, config::quoted(folder) + " holds a variable that is not known",
                   R"(only "${workspace}" at the beginning is)");
    return nullptr;
  }
  return std::make_unique<Under>(std::move(folders));
}

}  // namespace callgate::policy
