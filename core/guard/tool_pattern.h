// Which tools a pattern of the policy means.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "core/mcp/tool.h"

namespace callgate::guard {

// Whether `pattern` fits one of the names people know the tool by: the exposed one, "server__tool",
// "mcp__server__tool" (as Claude Code writes it), or "mcp__" before the exposed one. With names kept as they
// are, the exposed one is the bare name of the tool.
bool pattern_fits(std::string_view pattern, const mcp::Tool& tool);

// What a guard worked out about each tool, kept while the tool is the same. Bounded: when full, it starts
// over.
template <class T>
class ToolMemo {
 public:
  static constexpr std::size_t kMaxTools = 1024;

  ToolMemo() = default;
  ToolMemo(ToolMemo&&) = default;
  ToolMemo& operator=(ToolMemo&&) = default;

  // `make(tool)` is asked once per tool. The reference holds until the next call.
  template <class Make>
  const T& of(const mcp::ToolPtr& tool, Make make) {
    if (tool.get() != last_) {
      auto known = entries_.find(tool.get());
      if (known == entries_.end()) {
        if (entries_.size() >= kMaxTools) entries_.clear();
        // Keeping the tool alive keeps its address from meaning another one.
        known = entries_.emplace(tool.get(), std::pair{tool, make(*tool)}).first;
      }
      last_ = tool.get();
      of_last_ = &known->second.second;
    }
    return *of_last_;
  }

 private:
  const mcp::Tool* last_ = nullptr;  // asked for most lately, and what is kept of it
  const T* of_last_ = nullptr;
  boost::unordered_flat_map<const mcp::Tool*, std::pair<mcp::ToolPtr, T>> entries_;
};

}  // namespace callgate::guard
