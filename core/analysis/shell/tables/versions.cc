// Version control and the programs of its hosts.
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

constexpr Program kPrograms[] = {
    {.names = "git|yadm|hub",
     .valued =
         "-C -c --git-dir --work-tree --namespace --exec-path --super-prefix --config-env -m --message -F "
         "--author "
         "--date -n --max-count -L -S -G --since --until --after --before --grep --skip -b -B "
         "--depth --branch --reference -o --origin --strategy -s -X -t --onto -x --exec --upload-pack "
         "--receive-pack --repo --push-option --points-at --sort --contains --merged --no-merged -U --output "
         "--template --separate-git-dir --shallow-since --file --prefix --remote --pathspec-from-file",
     .rules = ": special",
     .special = judge_git},
    {.names = "gh|glab|tea|lab|bb",
     .valued =
         "-R --repo -H -f -F -X --method -q --jq -t --template --json -b --body -B --base -L --limit -l "
         "--label "
         "--title --hostname --field --raw-field --header --input -m -s --state -a --assignee -S --search",
     .rules =
         "* --help -h : read\n"
         "api : special\n"
         "gist|snippet create|edit|new|rename : network publishes a text\n"
         "gist|snippet|release|repo|project view|list|ls : read\n* download|clone|checkout : write\n"
         "release upload|create : network publishes files\n"
         "* delete|rm|remove|archive|cancel|disable|lock|delete-*|item-delete|transfer|unlink|revoke : "
         "destructive removes"
         " or ends something\n"
         "* * delete|rm|remove|archive : destructive removes something\n"
         "codespace|cs ssh|cp|jupyter|ports : exec\nssh-key|gpg-key|deploy-key|secret|variable|auth "
         "add|set|login|refresh|"
         "setup-git : write changes what may enter\n"
         "extension|ext|x|alias install|exec|upgrade|set|import : exec runs code of others\n"
         "secret|variable list|ls|get : read\nauth token : read secret\nauth status : read\nauth logout : "
         "destructive\n"
         "* list|ls|view|show|diff|checks|status|watch|browse|search|get|verify|field-list|item-list|logs|"
         "log|trace|lint|check-jobs|log-view : read\n"
         "browse|search|status|version|help|completion|check-update : read\n* * list|view|get : read\n"
         "issue|pr|mr|discussion|incident "
         "create|comment|note|review|approve|close|reopen|merge|edit|update|ready|"
         "revert|develop|pin|unpin|unlock|checkout|co|rebase|update-branch|new|subscribe|todo : write "
         "changes what"
         " others see\n"
         "repo create|edit|fork|rename|sync|set-default|unarchive|deploy-key|mirror : write\n"
         "workflow|run|cache|ci|pipeline|job run|rerun|enable|retry|trigger|play : exec runs a job "
         "elsewhere\n: write",
     .traits = kTells,
     .special = judge_gh_api},
    {.names = "svn|hg|bzr|brz|fossil|cvs|darcs|p4|jj|repo|got|pijul|tig|gitk|lazygit|gitui|git-lfs|"
              "git-filter-repo|bfg|git-cola|svnadmin|svnlook|rcs|ci|co|dvc|lakefs|git-absorb|gt|stg|"
              "topgit|av",
     .valued = "-m -r -R --message --rev --cwd",
     .rules =
         "* --help : read\n"
         "status|st|stat|log|diff|di|info|list|ls|cat|blame|annotate|ann|praise|propget|proplist|heads|tip|"
         "parents|"
         "id|identify|summary|sum|paths|files|manifest|outgoing|out|incoming|in|show|version|help|timeline|"
         "changes|"
         "describe|filelog|opened|have|fstat|print|where|sizes|evolog|obslog|interdiff|youngest|tree|uuid|"
         "history|"
         "author|changed|date|root|smartlog|sl|changelog|op-log|env|locks|ls-files|verify|annotate|"
         "query|whatsnew|heads|grep|overview|leaves|finger : read\n"
         "op|operation|bookmark|branch|config|remote|workspace|lock log|list|show|get|ls|status : read\n"
         "#0 : read\n"
         "revert|rm|remove|delete|del|strip|purge|cleanup|clean|rollback|abandon|forget|obliterate|undo|"
         "restore|prune|gc|"
         "scrub|unedit|clobber|destroy|rmtxns|uncommit|unamend|kill|nuke : destructive throws work away\n"
         "-C --clean --discard --force --hard --strip-blobs-bigger-than --path --invert-paths --delete-files"
         " --replace-refs : destructive throws work away\n"
         "push : network sends commits\nextdiff|bisect|run : exec\n: write changes the copy"},
};

}  // namespace

std::span<const Program> version_programs() {
  return kPrograms;
}

}  // namespace callgate::analysis::shell
