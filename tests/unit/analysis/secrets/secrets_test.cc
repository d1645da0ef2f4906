#include "core/analysis/secrets/secrets.h"

#include <doctest/doctest.h>

#include "core/json/edit.h"
#include "core/json/view.h"
#include "unit/analysis/secrets/samples.h"

using namespace callgate;
using namespace callgate::analysis;
using tests::Dice;
using tests::random_of;

namespace {

const SecretScanner& scanner() {
  static const SecretScanner usual;
  return usual;
}

// What is found, as "kind(secret) kind(secret)".
std::string found(std::string_view text, const SecretScanner& with = scanner()) {
  std::vector<Secret> secrets;
  with.find(text, secrets);
  std::string out;
  for (const Secret& one : secrets) {
    out += (out.empty() ? "" : " ") + std::string(one.kind) + '(' + std::string(json::text_of(text, one.at)) +
           ')';
  }
  return out;
}

// The JSON text with what is found replaced by "[kind]".
std::string redacted(std::string_view text, const SecretScanner& with = scanner()) {
  std::vector<Secret> secrets;
  with.find_in_json(text, secrets);
  json::Edits edits;
  for (const Secret& one : secrets) edits.push_back({one.at, "[" + std::string(one.kind) + "]"});
  const std::string out = json::apply(text, edits);
  CHECK(json::valid(out));
  return out;
}

std::string random_key(std::size_t size = 24) {
  Dice dice(size);
  return random_of(kAlnum, size, dice);
}

const std::string kArmour = "-----BEGIN RSA " + std::string("PRIVATE KEY-----");
const std::string kTrailer = "-----END RSA " + std::string("PRIVATE KEY-----");

std::string key_block(std::string_view newline) {
  Dice dice(5);
  std::string out = kArmour + std::string(newline) + "MII" + random_of("0-9a-zA-Z+/", 61, dice);
  for (int i = 0; i < 5; ++i) out += std::string(newline) + random_of("0-9a-zA-Z+/", 64, dice);
  return out + std::string(newline) + "ab==" + std::string(newline) + kTrailer;
}

}  // namespace

TEST_CASE("secrets: every vendor's format is found wherever it stands") {
  struct Place {
    const char *before, *after;
  };
  const Place places[] = {
      {"the key is ", ", keep it"},
      {"", ""},
      {"{\"x\":\"", "\"}"},
      {"X-Custom: ", "\r\nHost: a"},
      {"https://a.example/q?k=", "&b=1"},
      {"export KEY=", "\n"},
      {"KEY='", "'"},
      {"line one\\n", "\\nline three"},
      {"curl -H \"X: ", "\" https://a.b"},
      {"<key>", "</key>"},
      {"q%3D", " end"},
      {"(", ")."},
  };
  std::uint64_t seed = 0;
  for (const Vendor& vendor : vendors()) {
    for (const Place& place : places) {
      CAPTURE(std::string(vendor.shape));
      CAPTURE(std::string(place.before));
      Dice dice(++seed);
      const std::string token = tests::token_of(vendor, dice);
      const std::string text = place.before + token + place.after;
      std::vector<Secret> secrets;
      scanner().find(text, secrets);
      REQUIRE(secrets.size() == 1);
      CHECK(json::text_of(text, secrets[0].at).find(token.substr(4, token.size() - 5)) !=
            std::string_view::npos);
    }
  }
}

TEST_CASE("secrets: private keys are taken as a whole") {
  for (const std::string newline : {"\n", "\r\n", "\\n", "\\\\n", "\n    ", "\\n\" +\n  \"", "\n> "}) {
    CAPTURE(newline);
    const std::string block = key_block(newline);
    const std::string text = "before " + block + " after";
    CHECK(found(text) == "private-key(" + block + ")");
  }
  const std::string block = key_block("\n");
  const std::string cut = block.substr(0, block.size() - kTrailer.size() - 20);
  CHECK(found("x " + cut + "\nand prose goes on") == "private-key(" + cut + ")");
  const std::string header = kArmour + "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233\n\n" +
                             block.substr(kArmour.size() + 1);
  CHECK(found(header) == "private-key(" + header + ")");
  CHECK(found(kArmour) == "private-key(" + kArmour + ")");
  CHECK(found("look for " + kArmour + " in your files") == "");
  CHECK(found(kArmour + "\n...\n" + kTrailer) == "");
  CHECK(found("-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA\n-----END PUBLIC "
              "KEY-----") == "");
}

TEST_CASE("secrets: JSON Web Tokens are told by their header") {
  const std::string token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ." + random_key(43);
  CHECK(found("see " + token + ".") == "jwt(" + token + ")");
  CHECK(found("https://a.example/?t=" + token + "&x") == "jwt(" + token + ")");
  CHECK(found("eyJub3RhIjoidG9rZW4ifQ.eyJzdWIiOiJhZGEifQ.abcdef") == "");  // {"nota":"token"}
  CHECK(found("eyJhbGciOiJIUzI1NiJ9") == "");
  CHECK(found("Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.test.sig") != "");
}

TEST_CASE("secrets: passwords in URLs") {
  CHECK(found("redis://:hunter2@localhost/0") == "url-password(hunter2)");
  CHECK(found("postgres://app:s3cr3t@db:5432/x?y") == "url-password(s3cr3t)");
  CHECK(found("amqp://me:a%40b@c.example, and more") == "url-password(a%40b)");
  CHECK(found("mongodb+srv://ada:p@ss1@host/db") == "url-password(p@ss1)");
  for (const std::string clean :
       {"https://a.example/x 12:30 b@c", "https://a.example:12:30@foo", "postgres://user:pass@host",
        "postgres://u:${PW}@host", "https://user:password@host/", "http://<user>:<pw>@host",
        "https://a.example/a:b@c", "ssh://git@host:22/x", "https://user:********@host",
        "https://a.example:8080/@scope/package"}) {
    CAPTURE(clean);
    CHECK(found(clean) == "");
  }
}

TEST_CASE("secrets: HTTP credentials, not the words") {
  const std::string token = random_key(32);
  CHECK(found("Authorization: Bearer " + token) == "bearer-token(" + token + ")");
  CHECK(found("authorization: bearer " + token) == "bearer-token(" + token + ")");
  CHECK(found("Authorization: Basic YWRhOmh1bnRlcjI=") == "basic-credentials(YWRhOmh1bnRlcjI=)");
  for (const std::string clean :
       {"the bearer of bad news", "Bearer token required", "Authorization: Bearer <token>", "Bearer $TOKEN",
        "Basic authentication", "Basic dXNlcjpwYXNz", "bearer authentication_required_for_this",
        "Basic Understanding of networks"}) {
    CAPTURE(clean);
    CHECK(found(clean) == "");
  }
}

TEST_CASE("secrets: values are told by their names") {
  const std::string value = random_key(24), all = "generic-secret(" + value + ")";
  for (const std::string form : {"password=@",
                                 "DB_PASSWORD=\"@\"",
                                 "api_key: @",
                                 "apiKey: '@',",
                                 "\"client_secret\": \"@\"",
                                 "--password @ --verbose",
                                 "<password>@</password>",
                                 "x-api-key: @\r\n",
                                 "?access_token=@&x=1",
                                 "const authToken = `@`;",
                                 "config['secret_key'] = '@'",
                                 "setenv(\"API_TOKEN\", \"@\")",
                                 "\\\"apiKey\\\": \\\"@\\\"",
                                 "token => '@'",
                                 "Pwd=@;",
                                 "your API key: @",
                                 "secret%3D@",
                                 "//r/:_authToken=@",
                                 "SECRET_TOKEN: @",
                                 "export GH_TOKEN=@",
                                 "the secret access key: @",
                                 "line\\nPASSWORD=@\\nx",
                                 "gpg --passphrase @ -d f",
                                 "machine github.com login ada password @",
                                 "<add key=\"ApiKey\" value=\"@\"/>",
                                 "- name: DB_PASSWORD\n  value: @",
                                 "{\"name\":\"API_KEY\",\"value\":\"@\"}",
                                 "Authorization: token @",
                                 "Ocp-Apim-Subscription-Key: @"}) {
    CAPTURE(form);
    std::string text = form;
    text.replace(text.find('@'), 1, value);
    CHECK(found(text) == all);
  }
  CHECK(found("password: P@ssw0rd!P@ssw0rd!") != "");
  CHECK(found("api_key=sk_fake_abcdefghijklmnopqrstuvwxyz") != "");
  CHECK(found("{\"password\": \"hunter2\"}") == "generic-secret(hunter2)");
  const std::string aws = "wJalrXUtnFEMI/K7MDENG/" + std::string("bPxRfiCYEXAMPLEKEY");
  CHECK(found("aws_secret_access_key = " + aws) == "aws-secret-key(" + aws + ")");
}

TEST_CASE("secrets: UUIDs and long digests under the names of variables, users of curl") {
  Dice dice(9);
  const std::string uuid = random_of(kHex, 8, dice) + "-1b4a-4c8e-9f6d-" + random_of(kHex, 12, dice);
  CHECK(found("HEROKU_API_KEY=" + uuid) == "generic-secret(" + uuid + ")");
  CHECK(found("//registry.npmjs.org/:_authToken=" + uuid) == "generic-secret(" + uuid + ")");
  CHECK(found("REQUEST_TOKEN=" + uuid) == "");
  CHECK(found("token: " + uuid) == "");
  const std::string digest = random_of(kHex, 128, dice), password = random_key(16);
  CHECK(found("SECRET_KEY_BASE=" + digest) == "generic-secret(" + digest + ")");
  CHECK(found("curl -u ada:" + password + " https://a.example") == "basic-credentials(" + password + ")");
  CHECK(found("docker run -u 1000:1000 x; git push -u origin main:main") == "");
  const std::string bot = "1234567890:AA" + random_of(kWord, 33, dice);
  CHECK(found("https://api.telegram.org/bot" + bot + "/sendMessage") == "telegram-token(bot" + bot + ")");
}

TEST_CASE("secrets: what only looks like an assignment stays") {
  for (const std::string clean :
       {"max_tokens: 4096",
        "monkey=k3j4h5k3j4h5k3j4h5k3",
        "primary_key: a8f3k2j4h5g6d7s8a9",
        "token = get_token(request.user1)",
        "password = os.environ['DB_PASSWORD_1']",
        "apiKey: process.env.OPENAI_API_KEY2",
        "secret: your-secret-key-1234",
        "token: ${{ secrets.GITHUB_TOKEN }}",
        "PASSWORD=<insert your password>",
        "api_key=xxxxxxxxxxxxxxxxxxxxxxxx",
        "secret_path: /var/run/secrets/k8s-io/4a5b6c",
        "token: 123e4567-e89b-12d3-a456-426614174000",
        "\"token\": \"punctuation\"",
        "integrity: sha512-Fz0nN3kK4mM5pP6qQ7rR8sS9tT0uU1vV2wW3xX4yY5zZ6aA==",
        "commit 5f4dcc3b5aa765d61d8327deb882cf99aabbccdd",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/"
        "w38GIAXDIBKE0DHxgljNBAAO",
        "the token is invalid",
        "mkdir -p /a/b",
        "password: correct-horse-battery-staple",
        "next_page_token=kX93jf83jfQQ93jf8s",
        "task-abcdefghijklmnopqrstuvwxyz",
        "sk-fading-circle sk-circle-inner-dot",
        "AKIA is the prefix",
        "{\"[redacted:github-token]\":\"kX93jf83jfQQ93jf8s\"}"}) {
    CAPTURE(clean);
    CHECK(found(clean) == "");
  }
}

TEST_CASE("secrets: the kinds can be switched off, and single values allowed") {
  const std::string value = random_key(24);
  const std::string text = "password=" + value + " redis://:hunter2@localhost";
  SecretKnobs knobs;
  knobs.generic = false;
  CHECK(found(text, SecretScanner(knobs)) == "url-password(hunter2)");
  knobs = {};
  knobs.vendors = false;
  CHECK(found(text, SecretScanner(knobs)) == "generic-secret(" + value + ")");
  knobs = {};
  knobs.min_generic = 25;
  CHECK(found(text, SecretScanner(knobs)) == "url-password(hunter2)");
  knobs = {};
  knobs.allow = {"hunter2"};
  CHECK(found(text, SecretScanner(knobs)) == "generic-secret(" + value + ")");
  knobs.allow = {"a", "hunter", value.substr(1)};
  CHECK(found(text, SecretScanner(knobs)) == found(text));
  knobs = {};
  knobs.key_names = false;
  CHECK(redacted(R"({"password":"letmein"})", SecretScanner(knobs)) == R"({"password":"letmein"})");
}

TEST_CASE("secrets: in JSON, by the name of the key and by the text") {
  const std::string token = "ghp_" + random_key(36);
  CHECK(redacted(R"({"password":"letmein","n":1})") == R"({"password":"[generic-secret]","n":1})");
  CHECK(redacted(R"({"a":[{"apiKey" : "sk-a"}],"token":"z"})") ==
        R"({"a":[{"apiKey" : "[generic-secret]"}],"token":"z"})");
  CHECK(redacted(R"({"text":"a\n)" + token + R"(\nb"})") == R"({"text":"a\n[github-token]\nb"})");
  CHECK(redacted(R"(["\u0067hp_)" + token.substr(4) + R"(","\u00fc \ud83d\ude00 )" + token + R"("])") ==
        R"(["[github-token]","\u00fc \ud83d\ude00 [github-token]"])");
  CHECK(redacted(R"({"pass\u0077ord":"let\"mein"})") == R"({"pass\u0077ord":"[generic-secret]"})");
  CHECK(redacted(R"({"u":"redis:\/\/:hun\/ter@h"})") == R"({"u":"redis:\/\/:hun\/ter@h"})");
  CHECK(redacted(R"({"u":"redis:\/\/:hunter2@h\/0"})") == R"({"u":"redis:\/\/:[url-password]@h\/0"})");
  CHECK(redacted(R"({"t":"{\"password\": \"hunter2\"}"})") ==
        R"({"t":"{\"password\": \"[generic-secret]\"}"})");
  CHECK(redacted(R"({"token":")" + token + R"("})") == R"({"token":"[github-token]"})");
  CHECK(redacted(R"({")" + token + R"(":1})") == R"({"[github-token]":1})");
  const std::string block = key_block("\\n");
  CHECK(redacted(R"({"k":")" + block + R"(\nrest"})") == R"({"k":"[private-key]\nrest"})");
}

TEST_CASE("secrets: in JSON, values that are no secrets stay under any key") {
  for (const std::string clean :
       {R"({"password":"password","token":"string","secret":true,"api_key":null,"pwd":1234567})",
        R"({"max_tokens":"4096","next_page_token":"CAUQAA","progressToken":"abcd1234"})",
        R"({"@octokit/auth-token":"^6.0.0"})", R"({"password":"Enter your new password."})",
        R"({"token":"${GITHUB_TOKEN}"})", R"({"password":{"type":"string"}})", R"({"monkey":"abcdef12345"})",
        R"({"a":"\\u0067hp_ and \\\"token\\\""})"}) {
    CAPTURE(clean);
    CHECK(redacted(clean) == clean);
  }
}

TEST_CASE("secrets: a literal's spans cut no escape") {
  const std::string token = "glpat-" + random_key(20);
  const std::string raw = "\\u00e4\\\"" + token + "\\\\n";
  std::vector<Secret> secrets;
  scanner().find_in_literal(raw, secrets);
  REQUIRE(secrets.size() == 1);
  CHECK(json::text_of(raw, secrets[0].at) == token);
}

TEST_CASE("secrets: a literal with many of them is read in a time that grows with it alone") {
  const std::string token = "glpat-" + random_key(20) + " ";
  std::string raw = "\\n";
  for (int i = 0; i < 500'000; ++i) raw += token;
  std::vector<Secret> secrets;
  scanner().find_in_literal(raw, secrets);
  CHECK(secrets.size() == 500'000);
  CHECK(secrets.back().at.at + secrets.back().at.size == raw.size() - 1);
}

TEST_CASE("secrets: near the ends and across the blocks of the scan") {
  const std::string token = "ghp_" + random_key(36);
  for (std::size_t before = 0; before < 70; ++before) {
    for (const std::size_t after : {0u, 1u, 2u, 40u}) {
      CAPTURE(before);
      const std::string text = std::string(before, ' ') + token + std::string(after, ' ');
      CHECK(found(text) == "github-token(" + token + ")");
    }
  }
}
