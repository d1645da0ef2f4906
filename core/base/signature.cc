#include "core/base/signature.h"

#include <openssl/evp.h>

#include <array>
#include <charconv>
#include <memory>

namespace callgate {
namespace {

constexpr std::size_t kKeySize = 32;

bool from_hex(std::string_view digits, std::array<unsigned char, kKeySize>& bytes) {
  if (digits.size() != 2 * kKeySize) return false;
  for (std::size_t i = 0; i < kKeySize; ++i) {
    const char* const at = digits.data() + 2 * i;
    if (std::from_chars(at, at + 2, bytes[i], 16).ptr != at + 2) return false;
  }
  return true;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

bool ed25519_verifies(std::string_view public_key, std::string_view text, std::string_view signature) {
  std::array<unsigned char, kKeySize> raw;
  if (!from_hex(public_key, raw)) return false;
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw.data(), raw.size()), &EVP_PKEY_free);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (!key || !context) return false;
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1) return false;
  return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text),
                          text.size()) == 1;
}

}  // namespace callgate
