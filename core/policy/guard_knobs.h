// The knobs of all guards: "guards": {NAME: {…}} of a policy.
#pragma once

#include <span>
#include <string_view>

#include "core/config/shape.h"
#include "core/policy/knob.h"
#include "core/policy/knobs/approval.h"
#include "core/policy/knobs/breaker.h"
#include "core/policy/knobs/budget.h"
#include "core/policy/knobs/cache.h"
#include "core/policy/knobs/capacity.h"
#include "core/policy/knobs/idempotency.h"
#include "core/policy/knobs/loops.h"
#include "core/policy/knobs/network.h"
#include "core/policy/knobs/output.h"
#include "core/policy/knobs/pins.h"
#include "core/policy/knobs/poison.h"
#include "core/policy/knobs/policy.h"
#include "core/policy/knobs/provenance.h"
#include "core/policy/knobs/resources.h"
#include "core/policy/knobs/risk.h"
#include "core/policy/knobs/schema.h"
#include "core/policy/knobs/secrets.h"

namespace callgate::policy {

struct GuardKnobs {
  PolicyKnobs policy;
  SchemaKnobs schema;
  ResourcesKnobs resources;
  NetworkKnobs network;
  SecretsKnobs secrets;
  PinsKnobs pins;
  PoisonKnobs poison;
  CacheKnobs cache;
  IdempotencyKnobs idempotency;
  BreakerKnobs breaker;
  BudgetKnobs budget;
  LoopsKnobs loops;
  CapacityKnobs capacity;
  OutputKnobs output;
  ProvenanceKnobs provenance;
  ApprovalKnobs approval;
  RiskKnobs risk;
};

// One guard's table. `asides` are keys that people will try and that have no meaning there, with advice.
struct KnobTable {
  std::string_view guard;
  std::string_view about;
  std::span<const Knob> knobs;
  std::span<const config::Field> asides;
  void* (*in)(GuardKnobs& all);  // the guard's own struct

  const void* in_const(const GuardKnobs& all) const { return in(const_cast<GuardKnobs&>(all)); }
};

// All tables, in the order in which documents list the guards.
std::span<const KnobTable> knob_tables();

// What "guards" may hold: an object of one object per guard. Lives as long as the program.
const config::Shape& guards_shape();

}  // namespace callgate::policy
