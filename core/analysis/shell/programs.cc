#include "core/analysis/shell/programs.h"

#include <unordered_map>
#include <vector>

namespace callgate::analysis::shell {
namespace {

// Names to rows. Names with a star stand in a short list of their own and are asked last.
class Index {
 public:
  Index() {
    for (const std::span<const Program> table :
         {text_programs(), file_programs(), wrapper_programs(), shell_programs(), process_programs(),
          version_programs(), package_programs(), container_programs(), network_programs(), system_programs(),
          language_programs(), disk_programs(), account_programs(), cloud_programs(), database_programs(),
          build_programs(), editor_programs(), windows_programs()}) {
      for (const Program& row : table) add(row);
    }
  }

  const Program* find(std::string_view name) const {
    const auto exact = by_name_.find(name);
    if (exact != by_name_.end()) return exact->second;
    for (const auto& [pattern, row] : patterns_) {
      if (fits_one(pattern, name)) return row;
    }
    return nullptr;
  }

 private:
  void add(const Program& row) {
    std::string_view names = row.names;
    for (;;) {
      const std::size_t bar = names.find('|');
      const std::string_view name = names.substr(0, bar);
      if (name.find('*') == std::string_view::npos) {
        by_name_.emplace(name, &row);
      } else {
        patterns_.emplace_back(name, &row);
      }
      if (bar == std::string_view::npos) return;
      names.remove_prefix(bar + 1);
    }
  }

  std::unordered_map<std::string_view, const Program*> by_name_;
  std::vector<std::pair<std::string_view, const Program*>> patterns_;
};

}  // namespace

const Program* find_program(std::string_view name) {
  static const Index kIndex;
  return kIndex.find(name);
}

}  // namespace callgate::analysis::shell
