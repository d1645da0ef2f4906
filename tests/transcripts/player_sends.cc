// The steps that speak as the host.
#include "player.h"

namespace callgate::test {
namespace {

constexpr const char* kMeta = "io.modelcontextprotocol/";

std::string hex_bytes(const std::string& digits) {
  std::string out;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    out += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  return out;
}

}  // namespace

void Player::send(Json message) {
  Json whole = {{"jsonrpc", "2.0"}};
  whole.update(message);
  stage_.send(dump(whole) + "\n");
}

std::string Player::host(const Json& step) {
  send(step["host"]);
  return {};
}

// A request of 2026-07-28: what its envelope leaves out is filled in.
std::string Player::modern(const Json& step) {
  Json message = step["modern"];
  Json& meta = message["params"]["_meta"];
  const Json capabilities = step.value("capabilities", case_.header.value("capabilities", Json::object()));
  const Json client = {{"name", "transcript"}, {"version", "1.0.0"}};
  const Json envelope = {
      {"protocolVersion", "2026-07-28"}, {"clientInfo", client}, {"clientCapabilities", capabilities}};
  for (const auto& [key, value] : envelope.items()) {
    if (!meta.contains(kMeta + key)) meta[kMeta + key] = value;
  }
  send(message);
  return {};
}

std::string Player::raw(const Json& step) {
  stage_.send(step["raw"].get<std::string>() + "\n");
  return {};
}

std::string Player::raw_hex(const Json& step) {
  stage_.send(hex_bytes(step["rawHex"]) + "\n");
  return {};
}

std::string Player::bytes(const Json& step) {
  stage_.send(step["bytes"].get<std::string>());
  return {};
}

// One line of any size: head, `fill` times 'x', tail.
std::string Player::big(const Json& step) {
  const Json& parts = step["big"];
  const std::string fill(parts["fill"].get<std::size_t>(), 'x');
  stage_.send(parts["head"].get<std::string>() + fill + parts["tail"].get<std::string>() + "\n");
  return {};
}

std::string Player::open(const Json& step) {
  const Json client = {{"name", "transcript"}, {"version", "1.0.0"}};
  send({{"id", "open"},
        {"method", "initialize"},
        {"params",
         {{"protocolVersion", step["open"]},
          {"capabilities", step.value("capabilities", case_.header.value("capabilities", Json::object()))},
          {"clientInfo", step.value("clientInfo", case_.header.value("clientInfo", client))}}}});
  const Json pattern = {{"id", "open"}, {"result", {{"protocolVersion", step["open"]}}}};
  std::string line;
  if (std::string problem = take_host_line(pattern, line); !problem.empty()) return problem;
  if (std::string problem = check(pattern, Json::object(), line); !problem.empty()) return problem;
  send({{"method", "notifications/initialized"}});
  return {};
}

}  // namespace callgate::test
