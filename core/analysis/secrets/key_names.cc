#include "core/analysis/secrets/key_names.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "core/analysis/words.h"

namespace callgate::analysis {
namespace {

using namespace std::string_view_literals;

// Nouns that are secret by themselves, also as the end of a longer word ("authtoken").
constexpr std::array kSecrets{
    "password"sv,      "passwd"sv,      "passwort"sv,      "passphrase"sv, "passcode"sv,     "pwd"sv,
    "pass"sv,          "secret"sv,      "token"sv,         "apikey"sv,     "credential"sv,   "credentials"sv,
    "authorization"sv, "passwords"sv,   "secrets"sv,       "secretkey"sv,  "accesskey"sv,    "privatekey"sv,
    "authkey"sv,       "authtoken"sv,   "accesstoken"sv,   "apitoken"sv,   "clientsecret"sv, "refreshtoken"sv,
    "sessiontoken"sv,  "bearertoken"sv, "encryptionkey"sv, "signingkey"sv, "mypassword"sv,   "userpassword"sv,
    "dbpassword"sv,    "dbpass"sv,      "pgpassword"sv,    "apisecret"sv,  "appsecret"sv,    "idtoken"sv,
    "masterkey"sv,     "accountkey"sv,  "sharedkey"sv,     "storagekey"sv, "bottoken"sv,     "sshpass"sv,
    "auth"sv};
// Whose "pass" is a password, not a pass.
constexpr std::array kOwners{"db"sv,   "user"sv, "admin"sv, "smtp"sv,  "mail"sv,
                             "root"sv, "my"sv,   "auth"sv,  "proxy"sv, "ftp"sv};
// What makes a key a secret one.
constexpr std::array kSecretKeys{
    "api"sv,     "access"sv,  "secret"sv,  "private"sv,      "auth"sv,      "encryption"sv,  "signing"sv,
    "master"sv,  "account"sv, "storage"sv, "shared"sv,       "hmac"sv,      "service"sv,     "license"sv,
    "session"sv, "app"sv,     "admin"sv,   "application"sv,  "deploy"sv,    "integration"sv, "webhook"sv,
    "jwt"sv,     "crypto"sv,  "cipher"sv,  "subscription"sv, "preshared"sv, "write"sv,       "client"sv};
// Words behind the noun that leave it what it is.
constexpr std::array kNeutral{"value"sv,      "text"sv, "string"sv,  "plain"sv, "plaintext"sv,    "raw"sv,
                              "base64"sv,     "b64"sv,  "new"sv,     "old"sv,   "current"sv,      "prod"sv,
                              "production"sv, "dev"sv,  "staging"sv, "live"sv,  "test"sv,         "primary"sv,
                              "secondary"sv,  "1"sv,    "2"sv,       "hash"sv,  "confirmation"sv, "confirm"sv,
                              "base"sv,       "data"sv, ""sv};
// Tokens that are no secrets: of texts, of pages, of progress.
constexpr std::array kHarmlessTokens{
    "page"sv,     "next"sv,        "previous"sv,     "prev"sv,    "continuation"sv, "continue"sv,
    "progress"sv, "cancel"sv,      "cancellation"sv, "sync"sv,    "stop"sv,         "start"sv,
    "end"sv,      "eos"sv,         "bos"sv,          "pad"sv,     "unk"sv,          "mask"sv,
    "special"sv,  "syntax"sv,      "max"sv,          "min"sv,     "per"sv,          "no"sv,
    "has"sv,      "is"sv,          "use"sv,          "invalid"sv, "unexpected"sv,   "expected"sv,
    "first"sv,    "last"sv,        "design"sv,       "abort"sv,   "resume"sv,       "cursor"sv,
    "expired"sv,  "missing"sv,     "forgot"sv,       "reset"sv,   "show"sv,         "hide"sv,
    "public"sv,   "skip"sv,        "unsupported"sv,  "change"sv,  "without"sv,      "idempotency"sv,
    "request"sv,  "correlation"sv, "trace"sv};

bool among(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

bool key_names_secret(std::string_view key) {
  if (key.size() > 100) return false;
  std::vector<std::string> words = words_of(key);
  while (!words.empty() && among(kNeutral, words.back())) words.pop_back();
  if (words.empty() || std::find(words.begin(), words.end(), "redacted") != words.end()) return false;
  std::string_view noun = words.back();
  while (noun.size() > 3 && noun.back() >= '0' && noun.back() <= '9') noun.remove_suffix(1);
  const std::string_view before =
      words.size() > 1 ? std::string_view(words[words.size() - 2]) : std::string_view();
  if (noun == "key" || noun == "keys") return among(kSecretKeys, before);
  if (noun == "apikeys") return true;
  if (noun == "word" && before == "pass") return true;
  if (!among(kSecrets, noun)) return false;
  if (noun == "pass" && words.size() > 1) return among(kOwners, before);
  return !among(kHarmlessTokens, before);
}

}  // namespace callgate::analysis
