#include "core/guards/output/cut_json.h"

#include <algorithm>
#include <vector>

#include "core/json/view.h"

namespace callgate::guard {
namespace {

using json::Entry;
using json::Outline;
using json::Type;

constexpr std::size_t kShortest = 16;  // bytes of a string that is cut
constexpr std::string_view kEllipsis = "…";

// One try to write a value within its limits.
class Writer {
 public:
  // Unless `partial`, a value that does not fit is not written at all.
  Writer(const Outline& value, const JsonLimits& limits, bool partial)
      : value_(value), limits_(limits), partial_(partial) {}

  bool write() { return put(value_[0], 1); }
  std::string& text() { return out_; }

 private:
  bool fits() const { return out_.size() + open_ <= limits_.bytes; }
  bool put(const Entry& entry, std::size_t level);
  bool put_inside(const Entry& entry, std::size_t level);
  void put_string(std::string_view text, std::string_view raw);

  const Outline& value_;
  const JsonLimits limits_;
  const bool partial_;
  std::string out_;
  std::size_t open_ = 0;  // containers that have to be closed
  bool full_ = false;     // something was left out for want of room
};

bool Writer::put(const Entry& entry, std::size_t level) {
  if (entry.type == Type::string) {
    put_string(entry.text, entry.raw);
    return fits();
  }
  if (entry.type != Type::array && entry.type != Type::object) {
    out_ += entry.raw;
    return fits();
  }
  const bool array = entry.type == Type::array;
  out_ += array ? '[' : '{';
  ++open_;
  if (!fits()) return --open_, false;
  const bool inside = level > limits_.depth || put_inside(entry, level);
  --open_;
  out_ += array ? ']' : '}';
  return inside;
}

bool Writer::put_inside(const Entry& container, std::size_t level) {
  const bool array = container.type == Type::array;
  std::size_t count = 0;
  for (std::uint32_t i = value_.index_of(container) + 1; i < container.end; i = value_[i].end) {
    if (array && count == limits_.array) break;
    const std::size_t before = out_.size();
    if (count++ > 0) out_ += ',';
    if (!array) {
      json::append_quoted(out_, value_[i].key);
      out_ += ':';
    }
    if (!put(value_[i], level + 1)) {
      if (!partial_) return false;
      out_.resize(before);
      full_ = true;
    }
    if (full_) break;
  }
  return true;
}

void Writer::put_string(std::string_view text, std::string_view raw) {
  if (text.size() <= limits_.string) {
    if (raw.size() == text.size() + 2) {
      out_ += raw;
    } else {
      json::append_quoted(out_, text);
    }
    return;
  }
  std::string cut(text.substr(0, fitting(text, limits_.string - kEllipsis.size())));
  json::append_quoted(out_, cut += kEllipsis);
}

}  // namespace

JsonExcess excess_of(const Outline& value, const JsonBounds& bounds) {
  JsonExcess excess;
  std::vector<std::uint32_t> ends;  // of the containers that are open
  for (const Entry& entry : value) {
    const std::uint32_t index = value.index_of(entry);
    while (!ends.empty() && ends.back() <= index) ends.pop_back();
    if (entry.type != Type::array && entry.type != Type::object) continue;
    if (entry.end == index + 1) continue;  // what is empty nests nothing
    ends.push_back(entry.end);
    if (ends.size() > bounds.depth) excess.levels = std::max(excess.levels, ends.size());
    if (entry.type != Type::array || excess.elements > 0 || bounds.array == kAny) continue;
    std::size_t elements = 0;
    for (std::uint32_t i = index + 1; i < entry.end; i = value[i].end) ++elements;
    if (elements <= bounds.array) continue;
    excess.elements = elements;
    excess.where = value.path_of(entry);
  }
  return excess;
}

std::optional<std::string> cut_json(const Outline& value, const JsonLimits& limits) {
  JsonLimits now = limits;
  now.string = std::max(now.string, kShortest);
  for (;;) {
    Writer writer(value, now, false);
    if (writer.write()) return std::move(writer.text());
    if (now.array == 0 && now.string == kShortest) break;
    now.array /= 2;
    now.string = std::max(now.string / 2, kShortest);
  }
  now = limits;
  now.string = std::max(now.string, kShortest);
  Writer writer(value, now, true);
  if (!writer.write()) return std::nullopt;
  return std::move(writer.text());
}

std::size_t compact_size(std::string_view raw) {
  std::size_t size = 0;
  for (std::size_t at = 0; at < raw.size(); ++at) {
    const char c = raw[at];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    ++size;
    if (c != '"') continue;
    const std::size_t begin = ++at;
    while (raw[at] != '"') at += raw[at] == '\\' ? 2 : 1;
    const std::string_view inside = raw.substr(begin, at - begin);
    // What has to be escaped stays so; other escapes are counted as what they stand for.
    std::size_t escapes = 0;
    for (std::size_t i = inside.find('\\'); i < inside.size(); i = inside.find('\\', i + 2))
      escapes += inside[i + 1] == 'u'
                     ? (inside.substr(i + 2, 3) == "000" || inside.substr(i + 2, 3) == "001" ? 5 : 0)
                     : (inside[i + 1] == '/' ? 0 : 1);
    size += size_of_literal(inside).bytes + escapes + 1;
  }
  return size;
}

}  // namespace callgate::guard
