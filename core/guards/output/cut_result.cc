#include "core/guards/output/cut_result.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/guards/output/cut_blocks.h"
#include "core/json/view.h"

namespace callgate::guard {
namespace {

using OnExceed = policy::OutputRule::OnExceed;
using What = OutputFault::What;

constexpr std::size_t kNotice = 900;     // bytes set aside for what is said about the cut
constexpr std::size_t kNoticeForm = 32;  // what stands around that
constexpr std::size_t kEnvelope = 700;   // and for what stands around a page

std::string text_block(std::string_view text) {
  return R"({"type":"text","text":)" + json::quote(text) + "}";
}

class ResultCutter {
 public:
  ResultCutter(std::string_view result, const ResultParts& parts, const OutputLimits& limits,
               const OutputFault& fault, const CutOrder& order)
      : result_(result), parts_(parts), limits_(limits), fault_(fault), order_(order) {}
  CutResult run();

 private:
  std::size_t most() const { return std::min(limits_.bytes, limits_.chars); }
  bool of_tool() const { return parts_.key == "content" || parts_.key.empty(); }
  Room room(std::size_t aside) const;
  // For all that is neither text nor data.
  std::size_t form() const { return limits_.bytes - std::min(kNoticeForm, limits_.bytes); }
  void cut_structured();
  bool put_page();
  void put_blocks();
  void choose_members(std::size_t form_of_blocks);
  std::string left_out() const;
  std::string data_of_page(std::size_t bytes) const;
  std::string kept() const;
  std::string reason() const;
  std::string assembled() const;

  const std::string_view result_;
  const ResultParts& parts_;
  const OutputLimits& limits_;
  const OutputFault& fault_;
  const CutOrder& order_;
  std::string blocks_;                     // raw, with commas between them
  std::optional<std::string> structured_;  // instead of what stands there
  bool unstructured_ = false;              // it has to go
  bool broken_ = false;                    // and with it what the tool promises
  std::size_t text_ = 0, left_out_ = 0;
  std::vector<std::string_view> too_long_;  // keys of members that go
};

std::string counted(std::size_t number, const char* what) {
  return std::to_string(number) + what + (number == 1 ? "" : "s");
}

Room ResultCutter::room(std::size_t aside) const {
  Room room;
  room.bytes = limits_.bytes - std::min(aside, limits_.bytes / 4);
  if (limits_.chars != kAny) room.chars = limits_.chars - std::min(aside, limits_.chars / 4);
  room.binary = limits_.binary;
  room.form = form();
  room.json = limits_.json;
  room.always = limits_.always;
  return room;
}

void ResultCutter::cut_structured() {
  if (parts_.structured.empty()) return;
  const json::Outline outline(parts_.structured);
  const bool fits = compact_size(parts_.structured) <= most();
  if (fits && (!outline.whole() || !excess_of(outline, limits_.always).any())) return;
  JsonLimits limits = limits_.json;
  limits.bytes = most();
  if (outline.whole()) structured_ = cut_json(outline, limits);
  if (!order_.promise && order_.has_promise) structured_.reset();
  if (structured_ && order_.promise && order_.promise->fits(parts_.structured) &&
      !order_.promise->fits(*structured_)) {
    structured_.reset();
  }
  unstructured_ = !structured_;
  broken_ = unstructured_ && order_.has_promise;
}

std::string ResultCutter::kept() const {
  switch (fault_.what) {
    case What::structured:
      if (unstructured_) return "it is left out";
      return std::to_string(structured_->size()) + " are kept";
    case What::array:
    case What::depth:
      return "the rest is left out";
    case What::binary:
    case What::form:
      return left_out();
    default:
      return std::to_string(text_) + (fault_.what == What::tokens ? " bytes are kept" : " are kept");
  }
}

std::string ResultCutter::left_out() const {
  std::string text;
  if (left_out_ > 0 || too_long_.empty()) text = counted(left_out_, " block");
  if (!too_long_.empty()) text += (text.empty() ? "" : " and ") + counted(too_long_.size(), " member");
  return text + (left_out_ + too_long_.size() == 1 ? " is left out" : " are left out");
}

// Of the members besides blocks and structured content, those stay for which the blocks have left room.
void ResultCutter::choose_members(std::size_t form_of_blocks) {
  std::size_t room = form() - std::min(form_of_blocks, form());
  json::Members walk(result_);
  for (json::Member member; walk.next(member);) {
    if (holds_result_blocks(member.key) || member.key == "structuredContent") continue;
    if (member.value.size() > room) {
      too_long_.push_back(member.key);
    } else {
      room -= member.value.size();
    }
  }
}

std::string ResultCutter::reason() const {
  std::string text = "The result of " + std::string(order_.tool) + " " + fault_.excess + ", " + kept();
  if (broken_) text += "; its structured content could not be cut to fit the tool's output schema";
  return text + ".";
}

// What a page shows, as raw JSON of at most so many bytes.
std::string ResultCutter::data_of_page(std::size_t bytes) const {
  JsonLimits limits = limits_.json;
  limits.bytes = bytes;
  if (!parts_.structured.empty()) {
    const json::Outline outline(parts_.structured);
    if (outline.whole()) {
      if (auto cut = cut_json(outline, limits)) return *cut;
    }
  }
  std::string all;
  for (const ResultBlock& block : parts_.blocks) {
    for (const std::string_view literal : block.texts) {
      if (!all.empty()) all += '\n';
      all += json::decode(literal);
    }
  }
  if (auto cut = cut_json_text(all, limits, {}, true)) return *cut;
  all.resize(fitting(all, bytes - std::min<std::size_t>(bytes, 2), kAny, true));
  return json::quote(all);
}

// False if there is no room for an envelope.
bool ResultCutter::put_page() {
  if (!of_tool() || most() < 2 * kEnvelope) return false;
  const std::string data = data_of_page(most() - kEnvelope);
  const std::string_view instead = order_.instead;
  std::string page = R"({"partial":true,"truncated_at":")" + std::string(fault_.envelope) +
                     R"(","original_size":)" + std::to_string(fault_.original) + R"(,"returned_size":)" +
                     std::to_string(data.size()) + R"(,"data":)" + data + R"(,"continuation_hint":)";
  json::append_quoted(page, instead.substr(0, fitting(instead, kEnvelope / 2, kAny, true)));
  page += '}';
  text_ = data.size();
  blocks_ = text_block(page);
  Room others = room(0);
  others.bytes = 0;
  ResultParts rest = parts_;
  std::erase_if(rest.blocks, [](const ResultBlock& block) { return !block.texts.empty(); });
  const CutBlocks cut = cut_blocks(rest, others);
  left_out_ = cut.left_out;
  choose_members(cut.form);
  if (!cut.joined.empty()) blocks_.append(",").append(cut.joined);
  if (!parts_.structured.empty() && !order_.has_promise) {
    structured_ = std::move(page);
    unstructured_ = false;
  }
  return true;
}

void ResultCutter::put_blocks() {
  const Room most_of_it = room(kNotice);
  CutBlocks cut = cut_blocks(parts_, most_of_it);
  text_ = cut.text;
  left_out_ = cut.left_out;
  choose_members(cut.form);
  blocks_ = std::move(cut.joined);
  std::string notice = "[Cut by the gateway. " + reason();
  if (!order_.instead.empty()) notice.append(" ").append(order_.instead);
  notice += "]";
  const std::size_t bytes = limits_.bytes - most_of_it.bytes,
                    chars = limits_.chars == kAny ? kAny : limits_.chars - most_of_it.chars;
  // Where the rest is matters more than why it is not here.
  const auto fits = [&] { return notice.size() <= bytes && notice.size() <= chars; };
  if (!fits()) notice = "[Cut by the gateway. " + std::string(order_.instead) + "]";
  if (!fits()) notice = "[Cut by the gateway.]";
  if (!of_tool()) notice.insert(0, "\n");
  notice.resize(fitting(notice, bytes, chars));
  if (of_tool()) {
    if (!blocks_.empty()) blocks_ += ',';
    blocks_ += text_block(notice);
  } else if (cut.cut_at) {
    const std::string quoted = json::quote(notice);
    blocks_.insert(*cut.cut_at, quoted, 1, quoted.size() - 2);
  }
}

std::string ResultCutter::assembled() const {
  const std::string_view key = parts_.key.empty() ? std::string_view("content") : parts_.key;
  std::string out = "{\"";
  out.append(key).append("\":[").append(blocks_);
  if (of_tool() && !order_.link.empty()) out.append(blocks_.empty() ? "" : ",").append(order_.link);
  out += ']';
  json::Members walk(result_);
  for (json::Member member; walk.next(member);) {
    std::string_view value = member.value;
    if (holds_result_blocks(member.key) || (broken_ && member.key == "isError")) continue;
    if (member.key == "structuredContent") {
      if (unstructured_) continue;
      if (structured_) value = *structured_;
    } else if (std::ranges::find(too_long_, member.key) != too_long_.end()) {
      continue;
    }
    out.append(",\"").append(member.key).append("\":").append(value);
  }
  if (broken_) out += ",\"isError\":true";
  return out += '}';
}

CutResult ResultCutter::run() {
  cut_structured();
  if (limits_.on_exceed != OnExceed::paginate || !put_page()) put_blocks();
  return {assembled(), reason()};
}

}  // namespace

CutResult cut_result(std::string_view result, const ResultParts& parts, const OutputLimits& limits,
                     const OutputFault& fault, const CutOrder& order) {
  return ResultCutter(result, parts, limits, fault, order).run();
}

}  // namespace callgate::guard
