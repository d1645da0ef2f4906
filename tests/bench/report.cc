#include "report.h"

#include <algorithm>
#include <cmath>
#include <iostream>

namespace callgate::bench {
namespace {

const Figure& figure_of(const Target& target) {
  return *std::ranges::find(figures(), target.figure, &Figure::key);
}

}  // namespace

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double percentile(std::vector<double>& samples, double share) {
  if (samples.empty()) return 0;
  const double rank = std::ceil(share * static_cast<double>(samples.size()));
  const std::size_t index = rank < 1 ? 0 : static_cast<std::size_t>(rank) - 1;
  std::ranges::nth_element(samples, samples.begin() + static_cast<std::ptrdiff_t>(index));
  return samples[index];
}

void Report::add(std::string_view figure, const std::string& setup, double value) {
  values_[{std::string(figure), setup}].push_back(value);
}

void Report::fail(const std::string& measure, const std::string& setup, const std::string& what) {
  failures_.push_back(measure + ", " + setup + ": " + what);
  std::cerr << failures_.back() << "\n";
}

const std::vector<double>* Report::rounds(std::string_view figure, const std::string& setup) const {
  const auto found = values_.find({std::string(figure), setup});
  return found == values_.end() ? nullptr : &found->second;
}

std::optional<double> Report::value(const Figure& figure, const std::string& setup) const {
  const auto* values = rounds(figure.key, setup);
  if (!values) return std::nullopt;
  return figure.worst ? std::ranges::max(*values) : median(*values);
}

std::optional<double> Report::ratio(const Figure& figure, const std::string& setup,
                                    const std::string& to) const {
  const auto* values = rounds(figure.key, setup);
  const auto* base = rounds(figure.key, to);
  if (!values || !base) return std::nullopt;
  std::vector<double> ratios;
  for (std::size_t i = 0; i < std::min(values->size(), base->size()); ++i) {
    if ((*base)[i] > 0) ratios.push_back((*values)[i] / (*base)[i]);
  }
  if (ratios.empty()) return std::nullopt;
  return median(ratios);
}

std::optional<Verdict> judge(const Report& report, const Target& target) {
  const Figure& figure = figure_of(target);
  const std::string setup(target.setup);
  const std::optional<double> reached = target.basis == Basis::value ? report.value(figure, setup)
                                        : target.basis == Basis::per_relay
                                            ? report.ratio(figure, setup, "relay")
                                            : report.ratio(figure, setup, "sdk");
  if (!reached) return std::nullopt;
  return Verdict{*reached,
                 figure.better == Better::less ? *reached <= target.limit : *reached >= target.limit};
}

}  // namespace callgate::bench
