// Users, groups, passwords and keys.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "useradd|adduser|groupadd|addgroup|newusers|usermod|groupmod|gpasswd|chsh|chfn|chage|"
              "vipw|vigr|pwconv|grpconv|lusermod|luseradd|dseditgroup|pw|smbpasswd|"
              "htpasswd|ldapadd|ldapmodify|samba-tool|realm|adcli|pdbedit",
     .valued = "-c -d -e -f -g -G -k -K -p -s -u -M -A",
     .rules =
         "-l --list -S : read\n"
         "-L --lock -E --lastday : destructive locks an account\n-d --delete : write\n"
         "*user|user delete|del : destructive removes accounts\n-delete* : destructive removes accounts\n"
         "-D -x -X -R : destructive removes accounts\nuserdel|groupdel|leave : destructive\n"
         ". -delete|delete : destructive removes accounts\n"
         "-deleteUser : destructive removes accounts\n: write changes accounts",
     .traits = kNoPaths},
    {.names = "sysadminctl",
     .rules = "-deleteUser : destructive removes accounts\n: write changes accounts",
     .traits = kNoPaths | kWhole},
    {.names = "dscl",
     .valued = "-u -P -p",
     .rules = "-list -read -search -readall -diff : read\n* list|read|search|readall|ls|cat : read\n"
              "-delete -deletepl : destructive removes accounts\n* delete|deletepl : destructive removes "
              "accounts\n"
              ": write changes accounts",
     .traits = kNoPaths | kWhole},
    {.names = "userdel|deluser|groupdel|delgroup|luserdel|lgroupdel|ldapdelete|kdestroy|vlock",
     .rules = ": destructive removes accounts",
     .traits = kNoPaths},
    {.names = "passwd",
     .rules = "-S --status : read\n-d -l -e --delete --lock --expire : destructive takes away a password\n"
              ": write changes a password",
     .traits = kNoPaths},
    {.names = "chpasswd", .rules = ": write changes passwords"},
    {.names =
         "kinit|kpasswd|kadmin|kadmin.local|ktutil|ssh-add|ssh-agent|ssh-copy-id|gpg-agent|gpgconf|pass|"
         "gopass|"
         "op|bw|lpass|vault|keyring|secret-tool|security|keepassxc-cli|sops|age|age-keygen|rage|git-crypt|"
         "step|certbot|mkcert|easyrsa|cfssl|acme.sh|keytool|certutil|update-crypto-policies|"
         "doppler|"
         "chamber|berglas|aws-vault|teller|infisical|credstash",
     .valued = "-s -a -l -i -p -t -keystore -alias -storepass",
     .rules =
         "-D -d --delete-key --remove : destructive forgets keys\n-l -L -list -v --list : read\n"
         "rm|delete|delete-*|remove|destroy|purge|revoke|disable|seal|kill|uninstall : destructive removes "
         "keys\n"
         "* delete|rm|remove|destroy|purge|disable|revoke|undelete|metadata-delete : destructive removes "
         "keys\n"
         "* * delete|rm|remove|destroy|purge : destructive removes keys\n"
         "* seal|step-down|remove-peer : destructive locks or drops a store\n"
         "token|policy|secrets|auth|lease|audit|namespace|operator|plugin "
         "lookup|list|read|capabilities|members|status|info : read\n"
         "kv|secrets|item|secret put|patch|enable|create|edit|set|rollback|tune : write changes keys\n"
         "run|exec|ssh|plugin|agent : exec runs another program\n"
         "ls|list|find|search|grep|status|version|help|certificates|inspect|policy-list : read\n"
         "show|get|read|kv|item|find-generic-password|find-internet-password|dump-keychain|lookup|export|"
         "find-certificate|login-keychain|secrets|document|default-keychain|list-keychains|cat|fetch-secret "
         ": read"
         " secret\n"
         "-delete --delete : destructive removes "
         "keys\nwrite|put|patch|set|add|insert|generate|edit|init|store :"
         " write changes keys\n"
         ": write changes keys",
     .traits = kWhole},
    {.names = "ssh-keygen",
     .valued = "-t -b -C -f -N -P -m -I -n -V -O -E",
     .rules = "-D : exec loads a library\n-l -y -F -e -B -L -Q : read\n-R : write removes a known host\n: "
              "write makes keys"},
    {.names = "gpg|gpg2|gpgv|gpgsm|signify|minisign|cosign|openpgp",
     .valued = "-u -r -o --output --recipient --local-user --homedir --keyserver",
     .rules =
         "--delete-keys --delete-secret-keys --delete-key --delete-secret-key --delete-secret-and-public-key"
         " --gen-revoke : destructive removes keys\n"
         "--send-keys --send-key : network sends keys to a server\n"
         "--export-secret-keys --export-secret-subkeys --export-ownertrust : read secret\n"
         "-o --output -s --sign --detach-sign -b --clear-sign --clearsign --import --gen-key --full-gen-key"
         " --quick-gen-key --edit-key --recv-keys --encrypt -e -c --symmetric --dearmor -a : write\n"
         "--decrypt -d --verify --list-keys -k -K --list-secret-keys --list-packets --fingerprint --export"
         " --print-md --show-keys --version : read\nverify|public-key|tree|triangulate : read\n: write"},
    {.names = "gnutls-cli", .rules = "@fed : network sends its input through a connection\n: read"},
    {.names = "openssl|libressl|certtool|gnutls-serv",
     .valued =
         "-in -out -connect -inkey -CAfile -cert -key -days -subj -newkey -servername -passin -passout -pass",
     .rules = "s_client|s_server|s_time|ts @fed : network sends its input through a connection\n"
              "s_client|s_time|ocsp : read asks a server\ns_server : network opens a way in\n"
              "engine : exec loads code\n-engine -provider -provider-path : exec loads code\n"
              "-out -keyout -signkey -CAserial --outfile : write writes a file\n"
              "x509|verify|version|ciphers|dgst|rand|speed|list|asn1parse|crl|pkey|rsa|ec|req|enc|base64|md5|"
              "sha*|prime|"
              "help|errstr|passwd|pkcs12|pkcs7|pkcs8|smime|cms|genrsa|genpkey|ecparam|dhparam|sess_id|"
              "pkeyutl|rsautl|"
              "-version|nseq|crl2pkcs7|storeutl|mac|kdf : read\n"
              "-i --certificate-info : read\n: exec",
     .traits = kWhole},
};

}  // namespace

std::span<const Program> account_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
