// Services, packets, logs, time and security of the machine.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "systemctl",
     .valued = "-p -t -n -H -M -s -o --type --state --property --lines --output --host --machine --root",
     .rules =
         "stop|kill|disable|mask|isolate|poweroff|reboot|halt|kexec|suspend|hibernate|hybrid-sleep|emergency|"
         "rescue|"
         "default|reset-failed|clean|revert|soft-reboot|exit|unset-environment|freeze : destructive stops "
         "services or"
         " the machine\n"
         "start|restart|reload|enable|reenable|preset*|try-restart|reload-or-restart|try-reload-or-restart|"
         "condrestart|daemon-reload|daemon-reexec|unmask|link|edit|set-property|set-environment|"
         "import-environment|add-wants|add-requires|set-default|thaw|switch-root|bind|mount-image|log-level :"
         " write changes services\n: read"},
    {.names =
         "service|rc-service|rc-update|chkconfig|initctl|sv|launchctl|update-rc.d|invoke-rc.d|supervisorctl|"
         "rcctl|runit|s6-rc|svcadm|monit|pm2|upstart|stop|start|status|restart|reload|insserv|scm|svc|nssm|"
         "forever",
     .rules =
         "* stop|kill|disable|off|down|delete|del|remove|force-stop|exit|zap : destructive stops a service\n"
         "stop|kill|disable|bootout|unload|remove|del|delete|down|shutdown|off|bootreset|reboot|flush :"
         " destructive stops a service\n"
         "-d -k --del --kill : destructive stops a service\n"
         "* status|check|show|list : "
         "read\nstatus|list|print|print-cache|blame|show|ls|jlist|prettylist|describe|logs|"
         "monit|info|tail|avail|pid|summary|version|dumpstate|hostinfo : read\n"
         "--status-all --list -s --status-all -l : read\n: write changes a service"},
    {.names = "shutdown|reboot|poweroff|halt|telinit|init|runlevel-set|pm-suspend|pm-hibernate|rtcwake|zzz",
     .rules = "-w --wtmp-only : write\n-c : write takes back a shutdown\n: destructive stops the machine"},
    {.names = "journalctl",
     .valued = "-u -n -p -o -t -b -S -U -k --since --until --unit --lines --priority --output --identifier "
               "--grep -g "
               "--user-unit -D --directory --file",
     .rules = "--vacuum-size --vacuum-time --vacuum-files --rotate --flush --relinquish-var : destructive "
              "drops logs\n"
              "--setup-keys --update-catalog : write\n: read"},
    {.names = "logrotate", .rules = "-d --debug : read\n: destructive rotates logs away"},
    {.names = "logger",
     .rules = "-n --server : network sends a message\n: write writes to the log",
     .traits = kNoPaths},
    {.names = "auditctl|ausearch|aureport|autrace|augenrules",
     .rules = "-e -D -d -W -b -R --signal : destructive changes what is audited\n"
              "-l -s -v : read\n-a -A -w -f -r : write\n: read"},
    {.names = "setenforce|apparmor_parser|aa-teardown|aa-disable|aa-complain|aa-enforce|setsebool|semanage|"
              "semodule|"
              "visudo|pam-auth-update|authconfig|authselect|fail2ban-client|crowdsec-cli|cscli|faillock|pam_"
              "tally2",
     .rules =
         "status|list|ping|version|get|metrics|alerts|decisions : read\n-c --check --version --user : read\n"
         "-l --list : read\n: destructive changes what protects the machine"},
    {.names =
         "getenforce|sestatus|aa-status|apparmor_status|lynis|rkhunter|chkrootkit|getsebool|seinfo|sesearch|"
         "oscap|clamscan|freshclam|aide|tripwire",
     .rules = "--remove : destructive removes files\n--update --init --propupd : write\n: read"},
    {.names = "iptables|ip6tables|iptables-legacy|ip6tables-legacy|iptables-nft|ebtables|arptables|ipset",
     .valued = "-t -p -s -d -i -o -m --dport --sport -j --table",
     .rules =
         "-F -X -Z -D -P -E -R --flush --delete --delete-chain --policy --zero --replace --rename-chain :"
         " destructive takes away rules of the firewall\n"
         "-L -S -V -C --list --list-rules --version --check : read\n"
         "destroy|flush|del|x|f|swap|rename : destructive takes away rules of the firewall\n"
         "list|save|test|l : read\n: write changes the firewall"},
    {.names = "nft|pfctl|ipfw|npfctl",
     .rules = "list|describe|monitor|show : read\n-s -sr -sa -n -vnf -nf : read\nadd|insert|create : write\n"
              ": destructive changes the firewall"},
    {.names = "ufw|firewall-cmd|shorewall|csf",
     .rules =
         "status|show|version|app|list|ls : read\n"
         "--state --list-all --list-services --list-ports --get-active-zones --get-zones --get-default-zone "
         "--get-services --list-all-zones --query-service --query-port --info-service --list-rich-rules : "
         "read\n"
         "disable|reset|delete|stop|clear|flush : destructive opens the firewall\n"
         "--remove-service --remove-port --remove-rich-rule --panic-on --panic-off --delete-service "
         "--remove-source "
         "--delete-zone --remove-interface --complete-reload : destructive takes away rules of the firewall\n"
         ": write changes the firewall"},
    {.names = "iptables-save|ip6tables-save|iptables-xml", .rules = "-f --file : write\n: read"},
    {.names = "iptables-restore|ip6tables-restore",
     .rules = "-t --test : read\n: destructive replaces the firewall"},
    {.names = "exportfs",
     .rules = "-v -s : read\n-u : destructive takes back a share\n#0 : read\n: write changes what is shared"},
    {.names = "date|gdate",
     .valued = "-d -f -r -I --date --file --reference -v -j",
     .rules = "-s --set : write sets the clock\n: read",
     .traits = kNoPaths},
    {.names = "timedatectl|hostnamectl|localectl|loginctl|networkctl|resolvectl|systemd-resolve|"
              "coredumpctl|machinectl|busctl|systemd-cgtop|systemd-cgls|homectl|portablectl|scutil|"
              "systemsetup|networksetup|nmcli|localedef|chronyc|ntpq|hwclock|sntp|dpkg-reconfigure|"
              "tzselect|update-alternatives|alternatives|update-ca-certificates|update-ca-trust|"
              "ldconfig|defaults|gsettings|dconf|gconftool-2|xdg-mime|xdg-settings|kwriteconfig5|"
              "locale-gen|snapper|timeshift|needrestart",
     .valued = "-o -p -n -t -f --output --lines",
     .rules =
         "* show|status|list|list-* : read\n* * list|show : read\n"
         "terminate*|kill-*|poweroff|reboot|delete|remove|del|flush-caches|reset*|rm|--delete|deactivate|"
         "down|"
         "terminate|detach|reset-recursively : destructive removes or stops something\n"
         "connection|con|c|device|dev|d delete|del|down|disconnect|d : destructive cuts a connection\n"
         "networking|net off : destructive cuts the network\nradio|r * off : destructive cuts the network\n"
         "set-*|set|lock-*|attach|enable*|disable*|activate|create|edit|add|modify|up|restart|reload|import|"
         "write|"
         "renew|login|copy-to|pull-*|start|makestep|burst|dump-set|update|rename|install|enable-linger|call|"
         "default|--restore|rollback|undochange : write changes a setting\n"
         "connection|con|c|device|dev|d add|modify|up|connect|edit|import|clone|reload|set|wifi : write "
         "changes a"
         " connection\n"
         "--set --remove-all --systohc -w --hctosys --install --config --auto -setdnsservers -setwebproxy : "
         "write\n"
         "--remove : destructive\n: read"},
    {.names = "uname|arch|nproc|uptime|free|vmstat|iostat|mpstat|sar|dstat|pidstat|lsb_release|locale|"
              "sw_vers|system_profiler|hostid|nixos-version|lpstat|lpq|dnsdomainname|domainname|"
              "nisdomainname|neofetch|"
              "fastfetch|screenfetch|osqueryi|lspath|ioreg|vm_stat|slabtop|numastat|turbostat|powertop|"
              "nvidia-smi|rocm-smi|gpustat|nvtop|clinfo|glxinfo|vulkaninfo|xrandr|xdpyinfo|xwininfo|"
              "wmctrl|fc-list|fc-match|showkey|dumpkeys|tzdump|zdump|systemd-detect-virt|virt-what|"
              "bootinfo|prtconf|kldstat|sysinfo|machine|ddate|rpcinfo|showmount|nfsstat|quota|repquota|"
              "smbstatus|smbtree|wbinfo|adquery|klist|ldapwhoami|dscacheutil|pwpolicy|psrecord|"
              "memory_pressure|hostinfo|nettop|kextstat",
     .valued = "-n -c -s -d -u -q -i -L --query-gpu --format",
     .rules = "--gpu-reset -pl -pm : write changes a setting\n: read"},
};

}  // namespace

std::span<const Program> system_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
