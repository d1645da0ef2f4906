#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr std::string_view kGit = R"(
submodule foreach : script 2
bisect run : inner 2
rebase -x --exec : exec runs a command for each commit
* --help : read
add|rm|mv|clean|prune -n --dry-run : read
worktree|remote|notes|reflog|submodule prune|expire -n --dry-run : read
commit|fetch|pull|push|stash|gc|send-email|rebase|prune-packed|lfs|update-index|subtree|maintenance --dry-run : read
status|log|show|diff|blame|annotate|shortlog|describe|rev-parse|rev-list|ls-files|ls-tree|ls-remote|cat-file|grep --open-files-in-pager -O --ext-diff --textconv : exec runs a viewer or converter
format-patch --stdout : read
interpret-trailers --in-place : write
interpret-trailers|annotate|url : read
log|show|diff|format-patch|diff-tree|diff-index|range-diff|archive --output -o : write writes a file
grep|status|log|show|diff|blame|annotate|shortlog|describe|rev-parse|rev-list|ls-files|ls-tree|ls-remote|cat-file|whatchanged|name-rev|show-ref|show-branch|for-each-ref|merge-base|diff-tree|diff-index|diff-files|count-objects|check-ignore|check-attr|check-ref-format|check-mailmap|help|version|var|fsck|verify-commit|verify-tag|verify-pack|cherry|range-diff|get-tar-commit-id|ls|patch-id|stripspace|request-pull|archive|hash-object|merge-tree|column|diagnose|st|lg|br|di|get-url|sizer : read
branch -d -D --delete : destructive removes branches
branch -m -M -c -C --move --copy -f --force -u --set-upstream-to --unset-upstream --edit-description --track : write changes branches
branch #0 : read
branch -l --list -a --all -r --remotes -v -vv --contains --no-contains --merged --no-merged --show-current --points-at : read
branch : write makes a branch
tag -d --delete : destructive removes tags
tag -a -s -f -m -u -F : write makes a tag
tag #0 : read
tag -l --list -n --contains --no-contains --merged --no-merged --points-at -v --verify : read
tag : write makes a tag
remote #0 : read
remote show|get-url|-v : read
remote remove|rm|prune : destructive removes a remote
remote update : write fetches
remote : write changes the remotes
stash list|show : read
stash drop|clear : destructive throws stashed work away
stash : write stashes work
config --get --get-all --get-regexp --get-urlmatch -l --list --show-origin --show-scope --get-color --name-only : read
config --unset --unset-all --remove-section : destructive removes settings
config -e --edit --add --replace-all --rename-section : write changes settings
config list|get : read
config unset|remove-section : destructive removes settings
config #1 : read
config =alias.*|*.pager|*pager|*editor|*hookspath|*hooksPath|*.helper|*sshcommand|*sshCommand|*fsmonitor|*.cmd|*.clean|*.smudge|*.textconv|*external : exec makes later commands run a program
config : write changes settings
reflog expire|delete : destructive drops what could be recovered
reflog : read
worktree list : read
worktree remove|prune : destructive removes a working tree
worktree : write
notes list|show : read
notes #0 : read
notes remove|prune : destructive
notes : write
bundle verify|list-heads : read
bundle : write
submodule status|summary : read
submodule #0 : read
submodule deinit : destructive removes submodules
submodule : write changes submodules
bisect log|view|visualize : read
bisect : write
sparse-checkout list : read
sparse-checkout : write
lfs ls-files|status|env|version|logs|locks : read
lfs prune|dedup : destructive
lfs push : network sends files
lfs : write
push --dry-run -n : read
push -f --force --force-with-lease --force-if-includes --mirror --delete -d --prune =+*|:* : destructive overwrites or removes what a remote has
push =*://*|*@*:* : network sends commits to an address
push : special
read-tree --reset : destructive throws changes away
reset --hard --merge --keep : destructive throws changes away
reset : write changes the index
checkout -f --force -B : destructive throws changes away
checkout -b --orphan --track -t : write changes the branch
checkout -- : destructive throws changes away
checkout =.|./*|:/|*/|*.*|/* : destructive throws changes away
checkout #2+ : destructive throws changes away
checkout : write changes the branch
switch -f --force --discard-changes -C : destructive throws changes away
switch : write changes the branch
restore --worktree -W : destructive throws changes away
restore --staged -S : write changes the index
restore : destructive throws changes away
clean : destructive removes files
rm --cached : write changes the index
rm : destructive removes files
gc|prune|prune-packed|repack|filter-branch|filter-repo|replace|update-ref|delete-branch|obliterate|undo|delete-merged-branches : destructive drops or rewrites history
rebase --abort --quit : write
rebase -i --interactive : write rewrites commits
svn dcommit : network sends commits
send-email|imap-send|send-pack|p4|http-push : network sends commits
daemon|instaweb|http-backend|serve : network opens a way in
difftool|mergetool|gui|citool|web--browse|hook|upload-pack|receive-pack|upload-archive|shell|remote-ext : exec runs another program
credential fill : read secret
credential-store|credential-cache|credential : read secret
symbolic-ref -d --delete : destructive
symbolic-ref #1 : read
symbolic-ref : write
apply --stat --check --numstat --summary : read
rerere status|diff : read
clone =ext::*|-u* : exec runs a program to connect
clone -u --upload-pack -c --config --template : exec takes settings that run programs
fetch|pull|ls-remote --upload-pack =ext::* : exec runs a program to connect
fetch -p --prune : write
add|am|apply|cherry-pick|clone|commit|commit-tree|fetch|fast-export|fast-import|format-patch|init|merge|mktag|mktree|mv|notes|pack-objects|pack-refs|pull|read-tree|rebase|revert|rerere|unpack-objects|update-index|write-tree|checkout-index|index-pack|maintenance|svn|subtree|merge-file|merge-index|merge-base|mailsplit|mailinfo|quiltimport|unpack-file|multi-pack-index|commit-graph|bugreport|co|ci|flow|cvsimport|archimport|scalar|backfill|repo : write changes the repository
--version -v --help -h --exec-path --html-path --man-path : read
#0 : read
: exec is used in a way nothing is known about
)";

// git -c KEY=VALUE: settings that name a program run it.
void judge_setting(Judge& judge, const Invocation& call, std::string_view setting) {
  const std::size_t equals = setting.find('=');
  std::string key(setting.substr(0, equals));
  std::string_view value = equals == std::string_view::npos ? std::string_view() : setting.substr(equals + 1);
  for (char& c : key) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  if (fits_one(
          "core.hookspath|include.path|includeif.*|core.fsmonitor|core.gitproxy|protocol.*|init.templatedir|"
          "alias.*|uploadpack.*|http.proxy*",
          key) &&
      !fits_one("false|true|/dev/null|always|never|user|", value)) {
    if (key.starts_with("alias.") && value.starts_with('!')) judge.script(value.substr(1));
    judge.note(call, ShellClass::exec, "-c " + key + " runs a program");
  } else if (
      fits_one("pager.*|*pager|*editor|*.sshcommand|*askpass|*.helper|*.program|*.textconv|*.clean|*.smudge|"
               "*.cmd|*.external|*.command|*.process|*.driver|sequence.editor|*.uploadpack|*.receivepack",
               key)) {
    if (value.starts_with('!')) value.remove_prefix(1);
    if (!fits_one("false|true|", value)) judge.script(value);
  }
}

}  // namespace

void judge_git(Judge& judge, const Invocation& call) {
  for (const Option& each : call.options) {
    const bool before = call.positionals.empty() || each.at < call.positionals[0];
    if (each.name == "-c" && before) judge_setting(judge, call, each.value);
    if (each.name == "--exec-path" && !each.value.empty())
      judge.note(call, ShellClass::exec, "--exec-path runs programs");
    if (each.name == "--config-env")
      judge.note(call, ShellClass::exec, "--config-env takes settings that run programs");
  }
  const std::string_view verb = call.positional(0);
  for (const Option& each : call.options) {
    const bool runs = (verb == "rebase" && (each.name == "-x" || each.name == "--exec")) ||
                      each.name == "--open-files-in-pager";
    if (runs) judge.script(each.value);
  }
  const bool adds = verb == "remote" && (call.positional(1) == "add" || call.positional(1) == "set-url");
  if (adds) {
    judge.remember("git remote " + std::string(call.positional(2)));
    judge.address(call.positional(3));
  }
  const std::string_view remote = call.positional(1);
  if (verb == "push" && call.program->rules != kGit &&
      judge.remembers("git remote " + std::string(remote.empty() ? "origin" : remote))) {
    judge.note(call, ShellClass::network, "push sends commits to a remote that was just added");
  }
  if (call.program->rules == kGit)
    return judge.note(call, ShellClass::write, "push sends commits to a remote");
  judge.by_rules(call, kGit);
}

void judge_gh_api(Judge& judge, const Invocation& call) {
  const Option* method = call.find("-X");
  if (method == nullptr) method = call.find("--method");
  const bool fields = call.has("-f") || call.has("-F") || call.has("--field") || call.has("--raw-field") ||
                      call.has("--input");
  bool query = call.positional(1) == "graphql";
  for (const Option& each : call.options)
    query = query && each.value.find("mutation") == std::string_view::npos;
  if (method != nullptr && fits_one("DELETE|delete", method->value)) {
    judge.note(call, ShellClass::destructive, "asks the host to remove something");
  } else if (method != nullptr ? !fits_one("GET|get|HEAD", method->value) : fields && !query) {
    judge.note(call, ShellClass::write, "changes something on the host");
  }
  judge.address("https://api.github.com/" + std::string(call.positional(1)));
}

}  // namespace callgate::analysis::shell
