// Tools whose name tells of an effect that nobody wants twice.
#pragma once

#include <string_view>

namespace callgate::guard {

// "create_refund", "sendMail", "book_flight" by one of their words; not "list_payments", which only reads.
bool is_once_verb(std::string_view tool_name);

}  // namespace callgate::guard
