#include "core/analysis/schema/uri.h"

#include <charconv>

namespace callgate::analysis::schema {
namespace {

struct Parts {
  std::string_view scheme, authority, path, query;  // with ':', with "//", plain, with '?'
};

std::string_view cut(std::string_view& text, std::size_t size) {
  const std::string_view head = text.substr(0, size);
  text.remove_prefix(head.size());
  return head;
}

Parts split(std::string_view uri) {
  Parts parts;
  const std::size_t colon = uri.find_first_of(":/?#");
  if (colon != uri.npos && colon > 0 && uri[colon] == ':') parts.scheme = cut(uri, colon + 1);
  if (uri.substr(0, 2) == "//") parts.authority = cut(uri, uri.find_first_of("/?#", 2));
  parts.path = cut(uri, uri.find_first_of("?#"));
  parts.query = cut(uri, uri.find('#'));
  return parts;
}

// "/a/./b/../c" is "/a/c".
std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t next = path.find('/', 1);
    const std::string_view segment = path.substr(0, next);
    path.remove_prefix(segment.size());
    if (segment == "/." || segment == "/..") {
      if (segment == "/..") out.resize(out.empty() ? 0 : out.rfind('/') == out.npos ? 0 : out.rfind('/'));
      if (path.empty()) out += '/';
    } else if (segment != "." && segment != "..") {
      out += segment;
    }
  }
  return out;
}

std::string joined(std::string_view scheme, std::string_view authority, std::string_view path,
                   std::string_view query, std::string_view fragment) {
  std::string out;
  for (const std::string_view part : {scheme, authority, path, query, fragment}) out += part;
  return out;
}

}  // namespace

std::pair<std::string_view, std::string_view> split_fragment(std::string_view uri) {
  const std::size_t hash = uri.find('#');
  if (hash == uri.npos) return {uri, {}};
  return {uri.substr(0, hash), uri.substr(hash + 1)};
}

std::string resolve_uri(std::string_view base, std::string_view reference) {
  if (base.empty()) return std::string(reference);
  const Parts ours = split(reference), from = split(base);
  const std::size_t hash = reference.find('#');
  const std::string_view fragment = hash == reference.npos ? std::string_view() : reference.substr(hash);
  if (!ours.scheme.empty()) return std::string(reference);
  if (!ours.authority.empty()) {
    return joined(from.scheme, ours.authority, without_dots(ours.path), ours.query, fragment);
  }
  if (ours.path.empty()) {
    return joined(from.scheme, from.authority, from.path, ours.query.empty() ? from.query : ours.query,
                  fragment);
  }
  std::string path;
  if (ours.path.front() != '/') {
    const std::size_t last = from.path.rfind('/');
    path = from.path.substr(0, last == from.path.npos ? 0 : last + 1);
    if (path.empty() && !from.authority.empty()) path = "/";
  }
  path += ours.path;
  return joined(from.scheme, from.authority, without_dots(path), ours.query, fragment);
}

}  // namespace callgate::analysis::schema
