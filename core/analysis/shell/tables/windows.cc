// Windows: cmd's own words, PowerShell's verbs, and the system's programs. Names are compared in lower case.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names =
         "del|erase|rd|remove-item|clear-content|clc|remove-itemproperty|rp|clear-item|cli|"
         "clear-recyclebin|deltree|sdelete|sdelete64|clear-disk|format-volume|remove-partition|"
         "initialize-disk|diskpart|clear-eventlog|remove-eventlog|limit-eventlog|clear-history|"
         "clhy|remove-*|uninstall-*|stop-*|restart-computer|disable-*|suspend-*|clear-*|reset-*|revoke-*|"
         "dismount-*|format-*volume|cipher|vssadmin|wbadmin|fsutil|bcdedit|bootrec|diskshadow|"
         "manage-bde|reagentc|wevtutil|takeown|restart-service|set-mppreference|add-mppreference|"
         "auditpol|netsh|wmic|reg|schtasks|net|net1|sfc|dism|bitsadmin|mountvol|label|logoff|"
         "tsdiscon|pnputil|devcon|dsrm|dsmod|icacls|cacls|attrib|set-executionpolicy",
     .rules =
         "/? : read\n"
         "/add /delete /del /active /d /f : destructive removes, stops or unlocks something\n"
         "list|show|query|view|user|statistics|config|time|accounts|localgroup|group|share|session|start|"
         "computer #0 : read\n"
         "user|localgroup|group|view|share|statistics|config #1 : read\n* list|get : read\n"
         "list|query|enum-logs|get-log|gl|qe|query-events|status|qc|fsinfo|show : read\n"
         "* * get|list|show : read\n* show : read\n"
         "/query /list /get /scan /verify : read\n-status : read\n"
         ": destructive removes, stops or unlocks something",
     .traits = kSlashes},
    {.names = "invoke-expression|iex|invoke-command|icm|start-process|saps|invoke-item|ii|start-job|sajb|"
              "invoke-wmimethod|"
              "invoke-cimmethod|add-type|import-module|ipmo|new-object|set-alias|sal|new-alias|rundll32|"
              "regsvr32|mshta|"
              "cscript|wscript|msiexec|installutil|forfiles|pcalua|conhost|odbcconf|"
              "regasm|regsvcs|hh|control|presentationhost|cmstp|psexec64|winrs|winrm|enter-pssession|etsn|"
              "new-pssession|nsn|"
              "register-scheduledtask|register-scheduledjob|new-service|call|runas|start-threadjob|foreach-"
              "object|foreach|"
              "install-module|install-script|install-package|register-wmievent|invoke-history|ihy|"
              "set-psdebug|unblock-file|msdt|appcert|dnx|rcsi",
     .rules = ": exec runs code that cannot be seen here",
     .traits = kSlashes},
    {.names = "invoke-webrequest|iwr|invoke-restmethod|irm|start-bitstransfer|test-netconnection|tnc",
     .valued =
         "-Uri -Method -Body -InFile -OutFile -Headers -ContentType -uri -method -body -infile -outfile",
     .rules = "-Body -InFile -body -infile : network sends data\n=post|put|patch|Post|POST|PUT|PATCH : "
              "network sends data\n"
              "-Method -method : special\n-OutFile -outfile -o : write downloads a file\n: read",
     .traits = kWhole | kAddresses,
     .special = judge_web_request},
    {.names = "send-mailmessage|send-*", .rules = ": network sends data"},
    {.names = "get-childitem|gci|get-content|gc|get-item|gi|get-itemproperty|get-location|gl|"
              "get-process|gps|get-service|gsv|get-command|gcm|get-help|get-member|get-date|get-host|"
              "get-history|ghy|get-alias|gal|get-variable|gv|get-module|gmo|get-acl|get-filehash|"
              "get-wmiobject|gwmi|get-ciminstance|get-eventlog|get-winevent|get-netipaddress|"
              "get-nettcpconnection|get-netadapter|get-volume|get-disk|get-partition|get-computerinfo|"
              "get-hotfix|get-package|get-random|get-unique|gu|get-culture|get-job|get-psdrive|gdr|"
              "get-executionpolicy|get-scheduledtask|get-localuser|get-aduser|get-*|select-object|"
              "select-string|where-object|where|?|sort-object|group-object|measure-object|measure|"
              "compare-object|format-table|ft|format-list|fl|format-wide|fw|format-custom|format-hex|"
              "out-string|out-host|oh|out-null|out-default|test-path|test-connection|resolve-path|rvpa|"
              "resolve-dnsname|split-path|join-path|convert-path|convertto-json|convertfrom-json|"
              "convertto-csv|convertfrom-csv|convertto-html|convertto-xml|write-output|write-host|"
              "write-verbose|write-warning|write-error|write-progress|set-location|push-location|"
              "pop-location|start-sleep|wait-process|wait-job|read-host|show-command|update-help|"
              "measure-command|test-*|find-module|findstr|tasklist|ipconfig|systeminfo|ver|vol|"
              "driverquery|getmac|nbtstat|tracert|pathping|qwinsta|quser|query|gpresult|dsquery|dsget|"
              "nltest|cls|rem|title|verify|assoc|ftype|path|prompt|pause|typeperf|openfiles|powercfg|"
              "chkntfs|compact",
     .rules = "/release /flushdns /registerdns /renew : write\n/domain_trusts : read\n: read",
     .traits = kSlashes},
    {.names = "set-content|add-content|out-file|new-item|md|copy|copy-item|cpi|move|move-item|mi|"
              "rename-item|rni|ren|set-item|si|set-itemproperty|sp|new-itemproperty|export-csv|epcsv|"
              "export-clixml|tee-object|compress-archive|expand-archive|set-acl|set-variable|"
              "new-variable|nv|set-date|xcopy|mklink|set-service|start-service|sasv|enable-*|resume-*|"
              "set-*|new-*|add-*|update-*|export-*|import-*|start-*|register-*|unregister-*|rename-*|"
              "out-printer|lp|lpr|setx|subst|makecab|extrac32|replace|comp|new-psdrive|mount-diskimage|"
              "tzutil|w32tm|chcp|color|mode|gpupdate|cancel|lpadmin|cupsctl",
     .rules = ": write changes something",
     .traits = kSlashes},
    {.names = "sc",
     .rules = "query|queryex|qc|qdescription|enumdepend|getdisplayname : read\n"
              "stop|delete|config|control|failure|pause|sdset : destructive stops or changes a service\n: "
              "write changes"
              " something"},
    {.names = "robocopy",
     .rules = "/mir /purge /MIR /PURGE /mov /move /MOVE : destructive removes what is not in the source\n/l "
              "/L : read\n"
              ": write copies files",
     .traits = kSlashes},
};

}  // namespace

std::span<const Program> windows_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
