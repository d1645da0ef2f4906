#include "core/analysis/shell/judge.h"
#include "core/analysis/shell/programs.h"
#include "core/analysis/shell/programs/specials.h"

namespace callgate::analysis::shell {
namespace {

// The variables of the environment whose names say that they hold a secret.
bool spells_secret(std::string_view text) {
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    std::string name;
    for (std::size_t i = at + 1; i < text.size() && i < at + 64; ++i) {
      const char c = text[i];
      if (c == '{') continue;
      if (!(c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) break;
      name += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    }
    if (fits_one("*SECRET*|*TOKEN*|*PASSW*|*API_KEY*|*APIKEY*|*ACCESS_KEY*|*PRIVATE_KEY*|*CREDENTIAL*", name))
      return true;
  }
  return false;
}

bool local_host(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return fits_one("localhost|localhost:*|localhost/*|127.*|[::1]*|0.0.0.0*", url);
}

// Whether something of this machine goes out in the words: the output of a command, a secret.
void judge_words_sent(Judge& judge, const Invocation& call, bool whole_too) {
  for (const Argument& word : call.words.subspan(1)) {
    if (word.tainted && (whole_too || !word.whole)) {
      judge.note(call, ShellClass::network, "sends what another command prints");
    } else if (!word.known && word.text.find("://") != std::string::npos && spells_secret(word.text)) {
      judge.note(call, ShellClass::network, "sends a secret of the environment");
    }
  }
}

void sent_file(Judge& judge, std::string_view value) {
  const std::size_t at = value.find('@');
  if (at != std::string_view::npos) judge.path(value.substr(at + 1, value.find(';') - at - 1), false);
}

void method(Judge& judge, const Invocation& call, std::string_view name, bool local) {
  if (fits_one("DELETE|delete", name)) {
    judge.note(call, ShellClass::destructive, "asks a server to remove something");
  } else if (!fits_one("GET|HEAD|OPTIONS|get|head|options|PROPFIND|TRACE|", name)) {
    judge.note(call, local ? ShellClass::write : ShellClass::network,
               "sends a request that changes something");
  }
}

}  // namespace

void judge_curl(Judge& judge, const Invocation& call) {
  if (call.has("-V") || call.has("--version") || call.has("--manual") || call.has("-h")) return;
  // With -G the data is part of the address asked for.
  const bool asks = call.has("-G") || call.has("--get") || call.has("-I") || call.has("--head");
  bool local = !call.positionals.empty();
  for (const std::size_t at : call.positionals) local = local && local_host(call.words[at].text);
  for (const Option& each : call.options) {
    const std::string& name = each.name;
    if (name == "-d" || name == "-F" || name.starts_with("--data") || name.starts_with("--form") ||
        name == "--json" || name == "--expand-data") {
      const bool file = each.value.find('@') != std::string_view::npos;
      if (asks && !file) continue;
      judge.note(call, local && !file ? ShellClass::write : ShellClass::network, "sends data");
      sent_file(judge, each.value);
    } else if (name == "-T" || name == "--upload-file") {
      judge.note(call, ShellClass::network, "uploads a file");
      judge.path(each.value, false);
    } else if (name == "-X" || name == "--request") {
      method(judge, call, each.value, local);
    } else if (name == "-o" || name == "--output" || name == "-D" || name == "--dump-header" ||
               name == "-c" || name == "--cookie-jar" || name.starts_with("--trace") || name == "--stderr") {
      if (each.value != "-") judge.written({std::string(each.value), each.known}, false);
    } else if (name == "-O" || name == "-J" || name == "--remote-name" || name == "--remote-name-all") {
      judge.note(call, ShellClass::write, "downloads a file");
    } else if (name == "-K" || name == "--config") {
      judge.note(call, ShellClass::exec, "does what a file says");
      judge.path(each.value, false);
    } else if (name == "-Q" || name == "--quote") {
      judge.note(call, ShellClass::destructive, "gives commands to a server");
    } else if (name == "-E" || name == "--cert" || name == "--key" || name == "-b" || name == "--cookie") {
      judge.path(each.value, false);
    } else if (name == "--url") {
      judge.address(each.value);
    }
  }
  for (const std::size_t at : call.positionals) {
    const std::string& url = call.words[at].text;
    if (url.starts_with("file://")) judge.path(std::string_view(url).substr(7), false);
    judge.address(url);
    if (fits_one("telnet:*|gopher:*|dict:*|smtp*:*|tftp:*|ldap*:*|imap*:*", url)) {
      judge.note(call, ShellClass::network, "opens a connection");
    }
  }
  judge_words_sent(judge, call, true);
}

void judge_wget(Judge& judge, const Invocation& call) {
  if (call.has("-V") || call.has("-h")) return;
  bool writes = !call.has("--spider");
  for (const Option& each : call.options) {
    const std::string& name = each.name;
    if (name.starts_with("--post") || name.starts_with("--body")) {
      judge.note(call, ShellClass::network, "sends data");
      if (name.ends_with("file")) judge.path(each.value, false);
    } else if (name == "--method") {
      method(judge, call, each.value, false);
    } else if (name == "-O" || name == "--output-document") {
      writes = false;
      if (each.value != "-") judge.written({std::string(each.value), each.known}, false);
    } else if (name == "--use-askpass" || name == "-e" || name == "--execute") {
      const bool harmless = each.value.starts_with("robots");
      if (!harmless) judge.note(call, ShellClass::exec, "takes settings of the caller's choice");
    } else if (name == "-o" || name == "-a" || name == "--output-file" || name == "--save-cookies") {
      judge.written({std::string(each.value), each.known}, false);
    } else if (name == "-i" || name == "--input-file") {
      judge.path(each.value, false);
    }
  }
  for (const std::size_t at : call.positionals) judge.address(call.words[at].text);
  if (writes) judge.note(call, ShellClass::write, "downloads files");
  judge_words_sent(judge, call, true);
}

void judge_httpie(Judge& judge, const Invocation& call) {
  if (call.fed()) judge.note(call, ShellClass::network, "sends its input");
  std::size_t first = 0;
  const bool named =
      fits_one("GET|HEAD|OPTIONS|POST|PUT|PATCH|DELETE|get|post|put|patch|delete", call.positional(0));
  if (named) method(judge, call, call.positional(first++), false);
  judge.address(call.positional(first++));
  for (; first < call.positionals.size(); ++first) {
    const std::string_view item = call.positional(first);
    const bool query = item.find("==") != std::string_view::npos;
    const std::size_t mark = item.find_first_of("=@:");
    if (query || mark == std::string_view::npos) continue;
    if (item[mark] == '@') judge.path(item.substr(mark + 1), false);
    if (item[mark] != ':' || item.substr(mark).starts_with(":="))
      judge.note(call, ShellClass::network, "sends data");
  }
  if (call.has("-d") || call.has("--download")) judge.note(call, ShellClass::write, "downloads a file");
  if (const Option* file = call.find("-o")) judge.written({std::string(file->value)}, false);
  judge_words_sent(judge, call, true);
}

void judge_netcat(Judge& judge, const Invocation& call) {
  if (call.words.size() < 2 || (call.has("-h") && call.positionals.empty())) return;
  judge.address("tcp://" + std::string(call.positional(0)) +
                (call.positionals.size() > 1 ? ":" + std::string(call.positional(1)) : ""));
  if (call.has("-z") && !call.fed()) return;
  judge.note(call, ShellClass::network, "opens a connection that data can leave by");
}

void judge_probe(Judge& judge, const Invocation& call) {
  for (const std::size_t at : call.positionals) {
    const std::string& word = call.words[at].text;
    if (word.find('.') != std::string::npos || word.find("://") != std::string::npos) judge.address(word);
  }
  if (call.name == "grpcurl" && call.has("-d")) judge.note(call, ShellClass::network, "sends data");
  if (call.name == "k6" || call.name == "vegeta") judge.note(call, ShellClass::exec, "runs a script");
  for (const Option& each : call.options) {
    if (each.tainted) judge.note(call, ShellClass::network, "sends what another command prints");
  }
  // whois -h HOST, finger X@HOST: what stands there is all that is sent.
  const bool tells = (call.name == "whois" && call.has("-h")) || call.name == "finger";
  judge_words_sent(judge, call, tells);
}

namespace {

// "host:path" or "rsync://…"; not "C:\x" and not "./a:b".
bool elsewhere(std::string_view place) {
  if (place.find("://") != std::string_view::npos) return true;
  const std::size_t colon = place.find(':'), slash = place.find('/');
  const bool drive = colon == 1 && place.size() > 2 && place[2] == '\\';
  return colon != std::string_view::npos && colon > 0 && !drive &&
         (slash == std::string_view::npos || colon < slash);
}

void place(Judge& judge, std::string_view text, bool write) {
  if (!elsewhere(text)) return judge.path(text, write);
  judge.address(text.find("://") != std::string_view::npos ? std::string(text)
                                                           : "ssh://" + std::string(text));
}

}  // namespace

void judge_remote_copy(Judge& judge, const Invocation& call) {
  const bool rsync = call.name == "rsync";
  for (const Option& each : call.options) {
    const bool shell = each.name == "-S" || each.name == "--rsh" || (each.name == "-e" && rsync);
    const bool usual = each.value == "ssh" || each.value.starts_with("ssh ");
    if (shell && !usual) judge.script(each.value);
    if (each.name == "--rsync-path" && !fits_one("rsync|sudo rsync|/usr/bin/rsync", each.value)) {
      judge.script(each.value);
    }
    if (each.name == "-o" && each.value.starts_with("ProxyCommand=")) judge.script(each.value.substr(13));
    if (rsync && (each.name.starts_with("--del") || each.name == "--remove-source-files") &&
        !call.has("--dry-run") && !call.has("-n")) {
      judge.note(call, ShellClass::destructive, "removes what is not in the source");
    }
  }
  const std::size_t count = call.positionals.size();
  for (std::size_t i = 0; i < count; ++i) place(judge, call.positional(i), i + 1 == count);
  if (count == 0 || (rsync && (call.has("-n") || call.has("--dry-run") || call.has("--list-only")))) return;
  if (elsewhere(call.positional(count - 1)) && count > 1) {
    judge.note(call, ShellClass::network, "copies files to another machine");
  } else if (count > 1) {
    judge.note(call, ShellClass::write, "copies files");
  } else if (!elsewhere(call.positional(0)) || !rsync) {
    judge.note(call, ShellClass::write, "copies files");
  }
}

void judge_cloud_copy(Judge& judge, const Invocation& call) {
  for (const char* removes :
       {"--delete", "--delete-removed", "--remove", "--delete-unmatched-destination-objects"}) {
    if (call.has(removes)) judge.note(call, ShellClass::destructive, "removes what is not in the source");
  }
  if (call.name == "gsutil" && call.positional(0) == "rsync" && call.has("-d"))
    judge.note(call, ShellClass::destructive, "removes what is not in the source");
  const std::size_t count = call.positionals.size();
  // To the standard output.
  if (count > 1 && call.positional(count - 1) == "-" && elsewhere(call.positional(count - 2))) return;
  for (std::size_t i = 1; i < count; ++i) place(judge, call.positional(i), i + 1 == count);
  const bool uploads = count > 0 && (elsewhere(call.positional(count - 1)) || call.name == "mc" ||
                                     fits_one("put|upload*", call.positional(0)));
  if (uploads) {
    judge.note(call, ShellClass::network, "copies files to a place elsewhere");
  } else {
    judge.note(call, ShellClass::write, "copies files");
  }
}

}  // namespace callgate::analysis::shell
