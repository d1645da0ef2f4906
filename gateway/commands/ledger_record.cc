#include "gateway/commands/ledger_record.h"

#include <cstdio>

#include "core/json/view.h"

namespace callgate::commands {
namespace {

struct TextField {
  std::string_view key;
  std::string LedgerRecord::*member;
};

constexpr TextField kTexts[] = {
    {"time", &LedgerRecord::time},         {"call", &LedgerRecord::call},
    {"host", &LedgerRecord::host},         {"exposed", &LedgerRecord::exposed},
    {"server", &LedgerRecord::server},     {"tool", &LedgerRecord::tool},
    {"decision", &LedgerRecord::decision}, {"guard", &LedgerRecord::guard},
    {"rule", &LedgerRecord::rule},         {"code", &LedgerRecord::code},
    {"reason", &LedgerRecord::reason},     {"event", &LedgerRecord::event},
    {"outcome", &LedgerRecord::outcome},   {"effect", &LedgerRecord::effect},
    {"argsSha256", &LedgerRecord::digest},
};

std::vector<std::string> read_would_be(std::string_view array) {
  std::vector<std::string> all;
  json::Elements elements(array);
  for (std::string_view each; elements.next(each);)
    all.push_back(json::decode(json::member(each, "decision")) + " by " +
                  json::decode(json::member(each, "guard")) + ": " +
                  json::decode(json::member(each, "code")));
  return all;
}

}  // namespace

LedgerRecord read_ledger_record(std::string_view line) {
  LedgerRecord record;
  json::Members members(line);
  for (json::Member each; members.next(each);) {
    for (const TextField& field : kTexts)
      if (each.key == field.key) record.*field.member = json::decode(each.value);
    if (each.key == "args" && json::type_of(each.value) == json::Type::object) record.arguments = each.value;
    if (each.key == "price" && json::type_of(each.value) == json::Type::number) record.price = each.value;
    if (each.key == "micros") record.micros = json::integer(each.value);
    if (each.key == "argsBytes") record.arguments_bytes = json::integer(each.value);
    if (each.key == "resultBytes") record.result_bytes = json::integer(each.value);
    if (each.key == "wouldBe") record.would_be = read_would_be(each.value);
    if (each.key == "lost") record.lost = json::integer(each.value).value_or(0);
  }
  return record;
}

std::string readable_duration(std::int64_t micros) {
  char text[32];
  const auto value = static_cast<double>(micros);
  if (micros < 1000) {
    std::snprintf(text, sizeof text, "%d µs", static_cast<int>(micros));
  } else if (micros < 1'000'000) {
    std::snprintf(text, sizeof text, micros < 10'000 ? "%.2f ms" : "%.1f ms", value / 1e3);
  } else {
    std::snprintf(text, sizeof text, "%.1f s", value / 1e6);
  }
  return text;
}

}  // namespace callgate::commands
