// The state directory: where it lies, what it contains, and the secret key of this installation.
// Several gateways and commands use one directory at the same time.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "core/base/result.h"

namespace callgate::state {

// 32 random bytes that never leave this directory: seals what hosts carry for us.
using Key = std::array<std::uint8_t, 32>;

// The environment as the caller knows it.
using Environment = std::map<std::string, std::string>;

class Directory {
 public:
  // The first of: `flag` (--state-dir), $CALLGATE_STATE_DIR, $XDG_STATE_HOME/callgate,
  // ~/.local/state/callgate. As the XDG base directory specification demands, a relative $XDG_STATE_HOME
  // counts as unset. Always absolute; touches no disk but for the current directory's name.
  static Result<std::filesystem::path> locate(const std::string& flag, const Environment& environment);

  // Creates what is missing, 0700. Refuses a directory of another user, and one that others may write to:
  // whoever can replace its files can approve calls.
  static Result<Directory> create(std::filesystem::path root);
  // For commands that only look: unavailable where there is none (no gateway has made it yet), or none to be
  // trusted.
  static Result<Directory> existing(std::filesystem::path root);

  const std::filesystem::path& root() const { return root_; }
  std::filesystem::path database() const { return root_ / "callgate.db"; }
  std::filesystem::path catalog() const { return root_ / "catalog"; }
  std::filesystem::path ledger() const { return root_ / "ledger"; }
  std::filesystem::path run() const { return root_ / "run"; }
  std::filesystem::path spill() const { return root_ / "spill"; }
  std::filesystem::path key_file() const { return root_ / "key"; }

  // Reads <state>/key, or makes it. Of several processes that make it at once one wins, and all read the same
  // key.
  Result<Key> key() const;

  // Makes the subfolders again, should somebody have removed them under a running gateway.
  Result<void> restore() const;

 private:
  explicit Directory(std::filesystem::path root) : root_(std::move(root)) {}
  Result<void> check() const;
  Result<void> make_key() const;
  std::filesystem::path root_;
};

}  // namespace callgate::state
