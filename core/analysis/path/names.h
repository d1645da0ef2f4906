// What the name of a file alone tells about secrets in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace callgate::analysis {

enum class NameStrength : std::uint8_t {
  strong,    // wherever it lies: "wallet.kdbx"
  dotenv,    // not among the test data of others
  weak,      // a key or a list of passwords: not in tests, examples and packages
  in_hidden  // "tokens.json": only below a hidden folder of somebody's home, "~/.tool/"
};

struct NameHit {
  std::string_view kind;
  NameStrength strength;
};

// By the name, in lower case: environment files (not their examples), private keys, key stores, lists of
// credentials. Code, documents and public keys are nothing.
std::optional<NameHit> judge_name(std::string_view name);

// Whether the name says that it is only an example: "terraform.example.tfvars".
bool is_example(std::string_view name);

// Whether the name is of a copy kept beside: "id_rsa.bak", "shadow-"; the name without that, else "".
std::string_view name_of_backup(std::string_view name);

}  // namespace callgate::analysis
