#include "core/analysis/path/names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/analysis/words.h"

namespace callgate::analysis {
namespace {

using Words = std::span<const std::string_view>;

struct Ending {
  std::string_view text;
  NameHit hit;
};

constexpr std::array kEndings = {Ending{"p12", {"key", NameStrength::weak}},
                                 Ending{"pfx", {"key", NameStrength::weak}},
                                 Ending{"pkcs12", {"key", NameStrength::weak}},
                                 Ending{"p8", {"key", NameStrength::weak}},
                                 Ending{"pk8", {"key", NameStrength::weak}},
                                 Ending{"ppk", {"key", NameStrength::weak}},
                                 Ending{"jks", {"key", NameStrength::weak}},
                                 Ending{"bks", {"key", NameStrength::weak}},
                                 Ending{"jceks", {"key", NameStrength::weak}},
                                 Ending{"keystore", {"key", NameStrength::weak}},
                                 Ending{"keytab", {"key", NameStrength::weak}},
                                 Ending{"pem", {"key", NameStrength::weak}},
                                 Ending{"key", {"key", NameStrength::weak}},
                                 Ending{"ovpn", {"network", NameStrength::weak}},
                                 Ending{"nmconnection", {"network", NameStrength::weak}},
                                 Ending{"kdbx", {"keychain", NameStrength::strong}},
                                 Ending{"kdb", {"keychain", NameStrength::strong}},
                                 Ending{"psafe3", {"keychain", NameStrength::strong}},
                                 Ending{"agilekeychain", {"keychain", NameStrength::strong}},
                                 Ending{"opvault", {"keychain", NameStrength::strong}},
                                 Ending{"1pif", {"keychain", NameStrength::strong}},
                                 Ending{"1pux", {"keychain", NameStrength::strong}},
                                 Ending{"keychain", {"keychain", NameStrength::strong}},
                                 Ending{"keychain-db", {"keychain", NameStrength::strong}},
                                 Ending{"keyring", {"keychain", NameStrength::weak}},
                                 Ending{"kwl", {"keychain", NameStrength::strong}},
                                 Ending{"bek", {"key", NameStrength::weak}},
                                 Ending{"token", {"token", NameStrength::weak}},
                                 Ending{"wallet", {"wallet", NameStrength::weak}}};

constexpr std::array<std::string_view, 23> kPublicWords = {
    "pub",     "public",  "cert",      "certs",  "certificate", "certificates", "ca",           "cacert",
    "cacerts", "chain",   "fullchain", "bundle", "root",        "roots",        "intermediate", "csr",
    "crl",     "dhparam", "dhparams",  "dh",     "trust",       "trusted",      "crt"};
constexpr std::array<std::string_view, 4> kTrustWords = {"trust", "truststore", "cacerts", "trusted"};
constexpr std::array<std::string_view, 8> kPrivateWords = {"key",    "private", "priv",       "privkey",
                                                           "secret", "keypair", "privatekey", "sk"};
constexpr std::array<std::string_view, 17> kExampleWords = {
    "example",  "examples", "sample", "samples", "template", "tmpl", "tpl",  "dist", "default",
    "defaults", "schema",   "skel",   "dummy",   "mock",     "stub", "demo", "fake"};
// Endings of files that people read or compile, however they are called.
constexpr std::array<std::string_view, 46> kTextEndings = {
    "md",    "mdx", "rst", "adoc", "html", "htm", "css", "scss", "svg",   "png", "jpg",    "gif",
    "pdf",   "js",  "mjs", "cjs",  "jsx",  "ts",  "mts", "cts",  "tsx",   "vue", "svelte", "py",
    "pyi",   "rb",  "go",  "rs",   "c",    "h",   "cc",  "cpp",  "hpp",   "cs",  "java",   "kt",
    "swift", "php", "pl",  "lua",  "ex",   "exs", "erl", "hs",   "scala", "dart"};
constexpr std::array<std::string_view, 15> kDataEndings = {"",    "json", "yaml", "yml",        "toml",
                                                           "ini", "txt",  "csv",  "xml",        "conf",
                                                           "cfg", "env",  "dat",  "properties", "db"};

constexpr std::array<std::string_view, 12> kSecretWords = {
    "secret",   "secrets",   "credential", "credentials", "cred",        "creds",
    "password", "passwords", "passwd",     "passphrase",  "passphrases", "htpasswd"};
// Words that may stand beside them in the name of such a list.
constexpr std::array<std::string_view, 33> kOwners = {
    "my",      "app",    "db",    "database",   "aws",     "gcp",    "gcloud", "google",      "azure",
    "github",  "gitlab", "prod",  "production", "staging", "stage",  "dev",    "development", "local",
    "live",    "client", "user",  "users",      "admin",   "root",   "api",    "key",         "keys",
    "account", "login",  "oauth", "token",      "tokens",  "service"};
// Words of what programs keep in hidden folders.
constexpr std::array<std::string_view, 12> kTokenWords = {"token",   "tokens", "auth",    "cookie",
                                                          "cookies", "login",  "session", "oauth",
                                                          "apikey",  "secret", "secrets", "credentials"};

// Names that programs and people give to a file with nothing but a token in it.
constexpr std::array<std::string_view, 18> kHeld = {
    ".api_key",     ".api-key",      ".apikey",       "token.json",  "token.txt",   "api_key.txt",
    "apikey.txt",   "api-key.txt",   "api_keys.txt",  "apikeys.txt", "apikey.json", "apikeys.json",
    "api_key.json", "api_keys.json", "api-keys.json", "tokens.txt",  "cookies.txt", "oauth_token.json"};

bool has(Words words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}
bool any_in(const std::vector<std::string>& words, Words known) {
  return std::ranges::any_of(words, [&](const std::string& word) { return has(known, word); });
}

// ".env", ".env.production", "prod.env", ".envrc"; not ".env.example", "env.ts", ".environment".
bool dotenv(std::string_view name) {
  if (name == ".envrc" || name == ".env" || name == ".flaskenv") return true;
  const bool front =
      name.starts_with(".env") && name.size() > 4 && (name[4] == '.' || name[4] == '-' || name[4] == '_');
  const bool back = name.ends_with(".env");
  if (!front && !back) return false;
  const auto words = words_of(name);
  return !any_in(words, kExampleWords) && !any_in(words, kTextEndings);
}

// A certificate and a public key have the ending of private keys.
bool is_public(std::string_view ending, std::string_view stem) {
  const auto words = words_of(stem);
  if (ending == "jks" || ending == "bks" || ending == "keystore") return any_in(words, kTrustWords);
  // Nobody calls a certificate "ca.key": that is the key of the authority.
  if (ending == "key") return any_in(words, std::array<std::string_view, 2>{"pub", "public"});
  if (ending != "pem" && ending != "keyring") return false;
  return any_in(words, kPublicWords) && !any_in(words, kPrivateWords);
}

// Which letters occur in a name: most names lack some of every word that is looked for.
class Letters {
 public:
  constexpr explicit Letters(std::string_view text) {
    for (const char c : text) bits_ |= 1u << (static_cast<unsigned char>(c) & 31);
  }
  constexpr bool have(Letters of_word) const { return (of_word.bits_ & ~bits_) == 0; }

 private:
  std::uint32_t bits_ = 0;
};

struct Part {
  constexpr Part(const char* part) : text(part), letters(text) {}
  std::string_view text;
  Letters letters;
};
bool mentions(std::string_view text, Letters letters, std::span<const Part> parts) {
  return std::ranges::any_of(parts, [&](const Part& part) {
    return letters.have(part.letters) && text.find(part.text) != text.npos;
  });
}

bool lists_secrets(std::string_view stem, Letters letters) {
  constexpr std::array<Part, 3> kParts = {"secret", "cred", "pass"};
  if (!mentions(stem, letters, kParts)) return false;
  const auto words = words_of(stem);
  const auto known = [](const std::string& word) {
    return word.empty() || has(kSecretWords, word) || has(kOwners, word);
  };
  return any_in(words, kSecretWords) && std::ranges::all_of(words, known);
}

}  // namespace

std::optional<NameHit> judge_name(std::string_view name) {
  if (name.ends_with(".pub")) return {};
  constexpr Letters kEnv("env");
  const Letters letters(name);
  if (letters.have(kEnv) && name.find("env") != std::string_view::npos && dotenv(name))
    return NameHit{"dotenv", NameStrength::dotenv};
  const std::size_t dot = name.rfind('.');
  const bool hidden_name = dot == 0;
  const std::string_view ending = dot == std::string_view::npos || hidden_name ? "" : name.substr(dot + 1);
  const std::string_view stem = name.substr(0, hidden_name ? name.size() : dot);
  if (ending.size() >= 2)
    for (const Ending& known : kEndings) {
      if (known.text != ending || is_public(ending, stem) || any_in(words_of(stem), kExampleWords)) continue;
      return known.hit;
    }
  if (!has(kDataEndings, ending)) return {};
  // "secret.yaml" describes one to a cluster; "secrets.yaml" holds them.
  const bool manifest = stem == "secret" && (ending == "yaml" || ending == "yml");
  if (!manifest && lists_secrets(stem, letters)) {
    // A folder, a package and a program may be called "credentials"; a file of data by that name is one.
    const bool plain = ending.empty() && !hidden_name;
    return NameHit{"credentials", plain ? NameStrength::in_hidden : NameStrength::weak};
  }
  constexpr std::array<Part, 10> kParts = {"token",  "auth",   "cookie",      "login",   "session",
                                           "apikey", "secret", "credentials", "api_key", "api-key"};
  if (!mentions(stem, letters, kParts)) return {};
  if (has(kHeld, name)) return NameHit{"token", NameStrength::weak};
  constexpr std::size_t kMostWords = 3;  // longer names tell what a file is about, not what is in it
  const auto words = words_of(stem);
  // ".gitlab-token": what else would be in it.
  if (hidden_name && words.back() == "token") return NameHit{"token", NameStrength::weak};
  if (words.size() > kMostWords + (hidden_name ? 1 : 0) || !any_in(words, kTokenWords)) return {};
  return NameHit{"token", NameStrength::in_hidden};
}

bool is_example(std::string_view name) {
  return any_in(words_of(name), kExampleWords);
}

std::string_view name_of_backup(std::string_view name) {
  constexpr std::array<std::string_view, 14> kEndings = {"~",     "-",       ".bak", ".old",  ".orig",
                                                         ".save", ".backup", ".swp", ".copy", ".1",
                                                         ".tmp",  ".new",    ".gz",  ".bkp"};
  for (const std::string_view ending : kEndings)
    if (name.size() > ending.size() + 2 && name.back() == ending.back() && name.ends_with(ending)) {
      name.remove_suffix(ending.size());
      return ending == ".swp" && name.starts_with(".") && name.substr(1).starts_with(".") ? name.substr(1)
                                                                                          : name;
    }
  return {};
}

}  // namespace callgate::analysis
