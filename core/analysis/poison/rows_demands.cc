// Secrets and conversations wanted as arguments, or sent elsewhere.
#include "core/analysis/poison/phrase_rows.h"

namespace callgate::analysis {
namespace {

constexpr PhraseRow kRows[] = {
    {"demand",
     "pass|send|include|provide|put|add|paste|attach|insert|supply|append|give|submit|copy|place|embed|"
     "encode|return|write|fill|store ~5 conversation|history|transcript|credentials|secrets|password|"
     "passwords|environment|env ~6 as|in|into|via|to|using|with|through ~3 sidenote|side_note|feedback|"
     "note|notes|metadata|context|comment|parameter|param|argument|arg|field|summary|annotation|debug|"
     "extra|reason|hint|remarks"},
    {"demand",
     "pass|send|include|provide|put|add|paste|attach|insert|supply|append|give|submit|copy|place|embed|"
     "encode ~5 content|contents|full|entire|whole|complete|configuration|data|output|result|everything|"
     "messages|text|file|value ~6 as|in|into|via|to|using|with|through ~3 sidenote|side_note|feedback|"
     "remarks"},
    {"demand",
     "pass|send|include|provide|put|add|paste|attach|insert|supply|append|give|submit|copy|place|embed|"
     "encode ~5 content|contents|full|entire|whole|complete|configuration|data|output|result|everything|"
     "messages ~6 as|in|into|via|to|using|with|through ~2 metadata|context|hint|reason|debug|extra|memo|"
     "annotation parameter|param|argument|arg|field"},
    {"demand",
     "pass|send|include|provide|put|add|paste|attach|insert|supply|append|give|submit|copy|place|embed|"
     "encode ~5 content|contents|full|entire|whole|complete|configuration|data|output|result|everything|"
     "messages ~6 as|in|into|via|to|using|with|through ~2 parameter|param|argument|arg|field metadata|"
     "context|hint|reason|debug|extra|memo|annotation"},
    {"demand",
     "read|open|cat|load|get|fetch|retrieve|access|collect|find|locate|look ~8 pass|send|include|put|"
     "attach|append|provide|supply|embed|hand ~3 its|it|content|contents|them|result ~3 as|in|into|via|"
     "through|to ~3 parameter|param|argument|arg|field|sidenote|side_note|hint|debug|metadata|memo"},
    {"demand",
     "conversation|chat|message|session|dialog|dialogue history|transcript|log|context|so ~6 parameter|"
     "argument|field|must"},
    {"demand",
     "conversation|chat|message|session|dialog|dialogue history|transcript|log|context|so ~3 is|are ~1 "
     "required|needed|mandatory"},
    {"demand",
     "send|pass|include|provide|supply|append|attach|forward|submit|embed|put|give|insert|upload|hand|"
     "share|relay ~3 full|entire|complete|whole|verbatim|previous|prior|all ~2 conversation|chat|"
     "transcript|dialogue ~5 in|into|to|here|with|as|via|through|for"},
    {"demand",
     "full|entire|complete|whole|verbatim ~1 conversation|chat|history|transcript|dialogue ~5 must|"
     "required|needed|mandatory|parameter|argument|field"},
    {"demand",
     "read|open|cat|access|load|get|fetch|retrieve|collect|extract|find|locate|copy|check|view|examine|"
     "look|scan ~4 id_rsa|id_ed25519|mcp|mcp_config|claude_desktop_config|netrc|npmrc|shadow|bash_history|"
     "passwd ~3 json|pass|send|include|contents|content|and|config|file|key|credentials|id_rsa|into|as|"
     "pub|first|local|then|to"},
    {"demand",
     "read|open|cat|access|load|get|fetch|retrieve|collect|extract|find|locate|copy|check|view|examine|"
     "look|scan ~4 ssh|env|credentials|aws|kubeconfig|kube|keychain|wallet|cookies|git ~4 pass|send|"
     "include|forward|upload|attach|append|put|paste|contents|content|id_rsa|first"},
    {"demand",
     "contents|content ~2 of ~4 "
     "id_rsa|ssh|id_ed25519|env|mcp|credentials|aws|netrc|npmrc|shadow|keychain|passwd|kubeconfig|bash_"
     "history|environment|cookies|conversation"},
    {"demand",
     "send|forward|upload|post|transmit|exfiltrate|leak|report|copy|deliver|submit|email|mail|relay|push|"
     "stream|beacon|cc|bcc ~5 conversation|transcript|dialogue|credentials|secrets|password|passwords|"
     "environment|env|cookies ~5 to ~3 http|https|server|endpoint|webhook|attacker|external|url|collector|"
     "ftp|ngrok|www|pastebin|remote|ip"},
    {"demand",
     "send|forward|upload|post|transmit|exfiltrate|leak|report|copy|deliver|submit|email|mail|relay|push|"
     "stream|beacon|cc|bcc ~4 ssh|private|api|aws|secret|access|encryption|auth|user|users|session key|"
     "keys|token|tokens|history|messages|data|files|emails ~5 to ~3 http|https|server|endpoint|webhook|"
     "attacker|external|url|collector|ftp|ngrok|www|pastebin|remote|ip"},
    {"demand",
     "send|forward|upload|post|transmit|exfiltrate|leak|report|copy|deliver|submit|email|mail|relay|push|"
     "stream|beacon|cc|bcc ~5 data|content|contents|conversation|credentials|keys|key|results|result|"
     "output|everything|files|file|history|messages|message|copy|information|secrets|tokens|token|"
     "passwords|environment|emails|email|mail|variables|documents|queries|query|database|payload|chat|"
     "record*|it|them ~5 to ~3 http|https !endpoint|endpoints|url|urls|api|apis|server|servers|request|"
     "requests|or|and|post|get|webhook|webhooks|service|method|methods|address|addresses|target"},
    {"demand",
     "send|forward|upload|post|transmit|exfiltrate|leak|report|copy|deliver|submit|email|mail|relay|push|"
     "stream|beacon|cc|bcc ~5 data|content|contents|conversation|credentials|keys|key|results|result|"
     "output|everything|files|file|history|messages|message|copy|information|secrets|tokens|token|"
     "passwords|environment|emails|email|mail|variables|documents|queries|query|database|payload|chat|"
     "record*|it|them ~5 to ~3 attacker|collector|ngrok|pastebin|www"},
    {"demand",
     "send|forward|upload|post|transmit|report|copy|deliver|submit|email|mail|relay|stream ~2 all|every|"
     "everything|each|whole|any ~6 to ~1 our|my|this|third|some ~2 server|servers|endpoint|webhook|url|"
     "collector|backend|address|party"},
    {"demand", "exfiltrate|exfiltrates|exfiltration"},
    {"demand",
     "ssh|private|aws|secret|environment|env key|keys|variables|credentials|token|tokens ~5 include|pass|"
     "as|in|to|send|into|must|required ~3 parameter|argument|field|context|note|sidenote"},
    {"demand",
     "any|all|your|their|every|users|user ~1 api|access|auth|session key|keys|token|tokens ~5 as|in|into|"
     "to|via|with ~3 parameter|argument|field|context|note|sidenote|request|call"},
    {"demand",
     "environment variables ~4 as|in|into|to|send|including ~3 "
     "parameter|argument|field|context|http|https|server|call"},
    {"demand",
     "dump|grab|collect|gather|harvest|steal|take ~4 "
     "env|environment|token|tokens|password|passwords|keys|credentials|secrets|cookies|conversation ~9 "
     "pass|send|include|into|put|supply|forward|attach|append|post|upload"},
    {"demand",
     "append|add|attach|include|paste|embed ~2 env|ssh|credentials|secret|secrets|private ~1 file|files|"
     "key|keys|variables|contents|content ~2 to|in|as|into|with ~3 parameter|request|argument|url|body|"
     "message|context|comment|field|output|response|query|notes|note|call|each|every|commit"},
    {"demand",
     "all|every|earlier|previous|prior ~2 user|users|chat ~1 messages|prompts|inputs|questions ~4 "
     "as|in|into|to|via|with ~2 "
     "parameter|argument|field|note|notes|context|history|metadata|memo|hint|required|mandatory|must"},
    {"demand",
     "base64 ~4 append|add|attach|put|include|send|place ~4 url|query|link|domain|hostname|subdomain|image"},
    {"demand",
     "get|post|http|https|put request ~9 with|plus|including|containing|carrying ~3 "
     "contents|content|secrets|keys|tokens|history|conversation|credentials|environment"},
    {"demand",
     "requires|needs|expects|wants the? ~3 "
     "openai_api_key|anthropic_api_key|github_token|aws_secret_access_key|password|credentials|cookies of ~3 "
     "in|as|via"},
    {"demand",
     "put|place|copy|paste|echo|hand|tack ~2 whatever|everything|anything|what ~1 "
     "user|users|human|they|was|you ~4 in|into|as|to|on"},
    {"demand",
     "its|their|his|her|whose ~1 raw|full|entire|exact|complete|whole ~1 text|content|contents|body|"
     "output ~3 in|into|as|via|to|through ~3 parameter|param|argument|arg|field|property|hint|"
     "session_hint|trace|label|comment|note|notes|salt|sig|context"},
    {"demand",
     "raw|full|entire|exact|complete ~1 text|content|contents|body|output ~3 in|into|as|via|to|through ~3 "
     "hint|session_hint|trace|salt|sig"},
    {"demand",
     "home|printenv|bash_history|zsh_history|dockerconfig|netrc|npmrc|pgpass|kubeconfig ~6 "
     "in|into|as|via|to|through|on ~3 "
     "parameter|param|argument|arg|field|property|hint|trace|label|comment|note|notes|salt|sig|context|"
     "locale"},
    {"demand",
     "passport|card|credit|cvv|ssn|iban|pin ~2 number|numbers|details|code ~5 in|into|as|via ~3 "
     "parameter|param|argument|field|note|notes|remarks|comment|metadata|context|hint"},
    {"demand",
     "scan|search|crawl|browse|check ~2 home|disk|drive|filesystem|machine ~3 for ~3 "
     "wallet|wallets|key|keys|password|passwords|secret|secrets|credential|credentials|token|tokens"},
    {"demand",
     "everything|whatever|anything|all ~1 user|users ~2 writes|says|types|sends|write|say|type ~2 "
     "should|must|shall|be|is ~3 forwarded|sent|passed|logged|copied|reported"},
    {"demand",
     "log|record|report|forward|track|mirror every|each|all ~1 tool ~1 "
     "call|calls|invocation|invocations|use"},
    {"demand",
     "before|prior ~5 call|invoke|run|use this|the tool ~1 with|passing|including ~3 "
     "cookies|token|tokens|password|passwords|credentials|keys|history|conversation"},
    {"demand",
     "include|add|insert|embed ~2 workflow|script|hook|code|backdoor|snippet ~2 that|which ~1 "
     "prints|print|sends|send|leaks|uploads|steals|dumps|exfiltrates ~2 "
     "secret|secrets|key|keys|token|tokens|env|environment|password|passwords|data"},
    {"demand",
     "attach|pass|send|include|provide|put|add|paste|insert|supply|append|give|submit|copy|place ~4 "
     "access|auth|session|api|github|bearer token|tokens|key|keys ~5 "
     "in|into|to|as|via ~3 "
     "comment|note|notes|sidenote|feedback|metadata|context|memo|remarks|debug|summary|hint"},
    {"demand",
     "collect|gather|read|list|scan|copy|archive|zip ~4 home directory|folder ~6 "
     "send|post|upload|forward|transmit"},
};

}  // namespace

std::span<const PhraseRow> demand_rows() {
  return kRows;
}

}  // namespace callgate::analysis
