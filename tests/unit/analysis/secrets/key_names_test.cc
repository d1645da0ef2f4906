#include "core/analysis/secrets/key_names.h"

#include <doctest/doctest.h>

#include <string>

using callgate::analysis::key_names_secret;

TEST_CASE("key names: what names a secret") {
  for (const std::string key : {"password",
                                "api_key",
                                "apiKey",
                                "apikey",
                                "API-KEY",
                                "x-api-key",
                                "client_secret",
                                "clientSecret",
                                "access_token",
                                "accessToken",
                                "private_key",
                                "DB_PASSWORD",
                                "secret",
                                "token",
                                "authToken",
                                "AWS_SECRET_ACCESS_KEY",
                                "passwd",
                                "pwd",
                                "passphrase",
                                "credentials",
                                "refresh_token",
                                "id_token",
                                "bearer_token",
                                "bot_token",
                                "secret_key",
                                "signing_key",
                                "encryptionKey",
                                "password2",
                                "new_password",
                                "password_hash",
                                "GITHUB_TOKEN",
                                "smtp_pass",
                                "Authorization",
                                "stripe.secret",
                                "user[password]",
                                "webhook_secret",
                                "PASSWORD_PROD",
                                "secretValue",
                                "service_account_key"}) {
    CAPTURE(key);
    CHECK(key_names_secret(key));
  }
}

TEST_CASE("key names: what does not") {
  for (const std::string key : {"",
                                "monkey",
                                "[redacted:github-token]",
                                "max_tokens",
                                "token_count",
                                "keyboard",
                                "public_key",
                                "primary_key",
                                "secret_santa",
                                "next_page_token",
                                "nextPageToken",
                                "continuation_token",
                                "password_hint",
                                "token_type",
                                "secret_name",
                                "key",
                                "keys",
                                "foreign_key",
                                "sort_key",
                                "tokens",
                                "progressToken",
                                "passenger",
                                "bypass",
                                "compass",
                                "tokenizer",
                                "author",
                                "secretary",
                                "api_key_id",
                                "passed",
                                "password_policy",
                                "has_password",
                                "eos_token",
                                "cancellationToken",
                                "access_key_id",
                                "token_expires_in"}) {
    CAPTURE(key);
    CHECK(!key_names_secret(key));
  }
}
