// The calls of a run in their order, and whether they go round in a circle.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/mcp/tool.h"

namespace callgate::guard {

// One call that went out.
struct Passed {
  mcp::ToolPtr tool;
  std::uint64_t name = 0;       // hash of server and tool
  std::uint64_t arguments = 0;  // hash of the arguments as they were sent
  std::uint64_t result = 0;     // hash of the result; 0 as long as there is none
  std::uint64_t serial = 0;
  bool reads = false, is_volatile = false;
};

struct Circle {
  std::size_t length = 0;  // how many calls one round takes; 0: there is none
  bool stale = false;      // no tool in it learns or does anything new
  bool suspect = false;    // only some do, and none of them changes anything
  std::uint64_t name = 0;  // the same wherever it begins
  std::string path;        // "fs__a -> fs__b"
};

class Stream {
 public:
  struct Limits {
    std::size_t rounds, max_length, window;
  };

  // Whether `next` would close the last of `rounds` equal rounds of 2 to `max_length` calls by at least two
  // tools. A call by a tool that occurs only once in the window does not break a circle; two such may lie in
  // it.
  // A tool that reads is stale when it returns what it returned before, any other when it is called with the
  // arguments of before. Volatile tools are polled on purpose, so there is no circle with one in it.
  Circle judge(const Passed& next, const Limits& limits) const;

  void add(Passed passed, std::size_t window);
  void forget(std::uint64_t serial);
  void set_result(std::uint64_t serial, std::uint64_t result);
  std::size_t size() const { return calls_.size() - first_; }

 private:
  using Round = std::vector<const Passed*>;
  bool comes_round(const Passed& next, std::size_t length, std::size_t rounds) const;
  std::size_t occurrences(std::uint64_t name) const;
  void count(std::uint64_t name, int by);

  std::vector<Passed> calls_;  // those before first_ have left
  std::size_t first_ = 0;
  std::vector<std::pair<std::uint64_t, std::size_t>> counts_;  // of calls_ by name
  mutable Round round_;  // what comes_round found; its memory is used again
};

}  // namespace callgate::guard
