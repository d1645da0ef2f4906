// What a shell command line would do, told from its text alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace callgate::analysis {

// From harmless to worst; of several the later one is reported.
enum class ShellClass : std::uint8_t {
  read,         // looks at things, here or by asking a server, and leaves all as it was
  write,        // creates or changes something that can be changed back
  exec,         // runs code that cannot be seen from here, or is text that cannot be read with certainty
  network,      // sends something from here to somewhere else, or opens a way in
  destructive,  // removes, overwrites or stops what may not come back, or loosens a protection
};

// "read", "write", "exec", "network", "destructive".
std::string_view to_string(ShellClass is);

// A word that is, or may be, a path the command touches. Spelled as in the command after quotes and known
// variables were resolved: "~/x", "$HOME/x" and relative paths stay what they are; patterns keep their stars.
struct ShellPath {
  std::string text;
  bool write = false;
};

struct ShellReport {
  ShellClass worst = ShellClass::read;
  std::string why;               // what led to `worst`: "rm removes files"; empty for read
  std::string command;           // the simple command that did, at most 200 bytes of it
  bool reveals_secrets = false;  // prints the environment or a key store
  bool sweeping = false;         // takes whole folders, disks or partitions at once, or decodes what does
  std::string beyond;            // why not all of it could be looked at; empty if all was
  std::uint8_t classes = 0;      // every class that was met, as bits
  std::vector<ShellPath> paths;  // at most 4000
  // Every program that is run, without its usual folder, "" for what could not be read; at most 1000.
  std::vector<std::string> programs;
  std::vector<std::string> urls;  // addresses asked or sent to, also as "tcp://host:port"; at most 1000
  std::size_t work = 0;           // characters and words looked at, nested commands included

  bool has(ShellClass is) const { return (classes >> static_cast<unsigned>(is) & 1U) != 0; }
};

// Reads `command` as bash would, unwinds what wraps commands (sudo, xargs, sh -c …) and judges every simple
// command by its program and options. Nothing is run or looked up, so a program this project does not know is
// `exec`, and so is text over 256 KiB, nested more than 40 deep, or cut off; what was too much is said in
// `beyond`. Linear in its input.
ShellReport judge_shell(std::string_view command);

// The same for SQL statements: their class, and what led to it.
ShellReport judge_sql(std::string_view statements);

}  // namespace callgate::analysis
