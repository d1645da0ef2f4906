#include "core/guards/resources/path_arguments.h"

#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>
#include <initializer_list>
#include <unordered_map>

#include "core/guard/key_memo.h"

namespace callgate::guard {
namespace {

using json::Entry;
using json::Type;

// The letters of a key in lower case: "filePath", "file_path" and "FILE-PATH" are one. Long keys are no
// names.
class PlainKey {
 public:
  explicit PlainKey(std::string_view key) {
    for (const char c : key.substr(0, kMost)) {
      if (c == '_' || c == '-') continue;
      bytes_[size_++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    }
  }
  std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  static constexpr std::size_t kMost = 32;
  std::array<char, kMost> bytes_{};
  std::size_t size_ = 0;
};

// What the name of an argument says of its text: `perhaps` and `source` hold paths and other things, too.
enum class Says : std::uint8_t { nothing, path, perhaps, source, url, never };

const std::unordered_map<std::string_view, Says>& known_names() {
  static const std::unordered_map<std::string_view, Says> kKnown = [] {
    std::unordered_map<std::string_view, Says> known;
    const auto add = [&known](Says says, std::initializer_list<std::string_view> names) {
      for (const std::string_view name : names) known.emplace(name, says);
    };
    add(Says::never,
        {"content",   "contents",        "text",           "body",     "message",     "prompt", "query",
         "pattern",   "patterns",        "regex",          "oldtext",  "newtext",     "oldstr", "newstr",
         "oldstring", "newstring",       "html",           "markdown", "description", "title",  "exclude",
         "ignore",    "excludepatterns", "ignorepatterns", "glob",     "globs",       "code",   "sql",
         "comment",   "filter",          "xpath",          "jsonpath", "querypath"});
    add(Says::url, {"url", "urls", "href", "link", "endpoint", "route", "baseurl", "address", "keypath",
                    "profile", "profiles"});
    add(Says::source, {"source", "src", "from"});
    add(Says::perhaps, {"destination", "dest", "dst", "target", "to", "root", "roots", "cwd", "output", "out",
                        "uris", "uri"});
    return known;
  }();
  return kKnown;
}

// "sourcePath", "files" and the like, by how they end.
bool ends_like_path(std::string_view name) {
  constexpr std::string_view kEnds[] = {"path",   "paths",   "file",      "files",       "filename", "dir",
                                        "folder", "folders", "directory", "directories", "filenames"};
  const auto fits = [name](std::string_view end) {
    return name.back() == end.back() && name.ends_with(end);  // most names differ in the last letter
  };
  return !name.empty() && std::ranges::any_of(kEnds, fits);
}

Says worked_out(std::string_view key) {
  const PlainKey plain(key);
  const auto known = known_names().find(plain.view());
  if (known != known_names().end()) return known->second;
  return ends_like_path(plain.view()) ? Says::path : Says::nothing;
}

Says says_of(std::string_view key) {
  thread_local KeyMemo<Says> memo;
  return memo.of(key, worked_out);
}

constexpr std::size_t kLongest = 4096;

bool has(std::string_view text, char c) {
  return text.find(c) != text.npos;
}
bool one_line(std::string_view text) {
  return !text.empty() && text.size() <= kLongest && !has(text, '\n') && !has(text, '\r');
}

bool begins_like_path(std::string_view text) {
  constexpr std::array<std::string_view, 12> kBeginnings = {
      "/", "~/", "./", "../", "file:", "FILE:", "$HOME", "${HOME}", "%USERPROFILE%", "\\\\", "..\\", ".\\"};
  if (std::ranges::any_of(kBeginnings, [&](std::string_view begin) { return text.starts_with(begin); }))
    return true;
  return text.size() > 2 && text[1] == ':' && (text[2] == '\\' || text[2] == '/');
}

// A path of this machine and no route of a web site.
bool begins_on_disk(std::string_view text) {
  constexpr std::array<std::string_view, 12> kFolders = {"~/",     "$HOME",   "${HOME}",   "/root/",
                                                         "/home/", "/etc/",   "/proc/",    "/var/",
                                                         "/run/",  "/Users/", "/private/", "/opt/"};
  return one_line(text) &&
         std::ranges::any_of(kFolders, [&](std::string_view begin) { return text.starts_with(begin); });
}

// Under a name that says nothing: no prose, no other URL, no route of a web site with blanks.
bool looks_like_path(std::string_view text) {
  // Whatever begins like one has a separator, but for the names of folders in variables and of URLs.
  if (!has(text, '/') && !has(text, '\\') && !has(text.substr(0, 8), ':') && !text.starts_with('$') &&
      !text.starts_with('%'))
    return false;
  if (!one_line(text) || text == "/") return false;
  if (begins_like_path(text)) return !text.starts_with("//") && text.find("  ") == text.npos;
  if ((!has(text, '/') && !has(text, '\\')) || text.find("://") != text.npos) return false;
  return text.find_first_of(" \t<>{}()|\"'`,;") == text.npos;
}

bool file_url(std::string_view text) {
  return text.starts_with("file:") || text.starts_with("FILE:");
}
bool other_url(std::string_view text) {
  return text.find("://") != text.npos && !file_url(text);
}

}  // namespace

PathArguments::PathArguments(std::vector<std::string> names) : names_(std::move(names)) {
  find_ = std::erase(names_, "auto") > 0;
}

std::vector<PathArgument> PathArguments::in(Call& call) const {
  std::vector<PathArgument> found;
  const json::Outline& all = call.outline();
  const std::vector<ShellCommand>& commands = call.shell();
  // What the name around says is handed down to elements of lists.
  boost::container::small_vector<Says, 32> says(all.size(), Says::nothing);
  for (const Entry& entry : all) {
    const std::uint32_t at = all.index_of(entry);
    const bool scalar = entry.type == Type::number || entry.type == Type::boolean || entry.type == Type::null;
    if (at == 0 || scalar) continue;
    const bool element = all[entry.parent].type == Type::array;
    Says& mine = says[at];
    if (element) {
      mine = says[entry.parent];
    } else {
      mine = find_ ? says_of(entry.key) : Says::never;
      if (std::ranges::find(names_, entry.key) != names_.end()) mine = Says::path;
      if (says[entry.parent] == Says::path && mine == Says::nothing) {
        // {"files": {"src/a.js": "…"}}: the keys are the paths.
        const bool names_file = one_line(entry.key) && entry.key.find_first_of("./\\") != entry.key.npos;
        if (names_file) found.push_back({entry.key, true, false});
        mine = names_file ? Says::never : Says::perhaps;
      }
    }
    if (entry.type != Type::string || mine == Says::never || entry.text.empty()) continue;
    if (std::ranges::any_of(commands, [&](const ShellCommand& command) {
          return command.entry == at || command.entry == entry.parent;
        }))
      continue;
    // Routes and names of other kinds look like paths; those that are known to hold secrets are none.
    if (mine == Says::url && !file_url(entry.text)) {
      if (begins_on_disk(entry.text)) found.push_back({entry.text, false, false});
      continue;
    }
    const bool named = mine == Says::path || mine == Says::perhaps || mine == Says::source;
    const bool plain = named && entry.text.size() <= kLongest && !other_url(entry.text);
    const bool formed = (plain && mine == Says::path) || looks_like_path(entry.text);
    if (plain || formed) found.push_back({entry.text, formed, mine == Says::source});
  }
  return found;
}

}  // namespace callgate::guard
