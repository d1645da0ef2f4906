// under: whether a path lies in a folder, wherever its spelling and links lead.
#include <algorithm>

#include "core/base/plain_path.h"
#include "core/config/jsonc.h"
#include "core/policy/operators.h"

namespace callgate::policy {
namespace {

using config::Node;

constexpr std::string_view kFile = "file://", kWorkspace = "${workspace}";

// A path as rule or call writes it, absolute; empty if that cannot be known, or if it is no path.
std::string absolute(std::string_view text, const Scene& scene) {
  if (text.starts_with(kFile)) text.remove_prefix(kFile.size());
  if (text.starts_with('/')) return std::string(text);
  if (text == "~" || text.starts_with("~/")) {
    return scene.world.home().empty() ? std::string() : scene.world.home() + std::string(text.substr(1));
  }
  if (text.starts_with('~')) return {};
  const std::string folder = scene.world.folder_of(scene.call.tool().server);
  return folder.empty() ? std::string() : folder + '/' + std::string(text);
}

bool lies_in(std::string_view path, std::string_view folder) {
  if (folder == "/") return true;
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

class Under final : public PositiveOperator {
 public:
  explicit Under(std::vector<std::string> folders) : folders_(std::move(folders)) {}

 private:
  Truth judge(const Value& value, Scene& scene) const override {
    if (value.type != json::Type::string) return scene.misfit(value, "under", "a string");
    if (value.text.find("://") != value.text.npos && !value.text.starts_with(kFile)) return Truth::no;
    const std::string path = absolute(value.text, scene);
    if (path.empty()) return unknown_place(scene, value.text);
    // Some programs take "x/.." away before they look at links, others after: where they would arrive at
    // different places, nobody knows which it will be.
    const Truth by_spelling = in_any(scene.world.real_path(plain_path(path)), scene);
    if (path.find("/..") == path.npos) return by_spelling;
    const Truth by_links = in_any(plain_path(scene.world.real_path(path)), scene);
    return by_spelling == by_links ? by_spelling : unknown_place(scene, value.text);
  }

  static Truth unknown_place(Scene& scene, std::string_view text) {
    return scene.doubt(Trouble::Kind::type,
                       "nobody can say where the path " + config::quoted(text.substr(0, 200)) + " leads");
  }

  Truth in_any(std::string_view path, Scene& scene) const {
    Truth found = Truth::no;
    for (const std::string& folder : folders_) {
      const std::string there = folder_of(folder, scene);
      if (there.empty()) found = unknown_place(scene, folder);
      if (!there.empty() && lies_in(path, scene.world.real_path(plain_path(there)))) return Truth::yes;
    }
    return found;
  }

  static std::string folder_of(const std::string& folder, const Scene& scene) {
    if (!folder.starts_with(kWorkspace)) return absolute(folder, scene);
    const std::string workspace = scene.world.workspace();
    return workspace.empty() ? workspace : workspace + folder.substr(kWorkspace.size());
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
