// Sources: the documentation of each program named; where it keeps what it must not lose.
#include <array>

#include "core/analysis/path/table.h"

namespace callgate::analysis {
namespace {

constexpr std::string_view kSsh =
    ".ssh/**|etc/ssh/ssh_host_*_key|etc/dropbear/**|.putty/**|.tsh/**|.shosts|.rhosts|.k5login|.xauthority|"
    ".iceauthority";
constexpr std::string_view kSshNames =
    "id_rsa|id_dsa|id_ecdsa|id_ecdsa_sk|id_ed25519|id_ed25519_sk|id_rsa.*|id_ed25519.*|id_ecdsa.*|"
    "id_dsa.*|identity.pem|ssh_host_*_key|authorized_keys|sftp-config.json|.vscode/sftp.json|.ftpconfig|"
    ".remote-sync.json";

// For words with stars; plain names of this kind are judged by their words.
constexpr std::string_view kDotenv = ".env|.env.local|.env.production|.envrc|prod.env";
constexpr std::string_view kKeys = "server.key|private.key|privkey.pem|key.pem|wallet.json";
constexpr std::string_view kLists = "credentials.json|secrets.yaml|secrets.yml|secrets.json|passwords.txt";

constexpr std::string_view kCloud =
    ".aws/**|.config/gcloud/**|appdata/roaming/gcloud/**|.gsutil/**|.boto|.azure/**|.oci/**|.aliyun/**|"
    ".tccli/**|.bluemix/**|.s3cfg|.passwd-s3fs|.config/rclone/**|.rclone.conf|.config/doctl/**|"
    ".config/hcloud/**|.config/scw/**|.config/linode-cli|.linode-cli|.fly/config.yml|.config/heroku/**|"
    ".config/remmina/**|.local/share/remmina/**|.vercel/auth.json|.config/vercel/**|.local/share/"
    "com.vercel.cli/**|.config/netlify/**|"
    ".netlify/config.json|.wrangler/config/**|.config/.wrangler/**|.railway/config.json|"
    ".supabase/access-token|.config/configstore/**|.config/firebase/**|.config/digitalocean/**|"
    ".ibmcloud/**|.vultr-cli.yaml|.exoscale/**|.config/exoscale/**|.ovh.conf|.openstack/**|"
    ".config/openstack/**|clouds.yaml|.cloudflared/**|.ngrok2/**|.config/ngrok/**|.config/stripe/**|"
    ".sentryclirc|.terraform.d/credentials.tfrc.json|.terraformrc|terraform.rc|.pulumi/credentials.json|"
    "*.tfstate|*.tfstate.backup|.vault-token|.config/vault/"
    "**|.vault_pass*|vault_pass.txt|vault_pass|.vault-pass*|"
    ".chef/*.pem|.config/sops/**|.sops/**|.age/**|.saml2aws|.config/snowflake/**|.snowflake/**|"
    ".databrickscfg|.dbt/profiles.yml|.snowsql/config|.kaggle/kaggle.json|.config/wandb/**|.jira.d/**|"
    ".datadog/**|.newrelic/**|.edgerc|.doppler/**|.cf/config.json|.config/yandex-cloud/**|.tofurc|"
    ".dropbox/**|.megarc|.gdrive/**|.mc/config.json|.config/borg/**|.alibabacloud/**|.config/packer/**|"
    ".serverlessrc|.akamai-cli/**|.elasticbeanstalk/config.yml";
constexpr std::string_view kCloudNames =
    "*.tfvars|*.tfvars.json|service-account*.json|service_account*.json|serviceaccount*.json|"
    "*-service-account.json|*_service_account.json|*firebase-adminsdk*.json|client_secret*.json|"
    "gcp-key.json|gcloud-key.json|*-sa-key.json|sa-key.json|gcp_key.json|accesskeys.csv|*_accesskeys.csv|"
    "rootkey.csv|*.publishsettings|adc.json|application_default_credentials.json|credentials.csv|"
    "keyfile.json|key.json|application-prod.yml|application-prod.yaml|application-prod.properties|"
    "application-production.yml|application-production.properties";

constexpr std::string_view kContainers =
    ".kube/**|kubeconfig|*.kubeconfig|etc/kubernetes/**|etc/rancher/**|.docker/config.json|"
    ".docker/contexts/**|.docker/*.pem|.dockercfg|.dockerconfigjson|.config/containers/auth.json|"
    "containers/auth.json|.config/helm/**|.helm/**|.minikube/**|.k3s/**|.config/argocd/**|.argocd/**|"
    ".talos/**|.config/k9s/**|.docker/.token*|talosconfig|k3s.yaml|kubeconfig.yaml|kubeconfig.yml|"
    "kubeconfig.json";

constexpr std::string_view kTokens =
    ".git-credentials|.git/credentials|.config/git/credentials|.gitconfig|.config/git/config|.git/config|"
    ".netrc|_netrc|.config/gh/**|.config/hub|.config/glab-cli/**|.config/glab/**|.config/tea/**|"
    ".config/lab/**|.hgrc|.subversion/auth/**|.config/jj/**|.bzr/authentication.conf|.npmrc|~/.yarnrc|"
    "~/.yarnrc.yml|.pypirc|.config/pip/pip.conf|.pip/pip.conf|pip/pip.ini|.config/pypoetry/auth.toml|"
    ".config/pypoetry/config.toml|.condarc|.cargo/credentials|.cargo/credentials.toml|.gem/credentials|"
    ".local/share/gem/credentials|.bundle/config|.composer/auth.json|.config/composer/auth.json|"
    ".m2/settings.xml|.m2/settings-security.xml|.gradle/gradle.properties|.gradle/init.gradle|"
    ".ivy2/.credentials|.sbt/.credentials|.nuget/nuget/nuget.config|.config/nuget/nuget.config|"
    "appdata/roaming/nuget/nuget.config|.hex/hex.config|.config/hex/**|.pub-cache/credentials.json|"
    ".dart/pub-credentials.json|.config/dart/pub-credentials.json|.cocoapods/trunk|.luarocks/**|"
    ".cabal/config|.bunfig.toml|.huggingface/token|.cache/huggingface/token|.config/huggingface/**|"
    ".replicate/**|.arcrc|.config/phabricator/**|.travis/config.yml|.circleci/cli.yml|"
    ".jenkins/secrets/**|.config/act/**|.config/1password/**|.config/op/**|.op/**|.appveyor/**|"
    ".config/buildkite/**|.secrets/**|.gitcookies|pip/pip.conf|.lein/credentials*|.p4tickets|.p4enviro|"
    ".erlang.cookie|.config/uv/credentials/**|.local/share/uv/credentials/**";

constexpr std::string_view kDatabases =
    ".pgpass|pgpass.conf|.pg_service.conf|.my.cnf|my.cnf|.mylogin.cnf|.mariadb.cnf|.dbshell|.mongorc.js|"
    ".mongodb/**|.mongoshrc.js|.cassandra/cqlshrc|.cqlshrc|.config/dbeaver/**|"
    ".local/share/dbeaverdata/**|dbeaver-data-sources.xml|.config/beekeeper-studio/**|.config/mycli/**|"
    ".config/pgcli/**|.sqlpass|.influxdbv2/**|.clickhouse-client/**|.odbc.ini|.redisclirc";
constexpr std::string_view kDatabaseNames =
    "wp-config.php|settings.local.php|local_settings.py|appsettings.production.json|"
    "appsettings.prod.json|appsettings.staging.json|appsettings.local.json|appsettings.secrets.json|"
    "config/master.key|config/credentials/*.key|config/database.yml|config/secrets.yml|"
    ".streamlit/secrets.toml|.htpasswd|microsoft/usersecrets/**|.microsoft/usersecrets/**|"
    "parameters.local.yml|localsettings.php|local.settings.json|app/etc/env.php|config/parameters.yml";

constexpr std::string_view kBrowsers =
    "cookies.sqlite|cookies.sqlite-wal|key3.db|key4.db|logins.json|logins-backup.json|signons.sqlite|"
    "places.sqlite|formhistory.sqlite|sessionstore.jsonlz4|cert9.db|.config/google-chrome/**|"
    ".config/google-chrome-beta/**|.config/chromium/**|.config/bravesoftware/**|"
    ".config/microsoft-edge/**|.config/vivaldi/**|.config/opera/**|.mozilla/firefox/**|.librewolf/**|"
    ".config/qutebrowser/**|.local/share/qutebrowser/**|snap/firefox/common/.mozilla/**|"
    "library/cookies/**|library/safari/**|library/application support/google/chrome/**|"
    "library/application support/chromium/**|library/application support/bravesoftware/**|"
    "library/application support/microsoft edge/**|library/application support/firefox/**|"
    "library/application support/arc/**|appdata/local/google/chrome/**|appdata/local/chromium/**|"
    "appdata/local/bravesoftware/**|appdata/local/microsoft/edge/**|appdata/roaming/mozilla/**|"
    "appdata/roaming/opera software/**|user data/*/login data|user data/*/cookies|"
    "user data/*/network/cookies|user data/local state|login data|login data for account|"
    "cookies.binarycookies|.local/share/epiphany/**|.config/epiphany/**|.w3m/cookie|.lynx_cookies|"
    "library/application support/vivaldi/**|library/application support/com.operasoftware.opera/**|"
    "library/containers/com.apple.safari/**|appdata/local/vivaldi/**";

constexpr std::string_view kKeychains =
    ".gnupg/**|secring.gpg|library/keychains/**|.local/share/keyrings/**|.local/share/kwalletd/**|"
    ".kde/share/apps/kwallet/**|.password-store/**|.config/keepassxc/**|.config/keepass/**|.pki/nssdb/**|"
    ".config/bitwarden/**|.config/bitwarden cli/**|.config/rbw/**|.local/share/rbw/**|"
    ".config/lastpass/**|.lastpass/**|.local/share/lpass/**|.config/enpass/**|.authy/**|"
    ".config/authy desktop/**|.1password/**|library/application support/bitwarden/**|"
    "library/application support/1password/**|library/group containers/2bua8c4s2c.com.1password/**|"
    "appdata/roaming/bitwarden/**|appdata/local/1password/**|appdata/roaming/microsoft/credentials/**|"
    "appdata/local/microsoft/credentials/**|appdata/roaming/microsoft/protect/**|"
    "appdata/local/microsoft/vault/**|appdata/roaming/microsoft/crypto/**|ntuser.dat|"
    ".config/authenticator/**|.totp|.config/oathtool/**|.step/secrets/**|.mitmproxy/**";

constexpr std::string_view kWallets =
    "wallet.dat|.bitcoin/**|.litecoin/**|.dogecoin/**|.zcash/**|.monero/**|bitmonero/**|.electrum/**|"
    ".electrum-ltc/**|.electron-cash/**|.ethereum/keystore/**|utc--*|.config/solana/**|.solana/**|"
    ".near-credentials/**|.aptos/config.yaml|.sui/**|.cardano/**|.config/exodus/**|.config/atomic/**|"
    ".config/ledger live/**|.foundry/keystores/**|.brownie/accounts/**|.lnd/**|.lightning/**|"
    ".config/metamask/**|nkbihfbeogaeaoehlefnkodbefgpgknn/**|library/application support/bitcoin/**|"
    "library/application support/exodus/**|library/application support/electrum/**|"
    "appdata/roaming/bitcoin/**|appdata/roaming/ethereum/**|appdata/roaming/electrum/**|"
    "appdata/roaming/exodus/**|mnemonic.txt|seed-phrase.txt|seed_phrase.txt|"
    "library/application support/ledger live/**|bfnaelmomeimhlpmgjnjophhpkkoljpa/**";

constexpr std::string_view kHistories =
    ".bash_history|.zsh_history|.zhistory|.histfile|.sh_history|.ash_history|.ksh_history|.history|"
    ".tcsh_history|.fish_history|fish/fish_history|fish_history|.python_history|.node_repl_history|"
    ".irb_history|.irb-history|.pry_history|.psql_history|.mysql_history|.sqlite_history|"
    ".mariadb_history|.mongo_history|.mongodb_history|.lesshst|.viminfo|.config/nushell/history.txt|"
    ".config/nushell/history.sqlite3|.local/share/atuin/**|.local/share/mc/history|"
    ".local/share/nvim/shada/**|.local/state/nvim/shada/**|.wget-hsts|.gdb_history|.php_history|"
    ".ghc/ghci_history|.rhistory|.octave_hist|.julia/logs/repl_history.jl|.scala_history|"
    "psreadline/consolehost_history.txt|consolehost_history.txt|.recently-used.xbel|"
    ".local/share/recently-used.xbel|.zsh_sessions/**|.bash_sessions/**|.rediscli_history|"
    ".ipython/profile_default/history.sqlite|.lldb-history|.local/share/jupyter/runtime/**|.jupyter/**";

constexpr std::string_view kMessages =
    ".config/slack/**|.config/discord/**|.config/signal/**|.config/telegramdesktop/**|"
    ".local/share/telegramdesktop/**|.config/element/**|.config/teams/**|"
    ".config/microsoft/microsoft teams/**|.config/skypeforlinux/**|.config/whatsapp/**|"
    ".config/zoomus.conf|.zoom/**|.purple/**|.thunderbird/**|.mutt/**|.muttrc|.neomuttrc|.config/mutt/**|"
    ".config/neomutt/**|.mbsyncrc|.msmtprc|.config/msmtp/**|.fetchmailrc|.offlineimaprc|.getmail/**|"
    ".config/evolution/**|.local/share/evolution/**|.irssi/**|.weechat/**|.config/weechat/**|"
    ".config/hexchat/**|.gajim/**|.config/aerc/**|.config/himalaya/**|.mail/**|.maildir/**|"
    "library/messages/**|library/mail/**|library/application support/slack/**|"
    "library/application support/discord/**|library/application support/signal/**|"
    "library/application support/telegram desktop/**|library/application support/addressbook/**|"
    "library/calendars/**|appdata/roaming/slack/**|appdata/roaming/discord/**|appdata/roaming/signal/**|"
    "appdata/roaming/telegram desktop/**|appdata/roaming/thunderbird/**|"
    "appdata/local/microsoft/outlook/**|library/application support/microsoft/teams/**|"
    ".local/share/signal-cli/**|.config/mattermost/**|.config/rocket.chat/**|.viberpc/**|.config/riot/**|"
    ".telegram-cli/**|library/group containers/group.net.whatsapp.whatsapp.shared/**";

constexpr std::string_view kAgents =
    ".claude.json|.claude/.credentials.json|~/.claude/settings.json|~/.claude/settings.local.json|"
    ".claude/projects/**|.claude/history.jsonl|claude_desktop_config.json|.config/claude/**|"
    ".codex/auth.json|~/.codex/config.toml|.codex/history.jsonl|.codex/sessions/**|.cursor/mcp.json|"
    ".config/cursor/user/globalstorage/**|.mcp.json|.vscode/mcp.json|mcp_config.json|mcp_settings.json|"
    "cline_mcp_settings.json|.mcp-auth/**|.config/github-copilot/**|~/.copilot/**|"
    ".gemini/oauth_creds.json|~/.gemini/settings.json|.gemini/google_accounts.json|.gemini/.env|"
    ".qwen/oauth_creds.json|.codeium/**|~/.windsurf/**|~/.continue/config.json|~/.continue/config.yaml|"
    ".continue/.env|.config/goose/**|~/.aider.conf.yml|.aider.chat.history.md|.aider.input.history|"
    ".config/zed/settings.json|~/.zed/settings.json|.openai/**|.config/openai/**|.anthropic/**|"
    ".config/anthropic/**|.config/opencode/**|.local/share/opencode/auth.json|~/.amp/**|"
    ".config/amp/settings.json|~/.factory/**|.tabnine/**|.config/tabnine/**|~/.sourcegraph/**|.cody/**|"
    ".ollama/id_ed25519|.lmstudio/credentials/**|.config/callgate/**|.callgate/**|"
    ".local/state/callgate/**|.local/share/callgate/**|library/application support/callgate/**|"
    "appdata/*/callgate/**|library/application support/cursor/**|appdata/roaming/cursor/**|"
    "appdata/roaming/claude/**|~/.kiro/settings/**|~/.roo/mcp.json|~/.amazonq/**|~/.trae/mcp.json|"
    "~/.junie/mcp.json|.lmstudio/mcp.json|.config/mcp/**|.config/crush/**|.local/share/crush/**|"
    ".config/io.datasette.llm/**|.config/shell_gpt/**";
constexpr std::string_view kAgentNames =
    "callgate.jsonc|callgate.json|callgate.local.jsonc|policy.jsonc|policy.local.jsonc|tools.lock.json";

// What runs by itself once it has been written.
constexpr std::string_view kStarts =
    ".bashrc|.bash_profile|.bash_login|.bash_logout|.bash_aliases|.zshrc|.zshenv|.zprofile|.zlogin|"
    ".zlogout|.profile|.kshrc|.cshrc|.tcshrc|.login|.inputrc|.xprofile|.xinitrc|.xsession|.xsessionrc|"
    ".pam_environment|.config/fish/**|.config/zsh/**|.config/nushell/**|.oh-my-zsh/**|"
    ".config/autostart/**|.config/systemd/**|.local/share/systemd/**|.config/environment.d/**|"
    ".local/share/dbus-1/**|.local/share/applications/**|.config/plasma-workspace/**|.config/upstart/**|"
    ".local/bin/**|.git/hooks/**|.githooks/**|.git/config|.git/info/attributes|.config/git/**|"
    ".husky/pre-*|.husky/post-*|.husky/commit-msg|library/launchagents/**|library/launchdaemons/**|"
    "library/startupitems/**|library/scripts/**|.tmux.conf|.screenrc|.vimrc|.vim/**|.config/nvim/**|"
    ".emacs|.emacs.d/**|.config/emacs/**|.gdbinit|.lldbinit|.pythonrc|.pythonrc.py|sitecustomize.py|"
    "usercustomize.py|.ipython/**|.jupyter/**|.irbrc|.pryrc|.rprofile|.perldb|.psqlrc|.sqliterc|.wgetrc|"
    ".curlrc|.config/curlrc|.envrc|.direnvrc|.config/direnv/**|.vscode/tasks.json|.vscode/settings.json|"
    ".vscode/launch.json|.config/code/user/**|library/application support/code/user/**|"
    "appdata/roaming/code/user/**|.idea/runconfigurations/**|.claude/**|.cursor/**|.codex/**|.gemini/**|"
    ".devcontainer/devcontainer.json|.cargo/config|.cargo/config.toml|.npm-init.js|.config/pip/**|"
    ".pip/**|.gradle/**|.m2/**|.local/share/nautilus/scripts/**|start menu/programs/startup/**|"
    "documents/powershell/**|documents/windowspowershell/**|microsoft.powershell_profile.ps1|profile.ps1|"
    "autorun.inf|autoexec.bat|.config/hypr/**|.config/sway/**|.config/i3/**|.i3/config|.config/kitty/**|"
    ".config/alacritty/**|.forward|.procmailrc|.rhosts|.crontab|.git/**|site-packages/*.pth|"
    "dist-packages/*.pth|.mcp.json|.zed/**|.windsurf/**|.roo/**|.kiro/**|.continue/**|.amazonq/**|"
    ".trae/**|.junie/**|.aider.conf.yml";

constexpr std::array kGroups = {KnownPaths{"ssh", kSsh},
                                KnownPaths{"ssh", kSshNames, false, true},
                                KnownPaths{"dotenv", kDotenv, false, true},
                                KnownPaths{"key", kKeys, false, true},
                                KnownPaths{"credentials", kLists, false, true},
                                KnownPaths{"cloud", kCloud},
                                KnownPaths{"cloud", kCloudNames, false, true},
                                KnownPaths{"container", kContainers},
                                KnownPaths{"token", kTokens},
                                KnownPaths{"database", kDatabases},
                                KnownPaths{"database", kDatabaseNames, false, true},
                                KnownPaths{"browser", kBrowsers},
                                KnownPaths{"keychain", kKeychains},
                                KnownPaths{"wallet", kWallets},
                                KnownPaths{"history", kHistories},
                                KnownPaths{"messages", kMessages},
                                KnownPaths{"agent", kAgents},
                                KnownPaths{"agent", kAgentNames, false, true},
                                KnownPaths{"starts", kStarts, true, false}};

}  // namespace

std::span<const KnownPaths> known_of_people() {
  return kGroups;
}

}  // namespace callgate::analysis
