// Programs that look at files, move them about and change who may do what with them.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "ls|dir|vdir|exa|eza|lsd|ll|la|l",
     .valued = "-I -w -T --color --sort --time --ignore",
     .rules = ": read"},
    {.names = "stat|file|readlink|realpath|namei|lsattr|getfacl|getfattr|getcap|which|whereis|type|"
              "locate|plocate|mlocate|du|dust|df|duf|ncdu|lsof|findmnt|mdfind|mountpoint|dua|"
              "gdu|broot|ranger|nnn|lf|md5deep|sha256deep|hashdeep|inotifywait|fswatch|isutf8|filetype|"
              "mimetype|symlinks|lsar|zipinfo|zipgrep",
     .valued = "-d -t -c -B -e -m -x --max-depth --exclude --format --printf -n -l -p -i -o",
     .rules = ": read"},
    {.names = "fuser|fdupes|rdfind|rmlint|jdupes",
     .rules = "-k --kill -d --delete -N -deleteduplicates -c : destructive removes files or stops "
              "processes\n: read"},
    {.names = "xattr", .rules = "-w -d -c : write changes attributes\n: read"},
    {.names = "tmutil",
     .rules = "delete|deletelocalsnapshots|disable|removedestination|thinlocalsnapshots : destructive "
              "removes backups\n"
              "start*|stop*|enable|snapshot|localsnapshot|restore|set*|add* : write\n: read"},
    {.names = "tree", .valued = "-L -P -I -o -H -T", .rules = "-o : write writes a file\n-R : read\n: read"},
    {.names = "find|gfind", .valued = {}, .rules = ": special", .traits = kWhole, .special = judge_find},
    {.names = "fd|fdfind",
     .valued = "-e -t -d -E -x -X -j -S -o --extension --type --max-depth --exclude --exec --exec-batch",
     .rules = ": special",
     .traits = kPatternFirst,
     .special = judge_fd},
    {.names = "rm|unlink|rmdir|shred|srm|wipe|trash|trash-put|trash-rm|trash-empty|rimraf|del-cli|gio-trash|"
              "safe-rm|"
              "bleachbit|scrub|sfill|sdmem|grm|tmpreaper|tmpwatch|rmtrash",
     .rules = "-r -R --recursive : destructive sweeping removes files\n: destructive removes files"},
    {.names = "mv|gmv|rename|prename|mmv|vidir|qmv|rename.ul",
     .valued = "-t -S --target-directory --suffix",
     .rules = ": special",
     .special = judge_move},
    {.names = "cp|install|gcp|ginstall|ditto",
     .valued = "-t -S -m -o -g --target-directory --suffix --mode --owner --group",
     .rules = ": special",
     .traits = kLastWritten,
     .special = judge_copy},
    {.names = "ln|gln",
     .valued = "-t -S --target-directory --suffix",
     .rules = ": special",
     .special = judge_link},
    {.names =
         "link|symlink|mkdir|mkfifo|mknod|touch|mkdirhier|setfattr|setcap|chcon|restorecon|"
         "chacl|rar|ranlib|7zr|genisoimage|mkisofs|xorriso|mksquashfs|sponge|lndir|"
         "bsdcpio|makeself|shar|ouch|dtrx|atool|unar|unp|aunpack|apack|strip|objcopy|patchelf|install_name_"
         "tool|"
         "chflags|SetFile|updatedb",
     .valued = "-m -d -t -r -l -o -s -x -M --mode --date --reference",
     .rules = ": write creates or changes files"},
    {.names = "codesign",
     .valued = "-s -i -r -o --sign --identifier",
     .rules = "-s --sign --remove-signature -f --force : write changes a signature\n: read"},
    {.names = "cpio|ar",
     .valued = "-F -I -O -E -R -H",
     .rules = "-t --list : read\nt|tv|p|pv : read\nd : destructive removes members\n-o --create : read\n: "
              "write unpacks"
              " or packs files"},
    {.names = "fallocate",
     .valued = "-l -o --length --offset",
     .rules = "-p -c -z --punch-hole --collapse-range --zero-range : destructive removes a part of a file\n"
              ": write changes the size of a file"},
    {.names = "setfacl",
     .valued = "-m -x -M -X --modify --remove --set --restore",
     .rules = "--test : read\n: special",
     .special = judge_access_list},
    {.names = "chmod|gchmod", .valued = "--reference", .rules = ": special", .special = judge_mode},
    {.names = "chown|chgrp|gchown",
     .valued = "--reference --from",
     .rules = ": special",
     .special = judge_owner},
    {.names = "chattr", .rules = ": destructive changes what may be done with files at all"},
    {.names = "truncate|gtruncate",
     .valued = "-s -r --size --reference",
     .rules = ": special",
     .special = judge_truncate},
    {.names = "dd|gdd|dcfldd|dc3dd|ddrescue", .rules = ": special", .special = judge_dd},
    {.names = "pv", .valued = "-s -L -N -i -w -o", .rules = "-o : write\n: read"},
    {.names = "tar|gtar|bsdtar|star", .valued = {}, .rules = ": special", .special = judge_tar},
    {.names = "zip",
     .valued = "-b -n -t -tt -s -x -i -P -O -TT --unzip-command",
     .rules = "-TT --unzip-command : value\n-m --move -d --delete -rm -mr -qm -rqm -qrm -jm : destructive "
              "removes files\n"
              "-sf --show-files -h -v : read\n: write packs files",
     .traits = kWhole},
    {.names = "unzip", .valued = "-d -x -P", .rules = "-l -t -v -Z -z -p -c : read\n: write unpacks files"},
    {.names = "unrar|7z|7za|7zz",
     .rules = "l|t|lt|lb|v|vt|i|b|h|p : read\n-sdel -df : destructive removes what was packed\nd : "
              "destructive removes files of an archive\n: write packs or "
              "unpacks files",
     .traits = kWhole},
    {.names = "objdump|readelf|nm|ldd|size|addr2line|c++filt|otool|dwarfdump|pahole|elfutils|eu-readelf|"
              "dumpbin|lipo|"
              "ldconfig-info|lddtree|bloaty|checksec|vmmap|nm-new|llvm-objdump|llvm-nm|llvm-readelf|javap|"
              "ilspycmd|"
              "llvm-size|llvm-dwarfdump|llvm-cxxfilt|rabin2",
     .rules = "-create -extract -output : write\n: read"},
    {.names = "callgate",
     .rules = "approve|resume|grants|effects|init|approvals|policy|deny|revoke|trust|pins|mode|set|config|"
              "disable|off|"
              "unlock|allow|pause|stop|reset|accept : destructive loosens or changes the guard\n"
              "ledger|report|tools|check|status|explain|version|help|doctor|list : read\n"
              "--version --help -h -V : read\n: destructive may loosen the guard"},
};

}  // namespace

std::span<const Program> file_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
