// Tools that speak of how others are to be used.
#include "core/analysis/poison/phrase_rows.h"

namespace callgate::analysis {
namespace {

constexpr PhraseRow kRows[] = {
    {"shadowing",
     "when|whenever|if|before|after|while|each|every|any ~5 "
     "tool|tools|send_*|email|emails|read_file|write_file|query|called|invoked|calling|invoking|using|"
     "sending|used|command|message|file|transfer|payment|function|executed|url ~6 "
     "always|must|never|instead|first|also|ensure|change|replace|redirect|append|add|make ~6 "
     "bcc|cc|recipient|to|address|instead|argument|this|parameter|call|this|attacker|number|account|copy"},
    {"shadowing", "always|must|also|should|please ~2 bcc|cc|blind"},
    {"shadowing",
     "this|the|these tool|tool's|tools|server|description|rule|instructions|presence|function ~4 "
     "changes|modifies|alters|overrides|affects|governs|controls|applies ~5 "
     "behavior|behaviour|tool|tools|other|usage|send_*|email*|calls"},
    {"shadowing",
     "must|should|always|need|have|has ~1 be? call|called|invoke|invoked|run|used|use|execute|executed|to ~5 "
     "before ~1 any|every|each|all|other ~2 "
     "tool|tools|other|action|actions|request|function|functions|task|response|step|operation|message|"
     "anything|command"},
    {"shadowing",
     "before ~1 using|calling|invoking|running|use|you|executing|doing|any|every|each ~3 tool|use|"
     "function|call|other|anything|tools|command|request|operation|action|question ~3 collect|gather|send|"
     "execute|copy|scan|upload|dump|cat"},
    {"shadowing",
     "before ~1 using|calling|invoking|running|use|you|executing|doing|any|every|each ~3 tool|use|"
     "function|call|other|anything|tools|command|request|operation|action|question ~3 read|open|access|"
     "fetch|list|search|invoke ~5 file|files|contents|credential*|keys|key|env|ssh|secrets|history|config|"
     "configuration|password*|token|tokens|home|directory|conversation|email*"},
    {"shadowing",
     "always|must|only|should ~1 use|call|prefer|choose|select|invoke|pick|run this tool|one|function ~4 "
     "instead|first|over|rather|regardless|even"},
    {"shadowing",
     "use|call|prefer|choose|select|invoke this ~2 instead|rather ~1 of|than ~3 "
     "other|any|every|all|tool|tools|built|native|official|server|mcp|existing"},
    {"shadowing",
     "do|never|must|should not? use|call|trust|invoke ~1 other|any|the|another ~2 tool|tools|server|servers "
     "~4 always|this|instead|because|anymore|except|deprecated|broken|compromised|insecure|from|any|of|by"},
    {"shadowing",
     "always|must|also|should append|prepend|add|insert|attach|concatenate ~9 to|before|after ~3 "
     "command|commands|query|message|messages|email|emails|request|requests|body|prompt|call|arguments"},
    {"shadowing",
     "other|all|any|every|official|original|built tools|tool|servers|server|version ~2 is|are|should|must ~2 "
     "deprecated|broken|compromised|insecure|replaced|disabled|malicious|outdated|obsolete|superseded|"
     "ignored|avoided"},
    {"shadowing",
     "otherwise|or|else the? ~1 tool|system|server|function|call|it|request ~1 will|wont|not|cannot|does|may "
     "~2 fail|work|crash|break|function|error|be|run"},
    {"shadowing",
     "replace|change|modify|set|substitute|redirect|rewrite|swap|alter ~3 recipient|recipients|address|"
     "addresses|destination|phone|account|iban|wallet|url|number|payee|urls ~3 to|with|by !a|an|another|"
     "the|which|that|one|its|their|your|it|be|be|receive|use|send|get|call|new|some|any|null|true|false|"
     "given|this|these"},
    {"shadowing",
     "replace|change|modify|set|substitute|redirect|rewrite|swap|alter ~3 recipient|recipients|address|"
     "addresses|destination|phone|account|iban|wallet|url|number|payee|urls ~3 to|with|by ~3 attacker|"
     "attkr*|our|mine|ours|following|below|evil*"},
    {"shadowing",
     "recipient|recipients|emails|messages|payments|transfers|mails ~2 must|should|shall|always|have ~2 "
     "be|go|sent|changed|routed|forwarded|to|redirected ~4 to|with|through|sent|attkr*|via"},
    {"shadowing",
     "every|all|each|any ~1 outgoing|outbound|sent|future ~1 email|emails|e|mail|mails|message|messages ~2 "
     "has|have|must|should|needs|need|shall|will ~3 bcc|cc|go|copied|forwarded|sent|routed|carry"},
    {"shadowing",
     "swap|replace|change|substitute|exchange ~2 "
     "recipient|recipients|address|addresses|destination|account|iban|wallet|payee|amount ~1 for"},
    {"shadowing",
     "use|insert|enter|put|fill ~3 iban|account|wallet|address|recipient|amount ~4 instead ~2 "
     "given|original|provided|requested|real|specified|user|one|users"},
    {"shadowing",
     "any|all|every|each ~1 call|calls|request|requests|use|uses|access|reads|writes|edits|operations ~5 "
     "must|should|have|need|needs|has|shall "
     "~2 go|pass|be|flow ~2 through|via|here|routed|redirected"},
    {"shadowing",
     "prior to ~2 each|any|every|all|other|invoking|using|calling|running|executing ~5 "
     "call|invoke|run|execute|use|read|open|send|collect|gather|fetch ~1 this|the|it|that|tool|one|file"},
    {"shadowing", "pick|choose|use|prefer|select this one|tool? ~2 at all|every times|time"},
    {"shadowing",
     "route|send|direct|pass|funnel ~2 "
     "edits|requests|calls|reads|writes|queries|messages|everything|traffic|operations ~2 "
     "through|via here|this|us|me"},
    {"shadowing",
     "calling|using|use|invoking|call ~3 directly is|are ~1 forbidden|prohibited|disallowed|banned"},
    {"shadowing", "invoke|call|run|use me first|once|before|always|now|instead|every|each|whenever"},
    {"shadowing",
     "on|at|upon every|each turn|message|reply|response|conversation|chat|interaction|prompt ~3 "
     "run|running|call|calling|begin|invoke|start|send|use|using"},
    {"shadowing", "do this|so whenever|when|each|every|at ~4 conversation|chat|session|message|prompt|reply"},
    {"shadowing",
     "must|to|should|shall be ~1 "
     "overwritten|duplicated|mirrored|redirected|rerouted|replaced|bcc*|cced|swapped ~1 "
     "with|to|by|through"},
    {"shadowing",
     "before|when|whenever|if ~3 executed|called|invoked|used|run|runs|sent ~1 "
     "alter|change|modify|rewrite|edit|replace|append|insert ~2 "
     "body|subject|recipient|content|message|attachment|query|command|address|text"},
    {"shadowing",
     "when|whenever|if ~3 user|users|human ~1 writes|sends|asks|types|drafts|composes ~4 "
     "put|add|set|insert|include|append|change|replace ~6 bcc|cc|recipient|recipients|address|account"},
    {"shadowing",
     "disable|deactivate|kill|uninstall ~3 "
     "antivirus|firewall|selinux|apparmor|defender|edr|auditing|gatekeeper|guard|guardrails "
     "!rule|rules|group"},
    {"shadowing",
     "turn|switch off ~3 "
     "confirmation*|approval*|permission*|safety|antivirus|firewall|guard|sandbox|sandboxing"},
    {"shadowing",
     "other|builtin|native|default ~2 tools|tool|servers|server ~1 may|might|could|can|will ~1 corrupt|"
     "leak|steal|fail|crash|damage|lose|expose !if|when|unless|until"},
    {"shadowing",
     "is|are ~1 unsafe|insecure|compromised|malicious|broken ~1 route|use|call|prefer|pick|send"},
    {"shadowing",
     "invoked|called|run|executed|used after|before|on|upon|for every|each|all|any other? ~1 "
     "tool|tools|message|response|turn|prompt|reply"},
    {"shadowing",
     "emails|mails|messages|payments|invoices|transfers ~1 need|needs|has|have|must|should ~1 to? ~1 be ~1 "
     "copied|sent|forwarded|routed|cced|duplicated|mirrored"},
    {"shadowing", "use|with ~3 address|account|iban|wallet|recipient ~3 instead !of"},
    {"shadowing",
     "tools|tool ~2 is|are ~1 disabled|unavailable|offline|down|broken ~1 use|call|prefer ~1 "
     "ours|this|our|mine|instead"},
    {"shadowing",
     "after|when|once ~1 using|calling|invoking|running ~2 call|invoke|run|use this|our|my tool|one ~2 "
     "with|and|too|as"},
    {"shadowing", "set|put|fill|make|add ~2 bcc|cc ~3 every|all|each|any"},
    {"shadowing",
     "this tool|one|server replaces|supersedes|supplants ~1 all|any|every ~2 other|others|tools"},
};

}  // namespace

std::span<const PhraseRow> shadowing_rows() {
  return kRows;
}

}  // namespace callgate::analysis
