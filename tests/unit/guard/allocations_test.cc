// Counts what an allowed call allocates on its way through the chain. The counting operators replace the
// global ones of the whole test program and change nothing else.
#include <doctest/doctest.h>

#include <cstdlib>
#include <new>

#include "core/guards/registry.h"
#include "scripted_guard.h"
#include "tests/unit/guards/only.h"

namespace {
thread_local std::size_t allocations = 0;
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size ? size : 1)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size ? size : 1);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

using namespace callgate;
using namespace callgate::guard;

namespace {

// What one call allocates between its arrival and its end, after the chain has seen the tool before.
std::size_t allocations_of(const std::shared_ptr<const GuardChain>& chain, const mcp::ToolPtr& tool) {
  const Bytes arguments = Bytes::copy(R"({"path":"/srv/work/notes.txt","content":"some text"})");
  const Bytes result = Bytes::copy(R"({"content":[]})");
  std::size_t counted = 0;
  for (int round = 0; round < 3; ++round) {
    std::string id = "c" + std::to_string(round);
    const std::size_t before = allocations;
    {
      Call call(std::move(id), tool, arguments);
      Passage passage(chain, call);
      if (!std::holds_alternative<Allow>(passage.enter())) return 1000;
      passage.leave(result);
      passage.end(Ending::answered);
    }
    counted = allocations - before;
  }
  return counted;
}

// Policy, cache, approval and the schema, which has nothing to do where a tool has none.
policy::Policy few_guards() {
  policy::Policy policy;
  test::only(policy, {"policy", "cache", "approval", "schema"});
  policy.guards.cache.mode = Mode::enforce;
  for (const char* pattern : {"fs__read_*", "fs__list_*", "github__get_*"})
    policy.allow.push_back({pattern, "", "", "", ""});
  policy.ask.push_back({"github__create_pull_request", "", "", "", ""});
  policy.deny.push_back({"*__delete_repository", "", "", "", ""});
  policy.deny.push_back({"fs__write_file", "mode", "secret*", "", ""});
  return policy;
}

}  // namespace

TEST_CASE("an allowed call allocates nothing in the chain") {
  const ManualClock clock;
  const auto chain = make_chain(few_guards(), {clock, "/home/ada", "/work"}, "ada");
  CHECK(allocations_of(chain, some_tool("fs", "write_file")) == 0);
  CHECK(allocations_of(chain, some_tool("db", "query")) == 0);
  const auto plain = some_tool("fs", "write_file");
  mcp::Tool held = *plain;
  held.definition = Bytes::copy(R"({"name":"write_file","inputSchema":{"type":"object","properties":{
    "path":{"type":"string","minLength":1,"pattern":"^/"},"content":{"type":"string"},"mode":{"enum":["a","w"]}},
    "required":["path","content"],"additionalProperties":false}})");
  CHECK(allocations_of(chain, mcp::ToolPtr(plain, &held)) == 0);
}
