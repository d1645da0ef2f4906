// Programs that talk to other machines.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "curl|curlie",
     .valued =
         "-d -F -T -o -X -H -A -e -b -c -u -U -x -m -w -K -E -C -D -Q -r -t -y -Y -z -P --data --data-raw "
         "--data-binary --data-urlencode --data-ascii --json --form --form-string --upload-file --output "
         "--request "
         "--header --user-agent --referer --cookie --cookie-jar --user --proxy --max-time --write-out "
         "--config --cert "
         "--cacert --key --range --url --connect-timeout --retry --retry-delay --resolve --quote "
         "--dump-header "
         "--interface --limit-rate --max-filesize --oauth2-bearer --output-dir --unix-socket --socks5 "
         "--noproxy "
         "--connect-to --aws-sigv4 --trace --trace-ascii --url-query --dns-servers --variable --expand-url "
         "--expand-data --mail-from --mail-rcpt --stderr --proto --tls-max --ciphers --rate --retry-max-time",
     .rules = ": special",
     .traits = kAddresses,
     .special = judge_curl},
    {.names = "wget|wget2",
     .valued = "-O -o -a -e -i -B -t -T -w -Q -P -U -l -A -R -D -I -X --output-document --output-file "
               "--input-file --header "
               "--post-data --post-file --body-data --body-file --method --user-agent --tries --timeout "
               "--directory-prefix "
               "--execute --user --password --referer --load-cookies --save-cookies --certificate "
               "--private-key --wait "
               "--limit-rate --quota --level --accept --reject --domains --use-askpass",
     .rules = ": special",
     .traits = kAddresses,
     .special = judge_wget},
    {.names = "http|https|xh|xhs|httpie",
     .valued = "-a -A -o -s -p --auth --auth-type --output --style --print --session --timeout --proxy "
               "--verify --cert",
     .rules = ": special",
     .traits = kAddresses,
     .special = judge_httpie},
    {.names = "aria2c|axel|lftpget|youtube-dl|yt-dlp|gallery-dl|httrack|puf|saldl|you-get|streamlink|ftpget|"
              "git-annex",
     .valued = "-o -d -i -f -P",
     .rules = "--exec --on-download-complete --postprocessor-args : exec runs a program afterwards\n"
              "-F -j --list-formats --dump-json --simulate --version : read\n: write downloads files",
     .traits = kAddresses},
    {.names = "lynx|w3m|links|elinks|browsh",
     .valued = "-post_data -cmd_script",
     .rules = "-post_data -post_file -cmd_script : network sends data\n: special",
     .traits = kWhole | kAddresses,
     .special = judge_probe},
    {.names = "nc|ncat|netcat|nc.traditional|nc.openbsd|cryptcat|rustcat|pwncat|sbd",
     .valued = "-w -p -s -i -q -e -c -X -x -o -g -G -T -I -O",
     .rules = ": special",
     .traits = kAddresses,
     .special = judge_netcat},
    {.names =
         "socat|telnet|ftp|lftp|ncftp|ncftpput|tftp|sftp|rlogin|rsh|rexec|mail|mailx|mutt|sendmail|msmtp|"
         "swaks|"
         "ssmtp|mailutils|s-nail|neomutt|smtp-cli|uucp|kermit|rz|sz|croc|wormhole|magic-wormhole|transfer|"
         "ffsend|webwormhole|portal|termbin|sprunge|pastebinit|wgetpaste|dpaste|ix|gist|ngrok|"
         "cloudflared|localtunnel|lt|frpc|frps|chisel|bore|pagekite|localhost.run|inlets|zrok|expose|telebit|"
         "tailscaled|onionshare|onionshare-cli|iodine|dnscat|dnscat2|dnscat2-client|ptunnel|icmpsh|hans|"
         "stunnel|sshuttle|autossh|tor|i2pd|mosquitto_pub|nats|kcat|kafkacat|"
         "kafka-console-producer|amqp-publish|kafka-console-producer.sh|websocat|wscat|irssi|weechat|"
         "slackcat|telegram-send|signal-cli|"
         "ntfy|pushover|apprise|twurl|tweet|serve|http-server|live-server|simplehttpserver|miniserve|"
         "darkhttpd|"
         "thttpd|webfsd|vsftpd|pure-ftpd|dropbear|nfsd|smbd|udpcast|netsend|xfreerdp|rdesktop|"
         "vncviewer|x11vnc|teamviewer|anydesk|dropbox_uploader|dropbox_uploader.sh|megaput|megacopy|gdrive|"
         "onedrive|skicka|insync|odrive|curlftpfs|davfs2|cadaver|ipfs|transmission-cli|"
         "transmission-remote|deluge-console|rtorrent|aspera|ascp|bbcp|uftp|gsocket|gs-netcat|powercat|evil-"
         "winrm|"
         "rpcclient|psexec|winexe|crackmapexec|nxc|responder|msfconsole|msfvenom|hydra|medusa|john|"
         "hashcat|sqlmap|nikto|gobuster|ffuf|wfuzz|dirb|beef|ettercap|bettercap|arpspoof|aircrack-ng|"
         "mitmproxy|"
         "mitmdump|burpsuite|setoolkit|surge|npm-upload",
     .rules = "--version -V -version : read\n: network opens a connection that data can leave by",
     .traits = kAddresses},
    {.names = "dig|drill|host|nslookup|kdig|dog|doggo|delv|dnsx|massdns|ping|ping6|fping|hping3|"
              "traceroute|traceroute6|tracepath|mtr|whois|finger|rdap|arping|resolveip|dnstracer|adnshost|"
              "tcptraceroute|httping|testssl.sh|testssl|sslscan|nmap|masscan|zmap|rustscan|naabu|iperf|"
              "iperf3|speedtest|speedtest-cli|fast|snmpwalk|snmpget|ab|wrk|hey|siege|vegeta|k6|gping|"
              "ipcalc|sipcalc|nbtscan|nmblookup|ntpdate|avahi-browse|avahi-resolve|dns-sd|gethostip|"
              "dnsmap|sublist3r|amass|subfinder|theHarvester|grpcurl|grpc_cli|ldapsearch|smbutil|"
              "dnsrecon|dnsenum|fierce|wafw00f|whatweb",
     .valued = "-c -W -w -i -s -t -p -x -b -k -q -f -I -T -m -M -n -d -oN -oX -oG -oA --script",
     .rules =
         "-oN -oX -oG -oA : write writes its findings to a file\n--script : exec runs scripts\n: special",
     .traits = kWhole | kAddresses,
     .special = judge_probe},
    {.names = "scp|pscp|rsync|rcp|psftp|unison|mutagen|syncthing|dcp|lsyncd",
     .valued =
         "-P -i -o -F -c -l -S -J -e -f -T -B --rsh --exclude --include --filter --files-from --exclude-from "
         "--include-from --rsync-path --temp-dir --backup-dir --suffix --max-size --min-size --bwlimit "
         "--timeout "
         "--port --log-file --out-format --chmod --chown --compare-dest --copy-dest --link-dest "
         "--password-file",
     .rules = ": special",
     .traits = kLastWritten,
     .special = judge_remote_copy},
    {.names = "ssh|slogin|mosh|et|tsh|dbclient",
     .valued = "-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w -B --port",
     .rules = ": special",
     .traits = kAddresses,
     .wraps = 0,
     .special = judge_ssh},
    {.names = "smbclient",
     .valued = "-U -c -p -W -I -A",
     .rules = "-L --list : read\n: network opens a connection that data can leave by",
     .traits = kAddresses},
    {.names = "sshd", .valued = "-f -h -p -o", .rules = "-t -T -V : read\n: network opens a way in"},
    {.names = "ssh-keyscan", .valued = "-f -p -t -T", .rules = ": read", .traits = kAddresses},
    {.names = "arp-scan|netdiscover", .valued = "-I -i -r", .rules = ": read", .traits = kNoPaths},
    {.names = "rclone",
     .valued = "--config --transfers --include --exclude --filter --bwlimit",
     .rules = "--dry-run -n : read\ndelete|purge|deletefile|rmdir|rmdirs|cleanup|dedupe : destructive "
              "removes files\n"
              "copy|copyto|sync|move|moveto|bisync : special\nserve|mount|rcd|rcat|link : network\n"
              "copyurl|settier|touch|mkdir : write\n"
              "ls|lsd|lsl|lsf|lsjson|size|check|cat|tree|about|version|listremotes|md5sum|sha1sum|hashsum|"
              "ncdu|help : read\n"
              "config show|dump|file|paths|userinfo : read secret\nconfig : write\n: network",
     .special = judge_cloud_copy},
    {.names = "ip",
     .valued = "-n -netns -f -family",
     .rules = "netns|vrf e* * : inner 3\n"
              "* del|delete|d|flush|f : destructive cuts the network\n=down : destructive cuts the network\n"
              "* show|list|ls|lst|s|l|get|g|help : read\n* #0 : read\n* monitor : read\n"
              "* add|a|change|replace|append|set|attach|identify|save|restore|link|prepend : write changes "
              "the network\n"
              ": read",
     .traits = kNoPaths | kWhole},
    {.names =
         "ifconfig|iwconfig|ethtool|mii-tool|iw|rfkill|brctl|ovs-vsctl|bridge|vconfig|ipmaddr|wg|wg-quick|"
         "wpa_cli|wpa_supplicant|dhclient|dhcpcd|bluetoothctl|tc|conntrack|nmtui|netplan|tailscale|zerotier-"
         "cli|"
         "openvpn|ipsec|swanctl|vpnc|openconnect|ifup|resolvconf|batctl|hciconfig|teamdctl|devlink|rdma|"
         "airport",
     .valued = "-i -c",
     .rules =
         "=down|del|delete|delbr|del-br|del-port|delif|flush|block|logout|disconnect|remove|stop|reset|"
         "destroy :"
         " destructive cuts the network\n-D -F -r -x -d --flush --delete : destructive cuts the network\n"
         "ssh|nc|serve|funnel|file : network\n"
         "#0 : "
         "read\nshow|list|status|ip|netcheck|ping|get|monitor|dev|info|scan|listnetworks|peers|link|version|"
         "scan_results|list_networks|devices|qdisc : read\n* show|list|info|ls|link : read\n#1 : read\n"
         ": write changes the network",
     .traits = kNoPaths},
    {.names = "ifdown", .rules = ": destructive cuts the network", .traits = kNoPaths},
    {.names = "route|arp|ndp",
     .valued = "-i -A -H",
     .rules =
         "del|delete|flush : destructive cuts the network\n-d --delete -f : destructive cuts the network\n"
         "add|change : write changes the network\n-s --set : write changes the network\n: read",
     .traits = kNoPaths},
    {.names = "netstat|ss|sockstat|nstat|ifstat|ifplugstatus|vnstat|bmon|nload|bwm-ng|iwlist|lldpctl|"
              "rarp|ethstats|darkstat|trafshow|pktstat|getent",
     .valued = "-f -A -i",
     .rules = "-K --kill : destructive cuts connections\n: read",
     .traits = kNoPaths},
    {.names = "tshark",
     .valued = "-i -c -w -r -f -Y -T -e -z -R -d -o",
     .rules = "-w : write writes a capture\n-X : exec loads a script\n: read"},
    {.names = "tcpdump|dumpcap|ngrep|wireshark|termshark|tcpflow|ssldump|editcap|mergecap|capinfos|snoop",
     .valued = "-i -c -w -r -s -z -G -W -C",
     .rules = "-z : exec runs a program on each file\n-w : write writes a capture\n: read"},
};

}  // namespace

std::span<const Program> network_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
