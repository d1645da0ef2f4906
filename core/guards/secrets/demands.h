// What rules demand of secrets in one call.
#pragma once

#include <string_view>
#include <vector>

#include "core/analysis/secrets/secrets.h"
#include "core/guards/secrets/blanks.h"
#include "core/policy/rule.h"

namespace callgate::guard {

enum class Direction : std::uint8_t { args, result };

// The obligations `redact` of the rules that match a call, for one direction. A rule that names places
// demands that what it detects is blanked out there; one with no place at all ("in": []) exempts what it
// detects in both. A demand wins over an exemption. Rules that do not enforce count for nothing.
class Demands {
 public:
  Demands(const std::vector<const policy::Rule*>& rules, Direction direction);

  bool none() const { return blanking_.empty() && exempting_.empty(); }
  // The rule by which a secret of this kind is blanked out; null: no rule says so.
  const policy::Rule* blanks(std::string_view kind) const { return first(blanking_, kind); }
  bool exempts(std::string_view kind) const { return first(exempting_, kind) != nullptr; }
  // Adds what the rules' own expressions ("matching") find in the inside of a string literal that begins at
  // `offset` of the text. Each has its rule's id for a kind.
  void find(std::string_view raw, std::size_t offset, std::vector<Marked>& out) const;
  bool searches() const;

 private:
  using Rules = std::vector<const policy::Rule*>;
  static const policy::Rule* first(const Rules& rules, std::string_view kind);
  Rules blanking_, exempting_;
};

// Puts them into the order of the text and drops what overlaps an earlier one.
void put_in_order(std::vector<Marked>& marked);

}  // namespace callgate::guard
