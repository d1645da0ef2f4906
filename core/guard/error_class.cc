#include "core/guard/error_class.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/analysis/words.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

constexpr std::size_t kLook = 4096;

// Words that stand side by side in this order, with " " between them; "|" separates two ways to say it.
struct Sign {
  ErrorClass what;
  std::string_view phrases;
};
// The first that is found counts, so what is said exactly stands before what is said of many things.
constexpr Sign kSigns[] = {
    {ErrorClass::rate_limit,
     "rate limit|rate limits|rate limited|rate limiting|ratelimit|ratelimited|too many "
     "requests|throttled|throttling|"
     "quota exceeded|resource exhausted"},
    {ErrorClass::timeout, "timeout|timeouts|timed out|etimedout|deadline exceeded|took too long"},
    {ErrorClass::network,
     "econnrefused|econnreset|econnaborted|enotfound|ehostunreach|enetunreach|eai again|epipe|connection "
     "refused|"
     "connection reset|connection closed|connection error|connection aborted|connection failed|connection "
     "lost|"
     "connect failed|network error|network unreachable|network is unreachable|host unreachable|no route to "
     "host|"
     "socket hang up|broken pipe|fetch failed|name resolution|dns"},
    {ErrorClass::auth,
     "unauthorized|unauthorised|unauthenticated|authentication failed|authentication required|authentication "
     "error|"
     "not authenticated|not logged in|login required|bad credentials|invalid credentials|invalid api key|"
     "invalid token|token expired|expired token|token has expired|auth failed|auth error|auth required"},
    {ErrorClass::no_access,
     "eacces|eperm|permission denied|operation not permitted|access denied|read only file system|outside "
     "allowed"},
    {ErrorClass::permission,
     "forbidden|not permitted|insufficient permission|insufficient permissions|insufficient scope|"
     "insufficient privileges|missing scope|permission error"},
    {ErrorClass::not_found,
     "not found|no such file|no such|does not exist|doesn t exist|enoent|unknown tool|could not find|cannot "
     "find"},
    {ErrorClass::validation,
     "invalid argument|invalid arguments|invalid parameter|invalid parameters|invalid params|invalid input|"
     "invalid request|invalid value|invalid type|invalid format|validation error|validation "
     "failed|validationerror|"
     "missing required|required parameter|required field|required property|required argument|bad request|"
     "unprocessable entity"},
    {ErrorClass::server_error,
     "internal server error|internal error|server error|service unavailable|bad gateway|temporarily "
     "unavailable|"
     "overloaded"},
};

// What adapters and servers say when they give a class alone.
constexpr std::pair<std::string_view, ErrorClass> kAlone[] = {
    {"auth", ErrorClass::auth},
    {"permission", ErrorClass::permission},
    {"validation", ErrorClass::validation},
    {"not found", ErrorClass::not_found},
    {"network", ErrorClass::network},
    {"server error", ErrorClass::server_error},
    {"5xx", ErrorClass::server_error},
};

std::optional<ErrorClass> class_of_status(std::string_view word) {
  if (word.size() != 3 || word[0] < '4' || word[0] > '5' || word[1] < '0' || word[1] > '9' || word[2] < '0' ||
      word[2] > '9') {
    return std::nullopt;
  }
  if (word == "400" || word == "422") return ErrorClass::validation;
  if (word == "401" || word == "407") return ErrorClass::auth;
  if (word == "403") return ErrorClass::permission;
  if (word == "404" || word == "410") return ErrorClass::not_found;
  if (word == "408" || word == "504") return ErrorClass::timeout;
  if (word == "429") return ErrorClass::rate_limit;
  if (word[0] == '5') return ErrorClass::server_error;
  return std::nullopt;
}

// A number is a status where it begins the message or a word before it says so.
std::optional<ErrorClass> status_in(const std::vector<std::string>& words) {
  static constexpr std::string_view kBefore[] = {"http",  "status",     "code",
                                                 "error", "statuscode", "httperror"};
  std::size_t first = 0;
  while (first < words.size() && words[first].empty()) ++first;
  for (std::size_t i = first; i < words.size(); ++i) {
    const auto found = class_of_status(words[i]);
    if (!found) continue;
    // "HTTP/1.1 503"
    const bool version =
        i >= 3 && words[i - 3] == "http" && words[i - 2].size() == 1 && words[i - 1].size() == 1;
    if (i == first || version ||
        std::find(std::begin(kBefore), std::end(kBefore), words[i - 1]) != std::end(kBefore)) {
      return found;
    }
  }
  return std::nullopt;
}

bool says(std::string_view text, std::string_view phrases) {
  while (!phrases.empty()) {
    const std::size_t bar = phrases.find('|');
    const std::string wanted = " " + std::string(phrases.substr(0, bar)) + " ";
    if (text.find(wanted) != text.npos) return true;
    phrases.remove_prefix(bar == phrases.npos ? phrases.size() : bar + 1);
  }
  return false;
}

}  // namespace

std::string_view to_string(ErrorClass what) {
  switch (what) {
    case ErrorClass::unknown:
      return "unknown";
    case ErrorClass::validation:
      return "validation";
    case ErrorClass::not_found:
      return "not_found";
    case ErrorClass::no_access:
    case ErrorClass::permission:
      return "permission";
    case ErrorClass::auth:
      return "auth";
    case ErrorClass::rate_limit:
      return "rate_limit";
    case ErrorClass::timeout:
      return "timeout";
    case ErrorClass::network:
      return "network";
    case ErrorClass::server_error:
      return "server_error";
  }
  return "unknown";
}

ErrorClass class_of_text(std::string_view text) {
  const std::vector<std::string> words = analysis::words_of(text.substr(0, kLook));
  std::string spaced = " ";
  for (const std::string& word : words) {
    if (!word.empty()) spaced += word + ' ';
  }
  for (const auto& [name, what] : kAlone) {
    if (spaced.size() == name.size() + 2 && spaced.compare(1, name.size(), name) == 0) return what;
  }
  if (const auto status = status_in(words)) return *status;
  for (const Sign& sign : kSigns) {
    if (says(spaced, sign.phrases)) return sign.what;
  }
  return ErrorClass::unknown;
}

ErrorClass class_of_rpc(std::int64_t code, std::string_view message) {
  if (code == -32602) return ErrorClass::validation;
  if (code == -32601) return ErrorClass::not_found;
  const ErrorClass said = class_of_text(message);
  return said == ErrorClass::unknown ? ErrorClass::server_error : said;
}

std::string error_text(std::string_view result) {
  json::Elements content(json::member(result, "content"));
  std::string text;
  std::string_view block;
  while (text.size() < kLook && content.next(block)) text += json::decode(json::member(block, "text")) + '\n';
  return text;
}

std::optional<ErrorClass> class_of_result(std::string_view result) {
  if (!json::is_true(json::member(result, "isError"))) return std::nullopt;
  return class_of_text(error_text(result));
}

}  // namespace callgate::guard
