#include "figures.h"

namespace callgate::bench {
namespace {

constexpr Figure kFigures[] = {
    {"latency.p50", "p50, one call in flight, 200 B", "us"},
    {"latency.p90", "p90", "us"},
    {"latency.p99", "p99", "us"},
    {"throughput.1", "calls/s, 1 in flight", "/s", Better::more},
    {"throughput.16", "calls/s, 16 in flight", "/s", Better::more},
    {"throughput.64", "calls/s, 64 in flight", "/s", Better::more},
    {"throughput.256", "calls/s, 256 in flight", "/s", Better::more},
    {"throughput.64.batched", "calls/s, 64 in flight, requests batched", "/s", Better::more},
    {"cpu.1", "CPU per call, 1 in flight", "us"},
    {"cpu.64", "CPU per call, 64 in flight", "us"},
    {"results.64KiB", "results of 64 KiB", "MB/s", Better::more},
    {"results.1MiB", "results of 1 MiB", "MB/s", Better::more},
    {"results.8MiB", "results of 8 MiB", "MB/s", Better::more},
    {"results.16MiB", "results of 16 MiB", "MB/s", Better::more},
    {"start.initialize_first", "exec to initialize, first start", "ms", Better::less, false},
    {"start.list_first", "exec to tools/list, first start", "ms", Better::less, false},
    {"start.initialize", "exec to initialize, catalog cached", "ms", Better::less, false},
    {"start.list", "exec to tools/list, catalog cached", "ms", Better::less, false},
    {"memory.idle", "RSS idle", "MiB", Better::less, false},
    {"memory.peak", "RSS at its highest, 16 MiB results", "MiB", Better::less, false},
    {"memory.after", "RSS after 16 MiB results", "MiB", Better::less, false},
    {"memory.helpers", "RSS of helper processes", "MiB", Better::less, false},
    {"stop.eof", "EOF to all upstreams gone", "ms", Better::less, false},
    {"stop.sigterm", "SIGTERM to all upstreams gone", "ms", Better::less, false},
    {"stop.sigkill", "SIGKILL to all upstreams gone", "ms", Better::less, false},
    {"stop.survivors", "processes left over", "", Better::less, false, true},
};

constexpr Target kTargets[] = {
    {"latency.p50", "off", Basis::per_relay, 1.25},
    {"latency.p50", "guards", Basis::per_relay, 1.4},
    {"latency.p50", "off", Basis::per_sdk, 1.0 / 3},
    {"latency.p50", "guards", Basis::per_sdk, 1.0 / 2.5},
    {"latency.p99", "off", Basis::per_relay, 1.5},
    {"latency.p99", "guards", Basis::per_relay, 1.7},
    {"throughput.64", "off", Basis::per_relay, 0.75},
    {"throughput.64", "guards", Basis::per_relay, 0.5},
    {"throughput.64", "off", Basis::per_sdk, 15},
    {"throughput.64", "guards", Basis::per_sdk, 10},
    {"results.1MiB", "off", Basis::per_relay, 0.60},
    {"results.1MiB", "guards", Basis::per_relay, 0.50},
    {"results.8MiB", "off", Basis::per_relay, 0.45},
    {"results.8MiB", "guards", Basis::per_relay, 0.40},
    {"start.initialize_first", "off", Basis::value, 5},
    {"start.initialize_first", "guards", Basis::value, 5},
    {"start.initialize", "off", Basis::value, 5},
    {"start.initialize", "guards", Basis::value, 5},
    {"start.list", "off", Basis::value, 15},
    {"start.list", "guards", Basis::value, 15},
    {"memory.idle", "off", Basis::value, 12},
    {"memory.idle", "guards", Basis::value, 12},
    {"memory.after", "off", Basis::value, 24},
    {"memory.after", "guards", Basis::value, 24},
    {"stop.eof", "off", Basis::value, 2000},
    {"stop.eof", "guards", Basis::value, 2000},
    {"stop.sigterm", "off", Basis::value, 2000},
    {"stop.sigterm", "guards", Basis::value, 2000},
    {"stop.sigkill", "off", Basis::value, 2000},
    {"stop.sigkill", "guards", Basis::value, 2000},
    {"stop.survivors", "off", Basis::value, 0},
    {"stop.survivors", "guards", Basis::value, 0},
};

}  // namespace

std::span<const Figure> figures() {
  return kFigures;
}
std::span<const Target> targets() {
  return kTargets;
}

}  // namespace callgate::bench
