// The steps that look at what the host is told.
#include <algorithm>

#include "match.h"
#include "message.h"
#include "player.h"

namespace callgate::test {
namespace {

std::vector<std::string> literals(const Json& step, const char* key) {
  if (!step.contains(key)) return {};
  if (step[key].is_string()) return {step[key]};
  return step[key].get<std::vector<std::string>>();
}

}  // namespace

// The next line for the host. list_changed may come at any time, so it is set aside until a step asks for it;
// and a step that does ask finds it among the others.
std::string Player::take_host_line(const Json& pattern, std::string& line) {
  std::deque<std::string>& lines = stage_.host_lines();
  const bool wants_change = is_list_change(method_of(pattern));
  while (true) {
    for (auto it = lines.begin(); it != lines.end();) {
      const std::optional<Json> message = read_wire(*it);
      const bool change = message && is_list_change(method_of(*message));
      if (!change && !wants_change) break;
      if (change) {
        aside_.push_back(*it);
        it = lines.erase(it);
      } else {
        ++it;
      }
    }
    for (auto it = aside_.begin(); wants_change && it != aside_.end(); ++it) {
      Json ignored;
      if (!mismatch(pattern, *read_wire(*it), ignored).empty()) continue;
      line = *it;
      aside_.erase(it);
      return {};
    }
    if (!wants_change && !lines.empty()) {
      line = lines.front();
      lines.pop_front();
      return {};
    }
    const std::size_t seen = lines.size();
    if (!stage_.wait([&] { return lines.size() > seen || stage_.output_ended(); }))
      return "nothing came in time";
    if (lines.size() == seen) return "the program closed its output";
  }
}

// Compares a line with what the step wants of it, and keeps what it captures.
std::string Player::check(const Json& pattern, const Json& step, const std::string& line) {
  const std::optional<Json> message = read_wire(line);
  const std::string came = "\n     line: " + line.substr(0, 1500);
  if (!message) return "no JSON" + came;
  Json captured = Json::object();
  if (std::string why = mismatch(pattern, *message, captured); !why.empty()) return why + came;
  for (const std::string& text : literals(step, "contains")) {
    if (line.find(text) == line.npos) return "expected the bytes " + text + came;
  }
  for (const std::string& text : literals(step, "lacks")) {
    if (line.find(text) != line.npos) return "did not expect the bytes " + text + came;
  }
  for (const auto& [name, pointer] : object_at(step, "capture").items()) {
    const Json::json_pointer place(pointer.get<std::string>());
    if (!message->contains(place)) return "nothing to capture at " + place.to_string() + came;
    captured[name] = (*message)[place];
  }
  variables_.update(captured);
  return {};
}

std::string Player::expect(const Json& step) {
  std::string line;
  if (std::string problem = take_host_line(step["expect"], line); !problem.empty()) return problem;
  return check(step["expect"], step, line);
}

std::string Player::expect_raw(const Json& step) {
  std::string line;
  if (std::string problem = take_host_line(Json(), line); !problem.empty()) return problem;
  return step["expectRaw"] == line ? "" : "expected these bytes, came\n     line: " + line.substr(0, 1500);
}

// As many lines as there are patterns, in any order; a line takes the first pattern that fits it.
std::string Player::expect_any(const Json& step) {
  std::vector<Json> open(step["expectAny"].begin(), step["expectAny"].end());
  while (!open.empty()) {
    const auto change =
        std::find_if(open.begin(), open.end(), [](const Json& p) { return is_list_change(method_of(p)); });
    std::string line, why;
    if (std::string problem = take_host_line(change != open.end() ? *change : Json(), line);
        !problem.empty()) {
      return problem + "; still expected: " + dump(Json(open));
    }
    const auto fits = std::find_if(open.begin(), open.end(), [&](const Json& p) {
      why = check(p, step, line);
      return why.empty();
    });
    if (fits == open.end()) return "a line that fits none of " + dump(Json(open)) + "; the last: " + why;
    open.erase(fits);
  }
  return {};
}

}  // namespace callgate::test
