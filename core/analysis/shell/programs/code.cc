#include <algorithm>

#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

using Marks = std::span<const std::string_view>;

bool holds(std::string_view text, Marks words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// Calls of the usual libraries that open a connection or send something.
constexpr std::string_view kConnecting[] = {"socket",
                                            "Socket",
                                            "fsockopen",
                                            "requests.",
                                            "smtplib",
                                            "ftplib",
                                            "http.server",
                                            "import requests",
                                            "UploadFile",
                                            "UploadString",
                                            ".post(",
                                            "httpd",
                                            "fetch(",
                                            "net.connect",
                                            "HTTPServer",
                                            "paramiko",
                                            "urlopen(",
                                            "/dev/tcp/",
                                            "urllib",
                                            "http.client",
                                            "httpx.",
                                            "aiohttp",
                                            "XMLHttpRequest",
                                            "axios",
                                            "LWP::",
                                            "Net::",
                                            "HTTP::",
                                            "open-uri",
                                            "URI.open",
                                            "curl_exec",
                                            "HttpClient",
                                            "telnetlib",
                                            "boto3",
                                            "https.request",
                                            "http.request",
                                            "https').",
                                            "http').",
                                            "https\").",
                                            "http\").",
                                            "require('net",
                                            "require(\"net",
                                            "require('dgram",
                                            "require('dns",
                                            "file_get_contents('http",
                                            "file_get_contents(\"http",
                                            "WebClient",
                                            "dns.resolve",
                                            "nodemailer",
                                            "sendmail"};

// Calls that remove, empty or stop something.
constexpr std::string_view kRemoving[] = {"truncateSync",
                                          "file.remove(",
                                          "rmtree",
                                          "os.remove",
                                          "os.unlink",
                                          "unlink",
                                          "rm -",
                                          "os.rmdir",
                                          "rmSync",
                                          "rmdirSync",
                                          "rimraf",
                                          "File.delete",
                                          "remove_tree",
                                          "DROP TABLE",
                                          "DROP DATABASE",
                                          ".truncate(",
                                          "deleteSync",
                                          "rmdir",
                                          "os.kill",
                                          "mkfs",
                                          "shutdown",
                                          "Remove-Item",
                                          "FileUtils.rm",
                                          "FileUtils.remove",
                                          "fs.rm",
                                          "removeSync",
                                          "Deno.remove",
                                          "removedirs",
                                          "process.kill",
                                          "Process.kill",
                                          "posix_kill",
                                          "os.truncate",
                                          "DELETE FROM",
                                          "delete from",
                                          "drop table",
                                          "drop database",
                                          "TRUNCATE ",
                                          "flushall",
                                          "flushdb",
                                          ".dropDatabase",
                                          "drop_all",
                                          "deleteMany",
                                          "delete_many",
                                          ".delete()",
                                          "delete_all",
                                          "destroy_all",
                                          "file delete",
                                          "remove_dir_all",
                                          "killpg",
                                          "ftruncate",
                                          "emptyDir",
                                          "delete-file",
                                          "delete-directory",
                                          "fs').rm",
                                          "fs\").rm",
                                          "kill 9",
                                          "kill -9",
                                          "truncate(",
                                          "').remove(",
                                          "\").remove(",
                                          "removeDirectory",
                                          "DeleteFile",
                                          "fs::remove",
                                          "reset --hard",
                                          "push --force"};

// Commands that stand in code as text: what they would do counts.
constexpr std::string_view kCommands =
    "rm|rmdir|unlink|shred|mkfs*|wipefs|dd|kill|pkill|killall|shutdown|reboot|poweroff|halt|truncate|sudo|"
    "git|"
    "docker|kubectl|terraform|aws|find|chmod|chown|mv|curl|wget|nc|ncat|scp|rsync|bash|sh|/bin/sh|/bin/bash|/"
    "bin/rm|"
    "cmd|powershell|del|rd|psql|mysql|redis-cli|systemctl|crontab|iptables|cat|tar|env|npm|pip|apt|apt-get";

// The string literals of a program, those of one list or call joined: ['rm', '-rf', 'x'].
std::vector<std::string> literals_of(std::string_view code) {
  constexpr std::size_t kMost = 64;
  std::vector<std::string> found;
  bool joins = false;
  for (std::size_t at = 0; at < code.size() && found.size() < kMost; ++at) {
    char c = code[at];
    // qx(…) of perl, %x(…) of ruby.
    const bool bracketed = (c == 'q' || c == '%') && at + 2 < code.size() && code[at + 1] == 'x' &&
                           std::string_view("([{").find(code[at + 2]) != std::string_view::npos;
    if (bracketed) {
      at += 2;
      c = code[at] == '(' ? ')' : static_cast<char>(code[at] + 2);
    }
    if (!bracketed && c != '\'' && c != '"' && c != '`') {
      joins = joins && std::string_view(" ,[(\n").find(c) != std::string_view::npos;
      continue;
    }
    std::string text;
    std::size_t end = at + 1;
    for (; end < code.size() && code[end] != c; ++end) {
      if (code[end] == '\\' && end + 1 < code.size()) ++end;
      text += code[end];
    }
    if (joins) {
      found.back() += " " + text;
    } else {
      found.push_back(std::move(text));
    }
    joins = true;
    at = end;
  }
  return found;
}

void judge_literals(Judge& judge, std::string_view code) {
  for (const std::string& text : literals_of(code)) {
    const std::string_view first = std::string_view(text).substr(0, text.find_first_of(" \t\n"));
    if (fits_one(kCommands, first)) judge.script(text);
  }
}

}  // namespace

void judge_code(Judge& judge, const Invocation& call, std::string_view code) {
  judge.note(call, ShellClass::exec, "runs code");
  if (holds(code, kConnecting)) judge.note(call, ShellClass::network, "runs code that opens connections");
  if (holds(code, kRemoving)) {
    judge.note(call, ShellClass::destructive, "runs code that removes or stops something");
  }
  judge_literals(judge, code);
}

void judge_editor(Judge& judge, const Invocation& call) {
  std::string all = call.input->text;
  for (const Option& each : call.options) {
    if (each.name == "-c") all += "\n" + std::string(each.value);
  }
  judge_code(judge, call, all);
  judge.paths(call, 0, true);
  std::string_view rest = all;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of("\n;"), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    for (const std::string_view starts : {"!", "spawn ", "exec ", "system "}) {
      if (line.starts_with(starts)) judge.script(line.substr(starts.size()));
    }
  }
}

void judge_project_script(Judge& judge, const Invocation& call, std::size_t at) {
  std::string_view name = call.words[at].text;
  name.remove_prefix(name.rfind('/') == std::string_view::npos ? 0 : name.rfind('/') + 1);
  std::string known;
  if (fits_one("manage.py|artisan|rails|rake", name)) known = name;
  if (name == "console") known = "symfony";
  if (name.ends_with(".phar")) known = name.substr(0, name.size() - 5);
  if (known.empty() || find_program(known) == nullptr) return;
  std::vector<Argument> words(call.words.begin() + static_cast<std::ptrdiff_t>(at), call.words.end());
  words[0] = {known};
  judge.run(words, *call.input);
}

}  // namespace callgate::analysis::shell
