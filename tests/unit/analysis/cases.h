// The recorded cases of tests/cases, for the tests that play them.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace callgate::analysis {

inline std::vector<nlohmann::json> recorded_cases(const std::string& name) {
  std::ifstream file(std::filesystem::path(CALLGATE_SOURCE_DIR) / "tests" / "cases" / name);
  std::vector<nlohmann::json> cases;
  for (std::string line; std::getline(file, line);) cases.push_back(nlohmann::json::parse(line));
  REQUIRE(!cases.empty());
  return cases;
}

// Texts out of `pieces` and stray bytes, always the same ones for a seed.
class Garbage {
 public:
  Garbage(std::uint64_t seed, std::vector<std::string> pieces) : state_(seed), pieces_(std::move(pieces)) {}

  std::string next() {
    std::string text;
    for (std::uint64_t count = roll() % 12; count > 0; --count)
      text += roll() % 4 == 0 ? std::string(1, static_cast<char>(roll())) : pieces_[roll() % pieces_.size()];
    return text;
  }

 private:
  // The linear congruential generator of MMIX; its high bits are the good ones.
  std::uint64_t roll() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return state_ >> 33;
  }
  std::uint64_t state_;
  std::vector<std::string> pieces_;
};

}  // namespace callgate::analysis
