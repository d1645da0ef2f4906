// Descriptions in which no phrase is hostile by itself, but which are hostile as a whole: what they speak of,
// weighed.
#include <algorithm>
#include <array>
#include <tuple>

#include "core/analysis/poison/finders.h"
#include "core/analysis/poison/words.h"

namespace callgate::analysis {
namespace {

// What is suspicious only in company: each row's group counts once, and from kSuspicious on the sum is
// reported.
struct Sign {
  std::uint8_t group;
  std::uint8_t weight;
  std::string_view pattern;
  bool unless_denied = false;  // harmless behind a "not" or "never" of its sentence
};
constexpr unsigned kSuspicious = 3;
constexpr std::size_t kCompany = 45;  // words from the first sign to the last

constexpr Sign kSigns[] = {
    {0, 2,
     "assistant|llm|model|ai|agent|agents|assistants|claude|chatgpt ~1 "
     "must|shall|should|needs|need|has|is|are|will|have ~1 "
     "to|first|always|required|forward|send|read|treat|call|access|include|also|use|never|follow|obliged|"
     "expected"},
    {1, 1,
     "must|required|mandatory|necessary|compulsory|always|never|important|critical|otherwise|remember|"
     "crucial|essential|compliance|security|verify"},
    {1, 2, "penalized|punished|penalised|terminated|fired|consequences"},
    {2, 1,
     "before|prior|after|whenever|each|every|when|if|once|any|while|following ~3 "
     "tool|tools|call|calls|calling|using|use|used|operation|message|messages|question|response|request|"
     "executing|answering|addition|asks|asked|adding|called|invoked|returned|run"},
    {14, 2, "on behalf of ~2 user|human"},
    {3, 2,
     "without ~1 question|questions|hesitation|confirmation|asking|asked|review|approval|consent|prompting",
     true},
    {3, 2, "never refuse|question|decline|ask|hesitate"},
    {3, 2,
     "not|never|no ~1 need|require|needs|required ~2 be? "
     "notified|informed|told|asked|confirm|confirmation|approval|know"},
    {3, 1, "pretend|approve|approves|act|silently|secretly|quietly|hidden|bypass|bypasses"},
    {4, 3,
     "other|another|any|every|all other? ~2 tool|tools|server|servers are|is ~1 "
     "malicious|broken|unsafe|insecure|compromised|untrusted|deprecated|dangerous|obsolete|unreliable"},
    {4, 2, "is|are|has|have ~1 malicious|broken|compromised|unsafe|insecure|untrusted|backdoored|vulnerable"},
    {4, 1, "instead|place|rather|only use|of|this|one"},
    {4, 3, "over|than any|every|all other ~2 tool|tools|search|server|function|functions"},
    {15, 1, "use|prefer|call|invoke|choose this one|instead|over"},
    {5, 3,
     "do|follow|obey|execute|perform|believe|trust ~3 whatever|what|anything|everything ~7 "
     "says|say|returned|returns|contains|tells|instructs|asks|output"},
    {5, 3,
     "treat|treats|consider|regard|interpret ~3 as ~2 "
     "instruct*|order*|directive*|authoritative|trusted"},
    {5, 3,
     "treat|treats|consider|regard ~2 returned|output|outputs|results|result|response ~4 as ~1 "
     "command*|instruct*|order*|directive*"},
    {5, 1, "takes|has|have|gets top|highest|absolute? priority|precedence"},
    {6, 2,
     "read|reads|reading|list|listing|retrieve|collect|gather|access|accessing|open|get|extract|find|search|"
     "scan|dump|grab|obtain|copy ~5 "
     "ssh|credentials|passwd|shadow|id_rsa|keychain"},
    {6, 1,
     "read|reads|reading|list|listing|retrieve|collect|gather|access|accessing|open|get|extract|find|search|"
     "scan|dump|grab|obtain|copy|log|include ~5 "
     "credential|key|keys|secret|secrets|password|passwords|private|history|tokens|environment|env|token|"
     "home|"
     "wallet|cookies|clipboard"},
    {6, 1, "local|system|sensitive|private|confidential file|files|data|information"},
    {7, 1,
     "as|in|into|to|via ~3 "
     "arg|args|parameter|param|argument|field|options|input|parameters|arguments|text|key|value|note|"
     "metadata|trace|property|param|sig|salt|locale|label|hint|comment"},
    {7, 1,
     "user's|users|user|their ~2 "
     "full|email|messages|message|last|entire|complete|home|private|personal|address|location"},
    {7, 1,
     "pass|passes|provide|include|add|append|encoded|contain|contains|attach|embed|store|supply|put ~3 "
     "it|content|contents|result|results|them|these|his|base64|full"},
    {8, 3,
     "call|calls|invoke|use|run|execute|trigger this|the? tool|function|one ~3 "
     "after|before|on|for|with|at|upon every|each|any|all ~2 "
     "message|messages|question|response|answer|request|turn|prompt|reply|call|calls|other|tool|operation|"
     "action|step"},
    {8, 3,
     "before|after|prior answering|responding|replying|each|every|any ~3 "
     "question|questions|message|response|answer|prompt|request|anything ~3 "
     "invoke|call|use|run|execute|pass|send"},
    {8, 2, "call|use|invoke|run this tool|function|one first"},
    {9, 1,
     "modify|modifies|change|changes|set|replace|alter|overwrite|redirect|edit|substitute|rewrite ~4 "
     "value|host|recipient|address|config|number|url|account|destination|key|file|password|permission*"},
    {9, 1,
     "grant|grants|make|made|makes|give|gives|set|enable ~4 "
     "permission*|access|public|writable|admin|root|sudo|executable"},
    {9, 1,
     "also|additionally|addition|mandatory|furthermore|then ~4 "
     "run|call|execute|retrieve|send|delete|drop|step|upload|invoke|transfer|forward"},
    {10, 1,
     "send|sends|forward|forwards|upload|uploads|post|posts|transmit|request|requests|report|transfer|push|"
     "share|email|mail|submit|copy|log ~9 to|at|via"},
};
// The same, found as they are.
struct Mark {
  std::uint8_t group;
  std::uint8_t weight;
  std::string_view text;
};
constexpr Mark kSuspiciousText[] = {
    {6, 2, "~/."},
    {6, 2, "/.ssh"},
    {6, 2, "id_rsa"},
    {6, 2, "_history"},
    {6, 2, ".aws/"},
    {6, 2, ".git/config"},
    {6, 2, "hosts.yml"},
    {6, 1, ".env"},
    {6, 2, ".npmrc"},
    {6, 2, ".netrc"},
    {6, 2, "/etc/passwd"},
    {6, 2, "/etc/shadow"},
    {6, 2, "secrets.y"},
    {6, 2, "secrets.j"},
    {6, 2, ".docker/config"},
    {6, 2, ".pgpass"},
    {6, 2, ".gnupg"},
    {6, 2, "printenv"},
    {6, 2, "process.env"},
    {6, 2, "os.env"},
    {6, 2, "authorized_keys"},
    {6, 1, "API_KEY"},
    {6, 1, "_TOKEN"},
    {6, 1, "_SECRET"},
    {6, 2, "tfstate"},
    {6, 2, "gcloud/"},
    {6, 2, "$HOME"},
    {6, 2, "mcp.json"},
    {6, 2, "desktop_config"},
    {6, 2, "wallet.dat"},
    {6, 2, ".kube/"},
    {6, 2, "credentials.json"},
    {7, 1, "读取"},
    {7, 1, "作为参数"},
    {7, 1, "参数"},
    {7, 1, "引数"},
    {7, 1, "渡して"},
    {7, 1, "매개변수"},
    {7, 1, "параметр"},
    {7, 1, "paramètre"},
    {7, 1, "parámetro"},
    {7, 1, "parâmetro"},
    {7, 1, "Parameter "},
    {11, 2, "| bash"},
    {11, 2, "| sh"},
    {11, 2, "|bash"},
    {11, 2, "|sh"},
    {11, 2, "rm -rf"},
    {11, 2, "DROP TABLE"},
    {11, 2, "curl -"},
    {11, 2, "curl http"},
    {11, 2, "wget http"},
    {11, 2, "nc -e"},
    {11, 2, "/dev/tcp"},
    {11, 2, "chmod 777"},
    {12, 1, "http://"},
    {12, 1, "https://"},
    {12, 1, "@evil"},
    {12, 1, "@attacker"},
    {12, 1, "webhook.site"},
    {12, 1, "ngrok"},
    {12, 1, ".onion"},
    {13, 1, "!!"},
    {13, 1, "[INST"},
    {13, 1, "IMPORTANT"},
    {13, 1, "MUST"},
    {13, 1, "CRITICAL"},
    {13, 1, "MANDATORY"},
};

const PhraseTable& table() {
  static const PhraseTable made = [] {
    PhraseTable out;
    for (const Sign& sign : kSigns) out.add(sign.pattern);
    return out;
  }();
  return made;
}

struct Seen {
  std::size_t begin, end;  // in the text
  std::size_t word;
  std::uint8_t group, weight;
};

std::vector<Seen> signs_in(std::string_view text) {
  const Words words(text);
  std::vector<Seen> seen;
  table().each(words, [&](std::size_t row, std::size_t first, std::size_t end) {
    if (kSigns[row].unless_denied && is_denied(words, first)) return;
    const auto& last = words[end - 1];
    seen.push_back({words[first].at, last.at + last.size, first, kSigns[row].group, kSigns[row].weight});
  });
  const auto word_at = [&](std::size_t at) {
    std::size_t low = 0, high = words.size();
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      (words[middle].at < at ? low : high) = words[middle].at < at ? middle + 1 : middle;
    }
    return low;
  };
  for (const Mark& mark : kSuspiciousText) {
    for (auto at = text.find(mark.text); at != text.npos; at = text.find(mark.text, at + mark.text.size()))
      seen.push_back({at, at + mark.text.size(), word_at(at), mark.group, mark.weight});
  }
  // At one word a group counts once, so that no word has more signs than there are groups.
  std::sort(seen.begin(), seen.end(), [](const Seen& a, const Seen& b) {
    return std::tie(a.word, a.group, b.weight, a.begin) < std::tie(b.word, b.group, a.weight, b.begin);
  });
  const auto same = [](const Seen& a, const Seen& b) { return a.word == b.word && a.group == b.group; };
  seen.erase(std::unique(seen.begin(), seen.end(), same), seen.end());
  return seen;
}

}  // namespace

void find_suspicious(std::string_view text, std::vector<Poison>& out) {
  const std::vector<Seen> seen = signs_in(text);
  for (std::size_t first = 0; first < seen.size(); ++first) {
    std::array<std::uint8_t, 16> heaviest{};
    unsigned sum = 0;
    std::size_t end = 0;
    for (std::size_t i = first;
         i < seen.size() && seen[i].word - seen[first].word <= kCompany && sum < kSuspicious; ++i) {
      std::uint8_t& known = heaviest[seen[i].group];
      if (seen[i].weight > known) sum += seen[i].weight - known, known = seen[i].weight;
      end = std::max(end, seen[i].end);
    }
    if (sum < kSuspicious) continue;
    // One finding tells enough.
    out.push_back(poison_at(seen[first].begin, std::max(end, seen[first].end), "suspicious", false));
    return;
  }
}

}  // namespace callgate::analysis
