// Programs whose words need more than a table: what they would do, each in a file by subject.
#pragma once

#include "core/analysis/shell/invocation.h"

namespace callgate::analysis::shell {

class Judge;

// shells.cc: programs and builtins that read shell text.
void judge_shell_program(Judge& judge, const Invocation& call);  // bash, sh …
void judge_source(Judge& judge, const Invocation& call);
void judge_eval(Judge& judge, const Invocation& call);
void judge_trap(Judge& judge, const Invocation& call);
void judge_alias(Judge& judge, const Invocation& call);
void judge_declaration(Judge& judge, const Invocation& call);  // export, declare …
void judge_read(Judge& judge, const Invocation& call);         // read, mapfile …
void judge_echo(Judge& judge, const Invocation& call);
void judge_scheduled(Judge& judge, const Invocation& call);  // at, batch
void judge_crontab(Judge& judge, const Invocation& call);
void judge_su(Judge& judge, const Invocation& call);
void judge_ssh(Judge& judge, const Invocation& call);

// wrappers.cc: programs that run others.
void judge_env(Judge& judge, const Invocation& call);
void judge_find(Judge& judge, const Invocation& call);
void judge_fd(Judge& judge, const Invocation& call);
void judge_xargs(Judge& judge, const Invocation& call);
void judge_parallel(Judge& judge, const Invocation& call);
void judge_systemd_run(Judge& judge, const Invocation& call);
void judge_remote_run(Judge& judge, const Invocation& call);     // ansible, salt, pssh …
void judge_fetched(Judge& judge, const Invocation& call);        // npx, uvx, npm exec …: TOOL of a package
void judge_container_run(Judge& judge, const Invocation& call);  // docker run IMAGE COMMAND

// sed.cc, awk.cc; text.cc: what hands its input on.
void judge_sed(Judge& judge, const Invocation& call);
void judge_awk(Judge& judge, const Invocation& call);
void judge_pass(Judge& judge, const Invocation& call);  // cat, tee
void judge_sort(Judge& judge, const Invocation& call);

// files.cc
void judge_dd(Judge& judge, const Invocation& call);
void judge_copy(Judge& judge, const Invocation& call);  // cp, install
void judge_move(Judge& judge, const Invocation& call);  // mv
void judge_link(Judge& judge, const Invocation& call);
void judge_mode(Judge& judge, const Invocation& call);         // chmod
void judge_access_list(Judge& judge, const Invocation& call);  // setfacl
void judge_owner(Judge& judge, const Invocation& call);        // chown, chgrp
void judge_tar(Judge& judge, const Invocation& call);
void judge_truncate(Judge& judge, const Invocation& call);

// transfer.cc
void judge_curl(Judge& judge, const Invocation& call);
void judge_wget(Judge& judge, const Invocation& call);
void judge_httpie(Judge& judge, const Invocation& call);
void judge_netcat(Judge& judge, const Invocation& call);
void judge_probe(Judge& judge, const Invocation& call);        // dig, host, ping …
void judge_remote_copy(Judge& judge, const Invocation& call);  // scp, rsync
void judge_cloud_copy(Judge& judge, const Invocation& call);   // aws s3 cp, gsutil cp …

// databases.cc
void judge_sql(Judge& judge, const Invocation& call);  // psql, mysql …
void judge_sqlite(Judge& judge, const Invocation& call);
void judge_redis(Judge& judge, const Invocation& call);
void judge_mongo(Judge& judge, const Invocation& call);

// code.cc: what code in some language seems to do, by the words in it; at least that it runs.
void judge_code(Judge& judge, const Invocation& call, std::string_view code);
// manage.py, artisan …: scripts of frameworks, at the `at`-th word; what their commands are called is known.
void judge_project_script(Judge& judge, const Invocation& call, std::size_t at);

// languages.cc
void judge_python(Judge& judge, const Invocation& call);
void judge_interpreter(Judge& judge, const Invocation& call);  // node, perl, ruby …
void judge_editor(Judge& judge, const Invocation& call);       // ed, expect …: code that is fed
void judge_vim(Judge& judge, const Invocation& call);
void judge_powershell(Judge& judge, const Invocation& call);
void judge_web_request(Judge& judge, const Invocation& call);  // Invoke-WebRequest

// versions.cc
void judge_git(Judge& judge, const Invocation& call);
void judge_gh_api(Judge& judge, const Invocation& call);

}  // namespace callgate::analysis::shell
