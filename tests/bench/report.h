// Collects what the rounds measured and says it: a table for people, JSON for programs.
#pragma once

#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "figures.h"
#include "options.h"

namespace callgate::bench {

double median(std::vector<double> values);
// The smallest value that at least `share` (0 to 1) of the samples do not exceed. Reorders the samples.
double percentile(std::vector<double>& samples, double share);

class Report {
 public:
  // One round's value. Rounds are added in order, so that equal positions were measured side by side.
  void add(std::string_view figure, const std::string& setup, double value);
  // The setup is out of this measure from now on.
  void fail(const std::string& measure, const std::string& setup, const std::string& what);
  bool failed() const { return !failures_.empty(); }

  // The median round, or the worst where the figure says so.
  std::optional<double> value(const Figure& figure, const std::string& setup) const;
  // The median of the rounds' own ratios to the other setup's value.
  std::optional<double> ratio(const Figure& figure, const std::string& setup, const std::string& to) const;

  void print(std::ostream& out, const Options& options, const std::vector<std::string>& setups) const;
  // False if the file cannot be written.
  bool write_json(const Options& options, const std::vector<std::string>& setups) const;

 private:
  const std::vector<double>* rounds(std::string_view figure, const std::string& setup) const;

  std::map<std::pair<std::string, std::string>, std::vector<double>> values_;
  std::vector<std::string> failures_;
};

// A target held against the report: what was reached in its own basis, and whether that is enough.
struct Verdict {
  double reached = 0;
  bool met = false;
};
std::optional<Verdict> judge(const Report& report, const Target& target);
// "<= 1.25 x relay"
std::string describe(const Target& target);

}  // namespace callgate::bench
