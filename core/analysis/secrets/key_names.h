// Whether a name says that what it names is secret.
#pragma once

#include <string_view>

namespace callgate::analysis {

// By its words: "api_key", "apiKey", "DB_PASSWORD", "client-secret", "x-api-key", "accessToken", "the secret
// access key"; not "monkey", "max_tokens", "next_page_token", "public_key", "password_hint", "token_type".
bool key_names_secret(std::string_view key);

}  // namespace callgate::analysis
