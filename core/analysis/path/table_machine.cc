// Sources: hier(7), proc(5), the file system layouts of macOS and Windows.
#include <array>

#include "core/analysis/path/table.h"

namespace callgate::analysis {
namespace {

constexpr std::string_view kAccounts =
    "/etc/passwd|/etc/passwd-|/etc/group|/etc/group-|/etc/shadow|/etc/shadow-|/etc/gshadow|/etc/gshadow-|"
    "/etc/master.passwd|/etc/spwd.db|/etc/security/opasswd|/etc/security/passwd|/etc/security/user|"
    "/etc/sudoers|/etc/sudoers.d/**|/etc/doas.conf|/etc/krb5.keytab|/tmp/krb5cc_*|/run/user/*/krb5cc*|/etc/"
    "krb5.conf.d/**|/etc/sssd/**|"
    "/etc/ldap.secret|/etc/libnss-ldap.secret|/etc/pam_ldap.secret|/etc/samba/private/**|"
    "/var/lib/samba/private/**|/var/lib/sss/**|/etc/tcb/**|/var/db/dslocal/**|/var/db/shadow/**|"
    "/var/lib/accountsservice/**|/etc/polkit-1/**|/var/backups/*shadow*|/var/backups/passwd.bak|"
    "/etc/shadow.*|/etc/passwd.*|/etc/hosts.equiv|/etc/samba/smbpasswd|/etc/kcpassword|"
    "/etc/ldap/slapd.d/**|/etc/openldap/slapd.conf|/etc/freeradius/**|/etc/ld.so.preload";

constexpr std::string_view kNetworks =
    "/etc/networkmanager/system-connections/**|/etc/wpa_supplicant/**|/etc/wpa_supplicant.conf|"
    "/etc/openvpn/**|/etc/wireguard/**|/etc/ipsec.secrets|/etc/ipsec.d/private/**|/etc/swanctl/**|"
    "/etc/ppp/*secrets|/etc/racoon/**|/etc/tailscale/**|/var/lib/tailscale/**|/var/lib/iwd/**|"
    "/etc/netplan/**|/etc/netctl/**|/etc/cloudflared/**|/etc/vpnc/**|/etc/openconnect/**";

constexpr std::string_view kServices =
    "/etc/ssl/private/**|/etc/pki/tls/private/**|/etc/letsencrypt/**|/etc/acme/**|/var/lib/acme/**|"
    "/etc/mysql/debian.cnf|/etc/mysql/my.cnf|/etc/my.cnf|/etc/mysql/conf.d/**|"
    "/etc/postgresql/**/pg_hba.conf|/var/lib/mysql/**|/var/lib/postgresql/**|/var/lib/mongodb/**|"
    "/var/lib/redis/**|/etc/redis/**|/etc/grafana/grafana.ini|/etc/gitlab/**|/etc/gitlab-runner/**|"
    "/var/lib/jenkins/secrets/**|/var/jenkins_home/secrets/**|/etc/vault.d/**|/etc/consul.d/**|"
    "/etc/nomad.d/**|/etc/rancher/**|/var/lib/rancher/**|/etc/kubernetes/**|/var/lib/kubelet/**|/var/lib/"
    "etcd/**|"
    "/etc/docker/key.json|/var/lib/docker/**|/etc/exim4/passwd.client|/etc/postfix/sasl*|"
    "/etc/postfix/sasl/**|/etc/dovecot/**|/etc/msmtprc|/etc/ansible/vault*|"
    "/etc/puppetlabs/**/private_keys/**|/etc/salt/pki/**|/etc/ceph/*keyring|/etc/corosync/authkey|"
    "/etc/munge/**|/etc/boto.cfg|/etc/cloud/**|/var/lib/cloud/**|/etc/amazon/ssm/**|/var/lib/amazon/**|"
    "/var/lib/waagent/**|/etc/htpasswd|/etc/nginx/.htpasswd|/etc/apache2/.htpasswd|/etc/environment|"
    "/boot/grub/grub.cfg|/etc/callgate/**|/var/lib/callgate/**|/usr/local/etc/openssl/private/**|"
    "/var/lib/networkmanager/secret_key|/etc/iscsi/iscsid.conf|/etc/snmp/snmpd.conf";

constexpr std::string_view kSecretMounts =
    "/run/secrets/**|/var/run/secrets/**|/run/credentials/**|/run/agenix/**|/run/keys/**|"
    "/vault/secrets/**|/mnt/secrets-store/**|/etc/secrets/**";

constexpr std::string_view kSockets =
    "docker.sock|containerd.sock|crio.sock|podman.sock|buildkitd.sock|dockershim.sock|cri-dockerd.sock|"
    "docker_engine|/run/user/*/keyring/**|/run/user/*/gnupg/**|/run/user/*/bus|/run/user/*/docker.sock|"
    "/tmp/ssh-*/agent.*|/run/dbus/system_bus_socket|/var/run/dbus/system_bus_socket|/run/snapd.socket|"
    "/run/user/*/callgate/**";

constexpr std::string_view kProcesses =
    "/proc/*/environ|/proc/*/mem|/proc/*/maps|/proc/*/smaps|/proc/*/fd/**|/proc/*/fdinfo/**|"
    "/proc/*/cmdline|/proc/*/auxv|/proc/*/stack|/proc/*/syscall|/proc/*/pagemap|/proc/*/map_files/**|"
    "/proc/*/io|/proc/*/task/**|/proc/*/exe|/proc/*/keys|/proc/kcore|/proc/kmem|/proc/kmsg|"
    "/proc/kallsyms|/proc/keys|/proc/key-users|/proc/kpage*|/proc/iomem|/proc/sysrq-trigger|/proc/vmcore|"
    "/proc/sys/kernel/core_pattern|/proc/sys/kernel/modprobe|/proc/sys/fs/binfmt_misc/**|"
    "/proc/sys/vm/panic_on_oom|/proc/config.gz|/proc/timer_list|/proc/sched_debug|/var/crash/**|"
    "/var/lib/systemd/coredump/**|/cores/**|/proc/net/**|/proc/bus/**|/proc/acpi/**|/proc/scsi/**";

constexpr std::string_view kDevices =
    "/dev/mem|/dev/kmem|/dev/port|/dev/kmsg|/dev/sd*|/dev/hd*|/dev/vd*|/dev/xvd*|/dev/nvme*|/dev/mmcblk*|"
    "/dev/mtd*|/dev/loop*|/dev/dm-*|/dev/md*|/dev/ram*|/dev/sr*|/dev/nbd*|/dev/zd*|/dev/disk/**|"
    "/dev/rdisk*|/dev/disk*|/dev/mapper/**|/dev/input/**|/dev/snd/**|/dev/video*|/dev/uinput|"
    "/dev/hidraw*|/dev/bus/**|/dev/tpm*|/dev/kvm|/dev/fuse|/dev/i2c-*|/dev/watchdog*|/dev/cpu/**|"
    "/dev/ttys*|/dev/tty0|/dev/vcs*|/dev/crypto|/dev/hwrng|/dev/fd/*|/sys/firmware/**|"
    "/sys/kernel/debug/**|/sys/kernel/security/**|/sys/kernel/vmcoreinfo|/sys/kernel/uevent_helper|"
    "/sys/class/dmi/id/product_uuid|/sys/class/dmi/id/*serial|/sys/devices/**/config|"
    "/sys/fs/cgroup/**/release_agent|physicaldrive*|/dev/tcp/**|/dev/udp/**";

constexpr std::string_view kLogs =
    "/var/log/auth.log*|/var/log/secure*|/var/log/wtmp*|/var/log/btmp*|/var/log/lastlog|/var/log/faillog|"
    "/var/log/audit/**|/var/log/sudo*|/var/mail/**|/var/spool/mail/**|/var/spool/cron/**|"
    "/var/spool/at/**|/var/cron/**|/var/at/**|/etc/crontab|/var/lib/private/**";

constexpr std::string_view kWindows =
    "system32/config/*|system32/config/regback/**|syswow64/config/*|windows/repair/**|winnt/repair/**|"
    "windows/ntds/**|ntds.dit|unattend.xml|unattended.xml|autounattend.xml|sysprep.inf|sysprep.xml|"
    "windows/panther/**|preferences/groups/groups.xml|boot.ini|win.ini|windows/system.ini|"
    "winnt/system.ini|pagefile.sys|hiberfil.sys|windows/debug/netsetup.log|system32/inetsrv/config/**|"
    "c:/**/passwd|system32/drivers/etc/*|windows/memory.dmp|windows/minidump/**|"
    "system volume information/**|$recycle.bin/**|programdata/microsoft/crypto/**|programdata/ssh/*_key|"
    "winscp.ini|filezilla/recentservers.xml|filezilla/sitemanager.xml|.config/filezilla/**|"
    "xampp/security/**|c:/**/my.ini|inetpub/logs/**|inetpub/wwwroot/web.config|"
    "inetpub/wwwroot/global.asa|repair/sam|repair/system|repair/security|"
    "programdata/microsoft/wlansvc/**|/var/vm/**";

// What decides what the machine runs; people read it, only installers write it.
constexpr std::string_view kSystem =
    "/etc/**|/bin/**|/sbin/**|/lib/**|/lib32/**|/lib64/**|/boot/**|/usr/**|/sys/**|/proc/**|/efi/**|"
    "/system/**|/library/**|/var/spool/**|/var/lib/**|/var/run/**|/run/**|/root/.*|c:/windows/**|"
    "c:/winnt/**|c:/program files/**|c:/program files (x86)/**|c:/programdata/**|c:/boot.ini|"
    "/opt/*/bin/**|/snap/**|/nix/**|/applications/**|/opt/homebrew/**";

constexpr std::array kGroups = {
    KnownPaths{"accounts", kAccounts}, KnownPaths{"network", kNetworks},
    KnownPaths{"service", kServices},  KnownPaths{"secret", kSecretMounts},
    KnownPaths{"socket", kSockets},    KnownPaths{"process", kProcesses},
    KnownPaths{"device", kDevices},    KnownPaths{"system", kLogs},
    KnownPaths{"system", kWindows},    KnownPaths{"system", kSystem, true, false}};

}  // namespace

std::span<const KnownPaths> known_of_machines() {
  return kGroups;
}

}  // namespace callgate::analysis
