// Errors as values: every function that can fail on what came from outside returns a Result.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <string>
#include <utility>

namespace callgate {

// What kind of failure it is, for code that must choose; people read `what`.
enum class Errc : std::uint8_t {
  invalid,      // the input breaks a rule: grammar, type, range
  refused,      // well-formed, but not allowed
  not_found,    // the thing named does not exist
  gone,         // it was there and has ended: a server that exited, a closed pipe
  busy,         // a bound is reached now; trying later may work
  timeout,      // a limit in time was reached
  cancelled,    // whoever asked no longer wants the answer
  unavailable,  // a store or a system service does not answer
  io,           // the operating system refused; `what` holds its words
};

// One failure. `what` is a sentence for people, `where` the place it is about
// ("callgate.jsonc:4:7", "server fs"); empty when the caller knows the place better.
struct Error {
  Errc code{};
  std::string what;
  std::string where;
};

// Boost asks for this name by argument-dependent lookup when `value()` is called on an error: that is a
// broken promise of ours, never an outside failure, so it prints the error and aborts.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& at);

template <class T>
using Result = boost::system::result<T, Error>;

inline Error error(Errc code, std::string what, std::string where = {}) {
  return Error{code, std::move(what), std::move(where)};
}

// "where: what", or only `what`.
std::string to_string(const Error& error);

}  // namespace callgate

// Returns the error of `expression` from the enclosing function, or names its value.
// Not for coroutines: they would need co_return.
#define CALLGATE_TRY(name, expression)                         \
  auto name##_result = (expression);                           \
  if (!name##_result) return std::move(name##_result).error(); \
  auto name = std::move(name##_result).value()
