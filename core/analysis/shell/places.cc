// Sources: hier(7), the file system layouts of macOS and Windows.
#include "core/analysis/shell/places.h"

#include <algorithm>
#include <string>

#include "core/analysis/shell/programs.h"

namespace callgate::analysis::shell {
namespace {

// "//etc/./" is "/etc", "C:\Users\" is "c:/users".
std::string plainly(std::string_view path) {
  std::string out;
  const bool drive = path.size() > 1 && path[1] == ':';
  for (std::size_t i = 0; i < path.size(); ++i) {
    char c = path[i];
    if (drive && c == '\\') c = '/';
    if (drive && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c == '/' && out.ends_with("/.")) out.pop_back();
    if (c == '/' && out.ends_with('/')) continue;
    out += c;
  }
  if (out.ends_with("/.")) out.pop_back();
  if (out.size() > 1 && out.ends_with('/')) out.pop_back();
  return out;
}

}  // namespace

bool is_precious(std::string_view path) {
  return fits_one(
      "/dev/sd*|/dev/hd*|/dev/vd*|/dev/xvd*|/dev/nvme*|/dev/mmcblk*|/dev/disk*|/dev/rdisk*|/dev/mapper/*|"
      "/dev/md*|/dev/dm-*|/dev/loop*|/dev/mem|/dev/kmem|/dev/port|/dev/mtd*|/dev/sr*|/dev/vg*|/dev/ada*|"
      "/dev/da0*|/dev/da1*|/proc/sysrq-trigger|/proc/sys/*|/sys/*|/boot/*|\\\\.\\*",
      path);
}

bool is_vital(std::string_view path) {
  return fits_one(
      "/etc/passwd|/etc/shadow|/etc/group|/etc/gshadow|/etc/sudoers|/etc/fstab|/etc/hosts|/etc/crypttab|"
      "/etc/ssh/sshd_config|/etc/resolv.conf|/etc/ld.so.preload|/etc/nsswitch.conf|/etc/crontab|"
      "/etc/pam.d/*|/lib*/libc.so*|/lib/*/libc.so*|/var/log/*|*.bash_history|*.zsh_history|$HISTFILE",
      path);
}

bool is_root_place(std::string_view path) {
  if (path.empty()) return false;
  std::string place = plainly(path);
  const bool all_in_it = place.ends_with("/*");
  if (all_in_it) place.resize(place.size() - 2);
  if (place.empty() || place == "/") return true;
  constexpr std::string_view kPlaces =
      "~|$HOME|${HOME}|%userprofile%|/bin|/boot|/dev|/etc|/home|/lib|/lib32|/lib64|/opt|/proc|/root|/run|"
      "/sbin|/srv|/sys|/usr|/var|/mnt|/media|/Applications|/Library|/System|/Users|/Volumes|/private|"
      "/private/etc|/private/var|/nix|/snap|/efi";
  // Folders right below these are of the same kind.
  constexpr std::string_view kHolders = "/usr|/home|/Users|/var|/var/lib|/System|/Library";
  if (fits_one(kPlaces, place)) return true;
  if (fits_one("c:|d:|c:/|c:/windows|c:/windows/system32|c:/program files*|c:/programdata|c:/users", place))
    return true;
  const std::size_t slash = place.rfind('/');
  if (all_in_it || slash == std::string::npos || slash + 1 == place.size()) return false;
  const bool pattern = place.find_first_of("*?[", slash) != std::string::npos;
  const bool scratch = fits_one("/var/tmp|/usr/src", place);
  return !pattern && !scratch && fits_one(kHolders, std::string_view(place).substr(0, slash));
}

}  // namespace callgate::analysis::shell
