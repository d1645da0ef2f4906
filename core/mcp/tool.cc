#include "core/mcp/tool.h"

#include "core/base/digest.h"
#include "core/json/canonical.h"

namespace callgate::mcp {

const std::string& Tool::digest() const {
  if (digest_.empty()) {
    auto text = json::canonical(definition.view());
    // A definition without a canonical form (a repeated key, an absurd exponent) is pinned by its very bytes.
    digest_ = sha256_hex(text ? std::string_view(*text) : definition.view());
  }
  return digest_;
}

}  // namespace callgate::mcp
