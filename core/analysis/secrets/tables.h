// What SecretScanner looks for, ready for use, and what it does where a trigger stands.
#pragma once

#include <vector>

#include "core/analysis/secrets/finders.h"
#include "core/analysis/secrets/secrets.h"
#include "core/analysis/triggers.h"

namespace callgate::analysis {

class SecretScanner::Tables {
 public:
  explicit Tables(SecretKnobs knobs);

  const SecretKnobs& knobs() const { return knobs_; }
  const Triggers& triggers() const { return triggers_; }
  // A trigger that stands for an escape which may hide another trigger: only in the raw text of literals.
  bool hides(std::size_t trigger) const { return trigger >= escapes_; }
  // What trigger number `trigger` finds at `at`.
  Finding find(std::size_t trigger, std::string_view text, std::size_t at) const;
  // Whether it could find something there, or hides what could, once the escapes of `raw` are read.
  bool plausible(std::size_t trigger, std::string_view raw, std::size_t at) const;
  bool allowed(std::string_view value) const;

 private:
  enum class What : std::uint8_t { private_key, jwt, url, bearer, basic, user, name, escape };
  std::vector<Shape> list();

  SecretKnobs knobs_;
  std::vector<Shape> shapes_;  // of the vendors
  std::vector<What> others_;   // of the triggers behind theirs
  std::size_t escapes_ = 0;
  Triggers triggers_;
};

// Sorts what was found from `first` on and joins what overlaps; a vendor's name wins over a general one.
void settle(std::vector<Secret>& found, std::size_t first);

}  // namespace callgate::analysis
