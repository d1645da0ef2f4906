#include "core/guards/budget/account_name.h"

#include "core/guard/call_field.h"
#include "core/json/canonical.h"

namespace callgate::guard {

std::string account_name(Call& call, std::string_view name, const std::vector<policy::Apart>& by) {
  using What = policy::Apart::What;
  std::string account(name);
  const auto add = [&account](std::string_view part) {
    account += '\n' + std::to_string(part.size()) + ':';
    account += part;
  };
  for (const policy::Apart& apart : by) {
    switch (apart.what) {
      case What::principal:
      case What::session:
        break;
      case What::server:
        add(call.tool().server);
        break;
      case What::tool:
        add(call.tool().exposed);
        break;
      case What::field:
        for (const json::Entry* entry : entries_at(call, apart.field)) {
          const Result<std::string> canonical = json::canonical(entry->raw);
          add(canonical ? std::string_view(*canonical) : entry->raw);
        }
        add("");
        break;
    }
  }
  return account;
}

}  // namespace callgate::guard
