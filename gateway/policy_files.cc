#include "gateway/policy_files.h"

#include "gateway/text_file.h"

namespace callgate {
namespace {

using config::Node;

class Reader {
 public:
  explicit Reader(config::Findings& found) : found_(found) {}

  // One that a configuration names is a policy, whatever stands in it.
  void file(const std::filesystem::path& path, bool is_named = false) {
    auto text = read_text_file(path);
    if (!text) {
      const bool optional = is_named && path.string().ends_with(".local.jsonc");
      if (!optional || text.error().code != Errc::not_found)
        found_.errors.push_back(
            {config::quoted(path.string()) + " cannot be read", nullptr, {}, text.error().what, {}});
      return;
    }
    auto source = std::make_shared<const config::Source>(config::Source{path.string(), std::move(*text)});
    auto tree = config::parse_jsonc(source, found_.errors);
    if (!tree) return;
    const Node* policy = tree->find("policy");
    if (is_named || (!policy && !tree->find("mcpServers"))) {
      files_.layers.push_back({std::move(source), std::move(*tree)});
      return;
    }
    files_.config = path;
    if (!policy) return;
    if (policy->type == config::Type::object) return files_.layers.push_back({source, *policy});
    named(path, *policy);
    for (const Node& item : policy->items) named(path, item);
  }

  PolicyFiles take() { return std::move(files_); }

 private:
  void named(const std::filesystem::path& config, const Node& name) {
    if (name.type != config::Type::string || name.text.empty()) return;
    file((config.parent_path() / name.text).lexically_normal(), true);
  }

  config::Findings& found_;
  PolicyFiles files_;
};

}  // namespace

PolicyFiles read_policy_files(const std::vector<std::filesystem::path>& files, config::Findings& found) {
  Reader reader(found);
  for (const std::filesystem::path& file : files) reader.file(file);
  return reader.take();
}

}  // namespace callgate
