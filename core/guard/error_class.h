// What kind of failure an error message tells of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace callgate::guard {

// `no_access` is a single thing that may not be touched (EACCES on one file), `permission` a service that
// refuses; both are called "permission". `unknown`: none of the others can be told from the message.
enum class ErrorClass : std::uint8_t {
  unknown,
  validation,
  not_found,
  no_access,
  auth,
  permission,
  rate_limit,
  timeout,
  network,
  server_error,
};
inline constexpr std::size_t kErrorClasses = 10;
std::string_view to_string(ErrorClass what);

// By whole words of the first kilobytes: "rate limit exceeded" is one, "GenerateError" is not. A status code
// counts where it stands as one: "429", "HTTP 503", "status 404"; "line 500" is none.
ErrorClass class_of_text(std::string_view text);

// Of a JSON-RPC error: -32602 validation, -32601 not_found, else what its message says, else server_error.
ErrorClass class_of_rpc(std::int64_t code, std::string_view message);

// The first kilobytes of text in a tool's result (raw JSON).
std::string error_text(std::string_view result);

// Of a tool's result (raw JSON): nothing unless it has isError.
std::optional<ErrorClass> class_of_result(std::string_view result);

// Why a call brought no result.
struct Failure {
  ErrorClass what = ErrorClass::unknown;
  bool sent = true;       // it may have run
  bool protocol = false;  // the server said so in a JSON-RPC error
};

}  // namespace callgate::guard
