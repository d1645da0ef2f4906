#include "gateway/state/catalog_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include "core/base/digest.h"
#include "core/json/view.h"
#include "gateway/state/file.h"

namespace callgate::state {
namespace {

constexpr std::string_view kFormat = "\"callgate-catalog\"";
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kLargest = 64u << 20;
constexpr time_t kUsedAgain = 24 * 3600;

// Each part with its length in front, so that no two identities read the same.
void add(std::string& all, std::string_view part) {
  all += std::to_string(part.size());
  all += ':';
  all += part;
}

void append_list(std::string& out, std::string_view name, const std::vector<Bytes>& items) {
  out += ",\n\"";
  out += name;
  out += "\":[";
  std::string_view before;
  for (const Bytes& item : items) {
    out += before;
    out += item.view();
    before = ",\n";
  }
  out += ']';
}

void append_value(std::string& out, std::string_view name, const Bytes& value) {
  if (value.empty()) return;
  out += ",\n\"";
  out += name;
  out += "\":";
  out += value.view();
}

void read_list(const Bytes& file, std::string_view array, std::vector<Bytes>& items) {
  json::Elements elements(array);
  for (std::string_view item; elements.next(item);) items.push_back(file.slice(item));
}

// Says whose file it is; the views live in the file's buffer.
struct Header {
  std::string_view format, version, key;
};

CatalogEntry read_members(const Bytes& file, std::string_view object, Header& header) {
  CatalogEntry entry;
  json::Members members(object);
  for (json::Member each; members.next(each);) {
    const std::string_view key = each.key, value = each.value;
    if (key == "format") header.format = value;
    if (key == "version") header.version = value;
    if (key == "key") header.key = value;
    if (key == "server") entry.server = json::decode(value);
    if (key == "era") entry.era = json::equals(value, "modern") ? Era::modern : Era::legacy;
    if (key == "protocolVersion") entry.protocol_version = json::decode(value);
    if (key == "serverInfo") entry.server_info = file.slice(value);
    if (key == "capabilities") entry.capabilities = file.slice(value);
    if (key == "instructions") entry.instructions = file.slice(value);
    if (key == "tools") read_list(file, value, entry.tools);
    if (key == "prompts") read_list(file, value, entry.prompts);
    if (key == "resources") read_list(file, value, entry.resources);
    if (key == "templates") read_list(file, value, entry.templates);
  }
  return entry;
}

// The time of change says when a file was used last. Once a day is often enough.
void mark_used(const std::filesystem::path& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0 && about.st_mtime < ::time(nullptr) - kUsedAgain)
    ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
}

}  // namespace

std::string_view to_string(Era era) {
  return era == Era::modern ? "modern" : "legacy";
}

std::string catalog_key(const CatalogIdentity& identity) {
  std::string all;
  add(all, identity.command);
  add(all, std::to_string(identity.args.size()));
  for (const std::string& arg : identity.args) add(all, arg);
  add(all, identity.cwd);
  add(all, std::to_string(identity.env.size()));
  for (const auto& [name, value] : identity.env) {
    add(all, name);
    add(all, value);
  }
  add(all, identity.protocol);
  add(all, identity.capabilities);
  return sha256_hex(all);
}

std::string catalog_text(std::string_view key, const CatalogEntry& entry) {
  std::string out =
      "{\"format\":" + std::string(kFormat) + ",\"version\":" + std::to_string(kVersion) + ",\"key\":";
  json::append_quoted(out, key);
  out += ",\n\"server\":";
  json::append_quoted(out, entry.server);
  out += ",\"era\":";
  json::append_quoted(out, to_string(entry.era));
  out += ",\"protocolVersion\":";
  json::append_quoted(out, entry.protocol_version);
  append_value(out, "serverInfo", entry.server_info);
  append_value(out, "capabilities", entry.capabilities);
  append_value(out, "instructions", entry.instructions);
  append_list(out, "tools", entry.tools);
  append_list(out, "prompts", entry.prompts);
  append_list(out, "resources", entry.resources);
  append_list(out, "templates", entry.templates);
  return out + "}\n";
}

Result<CatalogEntry> CatalogCache::load(std::string_view key) const {
  const std::filesystem::path file = path(key);
  CALLGATE_TRY(buffer, read_file(file, kLargest));
  const Bytes text = Bytes::adopt(std::move(buffer));
  std::string_view object = text.view();
  if (object.ends_with('\n')) object.remove_suffix(1);
  if (!object.starts_with('{') || !json::valid(object))
    return error(Errc::invalid, "damaged: not a JSON object", file.string());
  Header header;
  CatalogEntry entry = read_members(text, object, header);
  if (header.format != kFormat) return error(Errc::invalid, "not a catalog of ours", file.string());
  if (json::integer(header.version) != kVersion)
    return error(Errc::invalid, "written in another version of the format", file.string());
  if (!json::equals(header.key, key)) return error(Errc::invalid, "belongs to another key", file.string());
  mark_used(file);
  return entry;
}

Result<void> CatalogCache::store(std::string_view key, std::string_view text) const {
  const std::filesystem::path file = path(key);
  if (auto before = read_file(file, kLargest); before && before->view() == text) {
    mark_used(file);
    return {};
  }
  return replace_file(file, text);
}

void CatalogCache::prune(WallTime now, Millis keep) const {
  remove_older(folder_, ".json", now - keep);
  remove_older(folder_, ".tmp", now - keep);
}

}  // namespace callgate::state
