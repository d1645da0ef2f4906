// What can be set of the guard `network`.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/guard/mode.h"
#include "core/policy/knob.h"

namespace callgate::policy {

// Which texts count: values that are a URL or an address and nothing else, or whatever holds one.
enum class UrlScan : std::uint8_t { whole, all };

struct NetworkKnobs {
  guard::Mode mode = guard::Mode::enforce;
  std::vector<std::string> block = {"metadata", "loopback",  "private",    "link_local", "cgnat",
                                    "reserved", "multicast", "local_file", "invalid"};
  std::vector<std::string> schemes = {"http", "https", "ws", "wss"};
  bool require_https = false;
  std::optional<std::vector<std::string>> allow_domains;  // nothing: all
  std::vector<std::string> block_domains;
  std::vector<std::string> allow_hosts;  // "localhost:3000", "10.0.0.5"
  UrlScan scan = UrlScan::all;
  // Arguments that hold text, not places to go to; case and separators do not count, nor words in front.
  std::vector<std::string> content_args = {
      "content",      "contents",    "text",       "texts",       "body",        "html",
      "markdown",     "md",          "title",      "subject",     "headline",    "heading",
      "caption",      "description", "summary",    "abstract",    "details",     "message",
      "messages",     "comment",     "comments",   "note",        "notes",       "observation",
      "observations", "remarks",     "reason",     "explanation", "feedback",    "question",
      "answer",       "reply",       "thought",    "thoughts",    "fact",        "facts",
      "query",        "queries",     "q",          "search",      "search_term", "keyword",
      "keywords",     "sql",         "statement",  "code",        "prompt",      "prompts",
      "instructions", "transcript",  "quote",      "snippet",     "paragraph",   "document_text",
      "file_text",    "insert_text", "new_string", "new_text",    "old_string",  "old_text",
      "old_str",      "new_str",     "patch",      "diff"};
};
std::span<const Knob> network_knobs();

}  // namespace callgate::policy
