#include "core/policy/obligation_reader.h"

#include <charconv>

#include "core/json/decimal.h"
#include "core/policy/node_values.h"
#include "core/policy/pattern.h"
#include "core/policy/rule_shape.h"
#include "core/policy/rule_words.h"

namespace callgate::policy {
namespace {

using config::Node;

std::optional<std::int64_t> integer_of(const Node* node) {
  std::int64_t value = 0;
  if (!node || node->type != config::Type::number) return std::nullopt;
  const char* const end = node->text.data() + node->text.size();
  if (std::from_chars(node->text.data(), end, value).ptr != end) return std::nullopt;
  return value;
}

std::vector<FieldPath> fields_of(const Node* node) {
  std::vector<FieldPath> fields;
  for (const std::string& text : strings_of(node)) {
    if (auto path = parse_field_path(text)) fields.push_back(std::move(*path));
  }
  return fields;
}

std::vector<Apart> apart_of(const Node* node) {
  std::vector<Apart> by;
  for (const std::string& text : strings_of(node)) {
    const auto word = std::ranges::find(kApartWords, std::string_view(text));
    if (word != std::end(kApartWords)) {
      by.push_back({static_cast<Apart::What>(word - kApartWords), {}});
    } else if (auto path = parse_field_path(text)) {
      by.push_back({Apart::What::field, std::move(*path)});
    }
  }
  return by;
}

// One reading of the obligations of one rule.
class Reader {
 public:
  Reader(const Node& rule, const std::string& id, const Operands& operands)
      : rule_(rule), id_(id), operands_(operands) {}

  Obligations read() {
    Obligations all;
    if (const Node* limits = rule_.find("limit")) read_limits(*limits, all.limits);
    if (const Node* node = rule_.find("budget")) all.budget = budget(*node);
    const Node* require = rule_.find("require");
    if (const Node* node = require ? require->find("prior") : nullptr) all.prior = prior(*node);
    if (const Node* node = rule_.find("active")) all.active = active(*node);
    if (const Node* node = rule_.find("idempotency")) all.idempotency = idempotency(*node);
    if (const Node* node = rule_.find("cache"))
      all.cache = CacheRule{duration_of(node->find("ttl")), apart_of(node->find("by"))};
    if (const Node* node = rule_.find("rewrite")) all.rewrite = rewrite(*node);
    if (const Node* node = rule_.find("redact")) all.redact = redact(*node);
    if (const Node* node = rule_.find("output")) all.output = output(*node);
    const Node* hook = rule_.find("hook");
    if (const Node* node = hook ? hook->find("before") : nullptr) all.hook = this->hook(*node);
    if (const Node* node = rule_.find("approve")) all.approve = approve(*node);
    return all;
  }

 private:
  void read_limits(const Node& node, std::vector<Limit>& limits) {
    const auto add = [&](const Node& one) {
      Limit limit{integer_of(one.find("calls")), duration_of(one.find("per")),
                  integer_of(one.find("concurrent")), apart_of(one.find("by"))};
      if (limit.calls.has_value() == limit.concurrent.has_value()) {
        operands_.error(one, "a limit says either \"calls\" or \"concurrent\"",
                        limit.calls ? "these are two limits: write a list" : "");
      }
      limits.push_back(std::move(limit));
    };
    if (node.type == config::Type::object) add(node);
    for (const Node& one : node.items) add(one);
  }

  BudgetRule budget(const Node& node) {
    BudgetRule budget;
    const Node* name = node.find("id");
    budget.id = name ? name->text : id_;
    if (const Node* sum = node.find("sum")) {
      if (auto path = parse_field_path(sum->text)) budget.sum = std::move(*path);
    }
    if (const Node* max = node.find("max")) budget.max = max->text;
    budget.per = duration_of(node.find("per"));
    budget.by = apart_of(node.find("by"));
    return budget;
  }

  PriorRule prior(const Node& node) {
    PriorRule prior;
    prior.tools = patterns_of(strings_of(node.find("tools")));
    prior.outcome = enum_of<PriorRule::Outcome>(node.find("outcome"), kOutcomeWords).value_or(prior.outcome);
    prior.within = duration_of(node.find("within"));
    prior.same = fields_of(node.find("same"));
    return prior;
  }

  ActiveRule active(const Node& node) {
    ActiveRule active;
    if (const Node* days = node.find("days")) {
      active.days = 0;
      for (const Node& day : days->items) {
        const auto word = std::ranges::find(kDayWords, std::string_view(day.text));
        if (word != std::end(kDayWords)) active.days |= static_cast<std::uint8_t>(1 << (word - kDayWords));
      }
    }
    if (const Node* from = node.find("from")) active.from = parse_time_of_day(from->text).value_or(0);
    if (const Node* to = node.find("to")) active.to = parse_time_of_day(to->text).value_or(active.to);
    if (active.from == active.to)
      operands_.error(node, "\"from\" and \"to\" are the same time", "this is never");
    if (const Node* zone = node.find("tz")) active.tz = zone->text;
    return active;
  }

  IdempotencyRule idempotency(const Node& node) {
    IdempotencyRule rule;
    for (const std::string& text : strings_of(node.find("key"))) {
      IdempotencyRule::Key key;
      if (text != "auto") {
        if (auto path = parse_field_path(text)) key.field = std::move(*path);
      }
      rule.keys.push_back(std::move(key));
    }
    rule.ttl = duration_of(node.find("ttl"));
    rule.on_mismatch = enum_of<IdempotencyRule::Mismatch>(node.find("onMismatch"), kMismatchWords)
                           .value_or(rule.on_mismatch);
    rule.on_unknown_outcome =
        enum_of<IdempotencyRule::Unknown>(node.find("onUnknownOutcome"), kUnknownOutcomeWords)
            .value_or(rule.on_unknown_outcome);
    return rule;
  }

  RewriteRule rewrite(const Node& node) {
    RewriteRule rewrite;
    if (const Node* clamp = node.find("clamp")) {
      for (const config::Member& member : clamp->members) {
        auto path = parse_field_path(member.key);
        if (!path) continue;
        const Node *low = member.value.find("min"), *high = member.value.find("max");
        RewriteRule::Clamp bounds{std::move(*path), low ? low->text : "", high ? high->text : ""};
        check_bounds(member.value, bounds);
        rewrite.clamp.push_back(std::move(bounds));
      }
    }
    rewrite.remove = fields_of(node.find("remove"));
    if (const Node* set = node.find("set")) {
      for (const config::Member& member : set->members) {
        if (auto path = parse_field_path(member.key))
          rewrite.set.emplace_back(std::move(*path), config::compact(member.value));
      }
    }
    return rewrite;
  }

  void check_bounds(const Node& node, const RewriteRule::Clamp& bounds) {
    const auto low = json::Decimal::read(bounds.min), high = json::Decimal::read(bounds.max);
    if (bounds.min.empty() && bounds.max.empty()) operands_.error(node, "a clamp needs \"min\" or \"max\"");
    if (low && high && *low > *high) operands_.error(node, "\"min\" is larger than \"max\"");
  }

  RedactRule redact(const Node& node) {
    RedactRule redact;
    const Node* in = node.find("in");
    redact.in_result = !in;
    for (const std::string& place : strings_of(in)) {
      redact.in_args |= place == "args";
      redact.in_result |= place == "result";
      redact.in_ledger |= place == "ledger";
    }
    redact.detect = strings_of(node.find("detect"));
    redact.matching = strings_of(node.find("matching"));
    if (const Node* with = node.find("with")) redact.with = with->text;
    return redact;
  }

  OutputRule output(const Node& node) {
    OutputRule output;
    if (const Node* size = node.find("maxBytes")) {
      if (const auto bytes = config::parse_size(size->text))
        output.max_bytes = static_cast<std::size_t>(*bytes);
    }
    output.on_exceed = enum_of<OutputRule::OnExceed>(node.find("onExceed"), kOnExceedWords);
    return output;
  }

  Hook hook(const Node& node) {
    Hook hook;
    hook.exec = strings_of(node.find("exec"));
    if (hook.exec.empty()) operands_.error(node, "\"exec\" names no program");
    hook.timeout = duration_of(node.find("timeout")).value_or(hook.timeout);
    if (const Node* worker = node.find("worker")) hook.worker = worker->truth;
    hook.on_fail = enum_of<Hook::OnFail>(node.find("onFail"), kOnFailWords).value_or(hook.on_fail);
    hook.rule = id_;
    return hook;
  }

  ApproveRule approve(const Node& node) {
    ApproveRule approve;
    approve.assurance = enum_of<guard::Assurance>(node.find("assurance"), kAssuranceWords);
    if (const Node* scopes = node.find("scopes")) {
      approve.scopes = 0;
      for (const Node& scope : scopes->items) {
        const auto word = std::ranges::find(kScopeWords, std::string_view(scope.text));
        if (word != std::end(kScopeWords))
          approve.scopes |= static_cast<std::uint8_t>(1 << (word - kScopeWords));
      }
    }
    return approve;
  }

  const Node& rule_;
  const std::string& id_;
  const Operands& operands_;
};

}  // namespace

Obligations read_obligations(const Node& rule, const std::string& id, const Operands& operands) {
  return Reader(rule, id, operands).read();
}

}  // namespace callgate::policy
