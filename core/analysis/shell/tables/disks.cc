// Disks, file systems, boot and kernel.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "mkfs|mkfs.*|mke2fs|mkswap|wipefs|blkdiscard|newfs*|zerofree|format|bcachefs|mkdosfs|mkntfs|"
              "badblocks|"
              "flashrom|flash_erase|flashcp|nandwrite|sg_format|nwipe|dban|partprobe|ntfsresize|resize2fs|"
              "btrfstune|tune2fs|xfs_repair|e2fsck|fsck|fsck.*|debugfs|xfs_db|xfs_admin|resizepart|growpart",
     .rules =
         "--version -V : read\n-n -N --no-act -l : read\n: destructive sweeping changes a disk as a whole"},
    {.names = "fdisk|sfdisk|gdisk|cfdisk|cgdisk",
     .valued = "-b -o -C -H -S",
     .rules = "-l --list -d --dump -s --show-size -J --json : read\n: destructive sweeping changes the "
              "partitions of "
              "a disk"},
    {.names = "sgdisk",
     .rules =
         "-p --print -i --info -v --verify : read\n: destructive sweeping changes the partitions of a disk",
     .traits = kWhole},
    {.names = "parted",
     .rules =
         "-l --list : read\n=print|unit : read\n: destructive sweeping changes the partitions of a disk"},
    {.names = "hdparm|sdparm|nvme|sg_dd|mdadm|tw_cli|MegaCli|storcli|ipmitool|efibootmgr|bless|"
              "pmset|fwupdmgr|sg_inq|lspv|"
              ""
              "zramctl|e2label|"
              "sas2ircu|ledctl|iscsiadm|multipath|fw_printenv|tpm2_getcap|mokutil|bootctl",
     .rules = "list|list-subsys|id-ctrl|id-ns|smart-log|get-devices|get-updates|sensor|sdr|fru|sel|chassis|"
              "mc : read\n"
              "--security-erase --security-erase-enhanced --security-set-pass --trim-sector-ranges "
              "--make-bad-sector"
              " --write-sector --fwdownload --stop --fail --remove --zero-superblock -S -f -r -B -b -N "
              "--delete-bootnum"
              " --create --disable-validation : destructive changes hardware or arrays\n"
              "format|sanitize|delete-ns|write|fw-download|fw-commit|power|raw|disable|reset|install|set-"
              "default|remove :"
              " destructive changes hardware\n"
              "--create -C --assemble -A --grow -G : destructive changes arrays\n: read",
     .traits = kWhole},
    {.names = "nvram", .rules = "-p -x : read\n-c -d : destructive changes hardware\n=*=* : write\n: read"},
    {.names = "smartctl|sensors",
     .valued = "-d -l -c -u -T -n",
     .rules = "-t -s -o -S -X : write starts a test\n: read"},
    {.names = "dmidecode|lsscsi|acpi|upower|lstopo|vgs|lvs|pvs|vgdisplay|lvdisplay|pvdisplay|vgscan|lvscan|"
              "pvscan|cpuid|xfs_info|dumpe2fs|biosdecode|filefrag|edid-decode|modinfo|lsmod|lsblk|blkid|"
              "lscpu|lsmem|"
              "lsns|lslocks|lslogins|lsfd|lsirq|lsusb|lspci|lshw|hwinfo|inxi",
     .valued = "-o -s -d -c -class -C -t",
     .rules = ": read"},
    {.names = "spctl|csrutil|mdutil|socketfilterfw|log",
     .rules =
         "status|report|show|stream|stats|collect : read\n"
         "--status --list -s --getglobalstate --getblockall --getstealthmode --listapps --assess -a : read\n"
         "--add --unblockapp : write\n: destructive changes what protects or records the machine",
     .traits = kWhole},
    {.names = "cryptsetup|veracrypt|bioctl|geli",
     .rules = "status|luksDump|isLuks|luksUUID|benchmark|tcryptDump|list : read\n"
              "open|luksOpen|close|luksClose|plainOpen : write\n: destructive changes encrypted disks"},
    {.names = "lvremove|vgremove|pvremove|lvreduce|vgreduce|pvmove|lvconvert|lvresize|dmsetup|vgexport|thin_"
              "repair|"
              "cache_repair|hastctl",
     .rules = "ls|info|status|table|deps|targets|version : read\n: destructive changes logical volumes"},
    {.names =
         "lvcreate|vgcreate|pvcreate|lvextend|vgextend|lvchange|vgchange|pvchange|lvrename|vgimport|pvresize|"
         "fstrim|e4defrag|xfs_growfs|xfs_fsr",
     .rules = "--test -t : read\n: write changes volumes"},
    {.names = "zpool|zfs",
     .rules = "list|get|status|iostat|history|events|diff|holds|version|help|userspace|groupspace : read\n"
              "destroy|rollback|labelclear|detach|remove|offline|export|unmount|unload-key|release|reguid :"
              " destructive removes storage or snapshots\nsend : read\n: write changes storage"},
    {.names = "btrfs",
     .rules =
         "subvolume|sub delete|del : destructive removes a subvolume\n* show|list|df|usage|du|stats|status|"
         "get-default|find-new|dump-tree|dump-super : read\ndevice|dev delete|remove : destructive\n"
         "check|rescue|restore|replace|balance : destructive repairs or moves what is stored\n: write"},
    {.names = "mount",
     .valued = "-t -o -L -U -O -T",
     .rules = "#0 : read\n-l -V --version -h : read\n: write mounts a file system"},
    {.names = "swapoff|rmmod|kextunload",
     .rules = "--version : read\n: destructive takes away memory or a module"},
    {.names = "losetup",
     .valued = "-o",
     .rules = "-d -D --detach --detach-all : destructive takes away a device\n#0 : read\n"
              "-a --all -l --list -j --associated : read\n: write makes a device"},
    {.names = "umount|umount.*|fusermount|fusermount3|kpartx|eject|udisksctl",
     .valued = "-o -t",
     .rules = "status|info|dump : read\n"
              ": destructive takes away a file system"},
    {.names = "swapon", .rules = "-s --show --summary : read\n: write"},
    {.names = "diskutil|hdiutil|asr",
     .rules = "list|info|listFilesystems|imageinfo|verify|verifyVolume|verifyDisk|activity : read\n"
              "erase*|zeroDisk|randomDisk|secureErase|partitionDisk|unmount*|eject|apfs|resetUserPermissions|"
              "detach|"
              "restore|reformat|mergePartitions|splitPartition|resizeVolume : destructive changes a disk\n: "
              "write"},
    {.names = "insmod|modprobe|kexec|dkms|depmod|kmod|kextload|update-grub|grub-install|grub2-install|"
              "grub-mkconfig|update-initramfs|dracut|mkinitcpio|grub2-mkconfig|grubby|dtoverlay",
     .rules = "status|list : read\n-r --remove -e --exec -u --unload -l -f : destructive changes the running "
              "kernel\n"
              "--show-depends -c --showconfig -n --dry-run -D : read\n: write changes kernel or boot"},
    {.names = "dmesg|getconf|sysdig|lsinitramfs|kmodlist",
     .rules = "-C --clear -c --read-clear -n -D --console-off : destructive clears the kernel's log\n: read"},
    {.names = "sysctl",
     .rules = "-w --write -p --load --system : write changes the kernel's settings\n=*=* : write changes the"
              " kernel's settings\n: read"},
};

}  // namespace

std::span<const Program> disk_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
