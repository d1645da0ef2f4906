// The finders of single kinds of secrets. Each is given the text and the place where its trigger stands,
// looks at a bounded stretch around it (a private key: at what it takes), and answers where the secret is.
// They read plain text, and text in which a quote, newline or tab may be written as in source code (\", \n,
// \t).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/analysis/secrets/vendors.h"
#include "core/analysis/shape.h"

namespace callgate::analysis {

struct Found {
  std::size_t begin, end;
  std::string_view kind;  // of static storage
};
using Finding = std::optional<Found>;

// `at` begins the shape of the vendor.
Finding find_token(std::string_view text, std::size_t at, const Vendor& vendor, const Shape& shape);
// "PRIVATE KEY" begins at `at`: the whole block, from its dashes to its last ones, also cut off.
Finding find_private_key(std::string_view text, std::size_t at);
// "eyJ" begins at `at`: three parts, the first of which is a header that names its algorithm.
Finding find_jwt(std::string_view text, std::size_t at);
// "://" begins at `at`: the password before the host.
Finding find_url_password(std::string_view text, std::size_t at);
// "earer " or "asic ", in any case, begins at `at`: the credentials behind it.
Finding find_bearer(std::string_view text, std::size_t at);
Finding find_basic(std::string_view text, std::size_t at);
// " -u " or "--user" begins at `at`: the password of "user:password" behind it, as curl takes it.
Finding find_user_option(std::string_view text, std::size_t at);
// A word of a secret's name begins at `at`: what is assigned to the name, if it looks like a secret of at
// least `least` characters.
Finding find_assigned(std::string_view text, std::size_t at, std::size_t least);

// The same question about the raw text of a JSON string literal, before its escapes are read: true also where
// they hide the answer.
bool may_be_assigned(std::string_view raw, std::size_t at, std::size_t least);

// Whether a token may begin at `at`: no letter or digit before it, unless it belongs to an escape (\n, %3D).
bool begins_token(std::string_view text, std::size_t at);

}  // namespace callgate::analysis
