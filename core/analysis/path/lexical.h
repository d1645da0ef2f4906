// A path taken apart without looking at any file system.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace callgate::analysis {

// Where a path is read. All views must outlive the reading; none of it is looked up.
struct PathContext {
  std::string_view home;  // what "~" is; "" when nobody knows
  std::string_view
      root;  // the folder that work is confined to and that relative paths begin at; "" when unknown
  bool write = false;  // the path is about to be written, not read
};

enum class Anchor : std::uint8_t {
  relative,
  absolute,
  home,   // "~", "~user", "$HOME", "%USERPROFILE%"
  drive,  // "c:"
};

struct LexicalOptions {
  bool backslashes = false;  // they separate, as on Windows
  bool fold_case = false;    // ASCII letters in lower case
  bool trim_segments =
      false;  // without dots and blanks at the end, "::$DATA" and ";...", as Windows and web servers do
};

// "." and empty segments are dropped, ".." takes one back; /proc/self/root and /proc/self/cwd are followed.
// Not copyable: the segments point into it.
class LexicalPath {
 public:
  using Segments = boost::container::small_vector<std::string_view, 24>;

  LexicalPath(std::string_view path, LexicalOptions options);
  LexicalPath(const LexicalPath&) = delete;
  LexicalPath& operator=(const LexicalPath&) = delete;

  Anchor anchor() const { return anchor_; }
  // For a drive its letter with the colon first; for a home not the "~".
  const Segments& segments() const { return segments_; }
  // How many ".." went above where the path begins; above "/" one stays there.
  std::size_t climbs() const { return climbs_; }
  bool dotted() const { return dotted_; }  // there was a ".." at all
  // One of a shell's wildcards stands in it (has_glob).
  bool globs() const { return globs_; }
  // Segments of three and more dots: nobody's file names, but old parsers' "..".
  std::size_t long_dots() const { return long_dots_; }

  // "/a/b", "~/a", "c:/a", "../a", "a"; "." for nothing.
  std::string text() const;

 private:
  std::string_view take_anchor(std::string_view path, LexicalOptions options);
  void add(std::string_view segment, LexicalOptions options);
  void follow_process_links();

  boost::container::small_vector<char, 256> bytes_;
  Segments segments_;
  Anchor anchor_ = Anchor::relative;
  std::size_t climbs_ = 0, long_dots_ = 0;
  bool dotted_ = false, globs_ = false;
};

}  // namespace callgate::analysis
