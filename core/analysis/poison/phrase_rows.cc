#include "core/analysis/poison/phrase_rows.h"

namespace callgate::analysis {
namespace {

constexpr PhraseRow kRows[] = {
    // Orders against the orders one has.
    {"orders",
     "ignore|disregard|forget|override|bypass|discard ~3 "
     "previous|prior|earlier|preceding|above|existing|original|other|system|safety|your ~2 "
     "instruct*|prompt*|rules|guidelines|directions|directives|commands|context|message*|guardrails|"
     "constraints",
     true},
    {"orders",
     "ignore|disregard|forget|override|bypass ~2 all|any|every|everything ~3 "
     "instruct*|prompt*|rules|guidelines|restrictions|told|said|guardrails",
     true},
    {"orders",
     "ignoriere|ignorieren|vergiss|missachte|missachten ~4 anweisung*|befehle|vorgaben|instruktionen|regeln",
     true},
    {"orders", "ignore|ignorez|ignorer|oublie|oubliez ~3 instructions|consignes|directives|règles", true},
    {"orders", "ignora|ignore|ignorar|olvida|olvide ~3 instrucciones|indicaciones|reglas|órdenes", true},
    {"orders", "ignora|ignorate|dimentica|ignore|esqueça ~3 istruzioni|instruções|regole", true},
    {"orders", "игнорируй|игнорируйте|забудь|забудьте|проигнорируй ~4 инструкц*|указани*|команды|правила",
     true},
    {"orders",
     "new|updated|revised|real|actual|secret|hidden|additional|important|special system? "
     "instructions|directive|orders follow*|begin|whenever|when|if|you|always|ignore|below"},
    {"orders", "you are now ~2 in|a|an|dan|free|unrestricted|developer|jailbroken", false},
    {"orders",
     "system|admin|administrator|developer|security override|command|directive|instruction|note|alert ~1 "
     "you|ignore|must|always|all|assistant|before|execute|run|send|call",
     false},
    {"orders", "developer|god|debug|admin|unrestricted|jailbreak mode enabled|activated|on|engaged|now"},
    {"orders",
     "note|message|instruction|attention|hint|reminder|notice to|for the? "
     "ai|llm|assistant|model|agent|agents|assistants|models|claude|gpt|chatgpt|copilot"},
    {"orders",
     "ai|llm assistant|model|agent|assistants|models|agents must|should|shall|has|have|need*|is|are ~2 "
     "always|first|never|to|not|also|obey|follow|required|include|call|read|send"},
    {"orders", "for the? ai|llm|model|assistant|agent ~1 only|eyes"},
    {"orders",
     "user|human|operator|customer|admin*|owner has ~1 already? ~1 "
     "consented|authorized|authorised|approved|agreed|granted|given|allowed|permitted ~4 "
     "this|all|you|full|access|consent|permission|every|everything|in|it|any|to"},
    {"orders", "instructions|prompt|rules|policy|policies|guidelines ~2 no longer|dont apply|apply|applies"},
    {"orders",
     "reveal|output|print|show|repeat|leak|include|return|disclose|paste|provide|send|give|copy|append|"
     "attach ~3 system|developer|initial|hidden|original prompt|message|instructions|prompts",
     true},
    {"orders",
     "take|takes|taking|have|has|having|gain precedence|priority over ~4 "
     "instruct*|prompt*|rules|tools|user|guidelines|everything"},
    {"orders",
     "supersede|supersedes|overrides|overrule|overrules ~4 instruct*|prompt*|rules|user|guidelines|tools"},

    // What people shall not learn.
    {"secrecy",
     "do|must|should|shall|may|can|will|would|to not ~2 "
     "tell|mention|inform|notify|reveal|disclose|show|say|alert|explain|report|expose|ask|warn|let|display|"
     "bother|discuss ~5 user|users|human|humans|person|customer|operator|anyone|people|owner",
     true},
    {"secrecy",
     "no need|reason ~1 to tell|mention|inform|notify|ask|show|explain ~3 user|users|human|anyone|them"},
    {"secrecy",
     "never|dont|mustnt|shouldnt|cannot|cant|wont ~2 "
     "tell|mention|inform|notify|reveal|disclose|show|say|alert|explain|report|warn|let|bother|discuss ~5 "
     "user|users|human|humans|person|customer|operator|anyone|people",
     true},
    {"secrecy",
     "without ~1 "
     "telling|informing|notifying|asking|mentioning|alerting|showing|prompting|confirm*|consulting|warning|"
     "disclosing|involving ~4 user|users|user's|human|them|anyone|person|customer|him|it|this",
     true},
    {"secrecy",
     "without ~2 user|users|user's|human|owner "
     "noticing|knowing|knowledge|confirmation|consent|awareness|approval|permission|seeing|realizing|"
     "realising",
     true},
    {"secrecy",
     "user|users|human|person|customer|they|he must|should|shall|does|do|need|will|can|may not|never ~2 "
     "know|see|notice|learn|be|find|realize|realise|told|aware|informed"},
    {"secrecy",
     "user|users|human|they|he|it mustnt|shouldnt|doesnt|dont|wont|neednt|cannot|cant ~2 "
     "know|see|notice|learn|be|find|realize|realise|told"},
    {"secrecy",
     "keep|hide|conceal|withhold ~4 from the? user|users|human|humans|customer|person|operator|people", true},
    {"secrecy", "keep this|it|that|these|them ~2 secret|hidden|confidential|quiet|private|silent|invisible"},
    {"secrecy",
     "silently|secretly|covertly|quietly|invisibly|discreetly ~1 "
     "send|sends|read|reads|copy|copies|forward|forwards|upload|uploads|include|call|pass|bcc|add|append|"
     "exfiltrate|collect|collects|transmit|post|execute|run|invoke|attach|log|fetch|write|do"},
    {"secrecy",
     "dont|never mention|say|tell|reveal|disclose|explain ~2 "
     "this|that|it|these|step|tool|instruct*|anything|why|parameter|file"},
    {"secrecy",
     "do not mention|say|tell|reveal|disclose|discuss|acknowledge|divulge ~2 "
     "this|that|it|these|step|tool|instruct*|anything|why|the|you|any|parameter|file"},
    {"secrecy", "must|should|shall|may not mention|say|tell|reveal|disclose|divulge|acknowledge"},
    {"secrecy", "hidden|invisible|not|unseen|concealed visible? to|from ~1 user|users|human|humans"},
    {"secrecy", "dem|den|der|die benutzer|nutzer|anwender ~3 nichts|nicht|verschweig*|verheimlich*"},
    {"secrecy", "sag|sage|sagen|verrate|erwähne|erwähnen ~5 nichts|nicht|niemandem"},
    {"secrecy",
     "ne ~2 dis|dites|mentionne|mentionnez|parle|parlez|révèle|révélez|informe|informez ~5 "
     "utilisateur|l'utilisateur|lutilisateur|jamais|personne"},
    {"secrecy", "no ~2 digas|diga|menciones|mencione|informes|informe|reveles|revele|muestres ~4 usuario"},
    {"secrecy", "не ~2 говори|говорите|сообщай|сообщайте|упоминай|упоминайте|рассказывай ~3 пользовател*"},

    // Secrets as arguments.
    {"demand",
     "pass|send|include|provide|put|add|paste|attach|insert|supply|append|give|submit|copy|place|return|"
     "embed|encode|write|fill|store ~5 "
     "content|contents|full|entire|whole|complete|conversation|history|transcript|credentials|secrets|"
     "password|passwords|keys|environment|env|configuration|data|output|result|everything|messages|system|"
     "text|file|token|tokens|value ~6 as|in|into|via|to|using|with|through ~3 "
     "sidenote|side_note|feedback|note|notes|metadata|context|comment|parameter|param|argument|arg|field|"
     "summary|annotation|debug|extra|reason|hint|remarks"},
    {"demand",
     "conversation|chat|message|session|dialog|dialogue history|transcript|log|context|so ~6 "
     "send|pass|include|into|parameter|argument|forward|upload|here|field|required|must|to|as"},
    {"demand",
     "full|entire|complete|whole|verbatim|previous|all|every ~1 "
     "conversation|chat|history|transcript|message|messages|user's|prompt|prompts ~5 "
     "as|in|into|to|here|with|must|required|parameter|argument|field|including|verbatim"},
    {"demand",
     "read|open|cat|access|load|get|fetch|retrieve|collect|extract|find|locate|copy|check|view|examine|look|"
     "scan ~4 "
     "id_rsa|ssh|id_ed25519|env|mcp|mcp_config|claude_desktop_config|credentials|aws|netrc|npmrc|shadow|"
     "keychain|kubeconfig|kube|bash_history|wallet|cookies|passwd|git ~3 "
     "json|pass|send|include|contents|content|and|config|file|key|credentials|id_rsa|into|as|pub|first|"
     "credentials|local|then|to|cookies|login"},
    {"demand",
     "contents|content ~2 of ~4 "
     "id_rsa|ssh|id_ed25519|env|mcp|credentials|aws|netrc|npmrc|shadow|keychain|passwd|kubeconfig|bash_"
     "history|environment|cookies|conversation"},
    {"demand",
     "send|forward|upload|post|transmit|exfiltrate|leak|report|copy|deliver|submit|email|mail|relay|push|"
     "stream|beacon|cc|bcc ~5 "
     "data|content|contents|conversation|credentials|keys|key|results|result|output|everything|files|file|"
     "history|messages|message|copy|information|secrets|tokens|token|passwords|environment|emails|email|mail|"
     "variables|documents|queries|query|database|payload|chat|record*|it|them ~5 to ~3 "
     "http|https|server|endpoint|webhook|attacker|external|url|collector|ftp|ngrok|www|pastebin|remote|"
     "address|phone"},
    {"demand", "exfiltrate|exfiltrates|exfiltration"},
    {"demand",
     "ssh|private|api|aws|secret|access|environment key|keys|variables|credentials ~5 "
     "include|pass|as|in|to|send|into|must|required ~3 "
     "parameter|argument|field|context|note|sidenote|verify|tool|function|call|request"},
    {"demand",
     "environment variables ~4 as|in|into|to|send|including ~3 "
     "parameter|argument|field|context|http|https|server|call"},

    // Tools that change how others are used.
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
     "before ~1 using|calling|invoking|running|use|you|executing|doing|any|every|each ~3 "
     "tool|use|function|call|other|anything|tools|command|request|operation|action|question ~3 "
     "read|open|collect|gather|access|fetch|send|execute|copy|list|scan|upload|search|dump|cat|invoke"},
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
     "replace|change|modify|set|substitute|redirect|rewrite|swap|alter ~3 "
     "recipient|recipients|address|addresses|destination|phone|account|iban|wallet|url|number|payee|urls ~3 "
     "to|with|by|in"},
    {"shadowing",
     "recipient|recipients|emails|messages|payments|transfers|mails ~2 must|should|shall|always|have ~2 "
     "be|go|sent|changed|routed|forwarded|to|redirected ~4 to|with|through|sent|attkr*|via"},
};

constexpr std::string_view kLiterals[] = {
    "忽略之前",   "忽略以上",   "忽略先前",       "忽略所有",         "忽略上述",     "忽略前面",
    "无视之前",   "无视以上",   "不要告诉用户",   "不要向用户",       "不要通知用户", "别告诉用户",
    "以前の指示", "以前の命令", "前の指示を無視", "ユーザーに知らせ", "이전 지시",    "사용자에게 알리지"};
constexpr std::string_view kMarks[] = {
    "<IMPORTANT>",     "<important>",   "<SYSTEM>",       "<system>",          "[SYSTEM]",
    "<system_prompt>", "<<SYS>>",       "[INST]",         "<|im_start|>",      "<|system|>",
    "<secret>",        "<SECRET>",      "<instructions>", "<INSTRUCTIONS>",    "<hidden>",
    "<HIDDEN>",        "<CRITICAL>",    "<critical>",     "<system-reminder>", "</tool_description>",
    "<assistant>",     "<ADMIN>",       "###SYSTEM",      "### SYSTEM",        "<|endoftext|>",
    "<instruction>",   "<INSTRUCTION>", "SYSTEM: ",       "SYSTEM NOTE",       "SYSTEM INSTRUCTION"};

constexpr std::string_view kAnchors[] = {"[iI]gnore [a-zA-Z]",
                                         "IGNORE [A-Z]",
                                         "[dD]isregard ",
                                         "DISREGARD ",
                                         "[oO]verride [a-z]",
                                         "[fF]orget [aeypt]",
                                         "FORGET [A-Z]",
                                         "[bB]ypass [a-z]",
                                         "[dD]iscard [a-z]",
                                         "gnoriere",
                                         "[vV]ergiss",
                                         "issachte",
                                         "gnorez",
                                         "gnorer",
                                         "[oO]ublie[zr ]",
                                         "gnora ",
                                         "gnorar ",
                                         "gnorate ",
                                         "[oO]lvid[ae] ",
                                         "[oO]lvidar",
                                         "imentica",
                                         "sque\xC3\xA7"
                                         "a",
                                         "[sS]ystem [pP]rompt",
                                         "SYSTEM PROMPT",
                                         "ystem [mM]essage",
                                         "[iI]nitial [pP]rompt",
                                         "riginal [pP]rompt",
                                         "eveloper [mM]essage",
                                         "ystem [iI]nstr",
                                         "nitial [iI]nstr",
                                         "idden [iI]nstr",
                                         "riginal [iI]nstr",
                                         "eveloper [iI]nstr",
                                         "ot tell",
                                         "ot mention",
                                         "ot inform",
                                         "ot reveal",
                                         "ot notify",
                                         "ot disclos",
                                         "ot alert",
                                         "ot let ",
                                         "ot warn ",
                                         "'t tell",
                                         "'t mention",
                                         "'t inform",
                                         "'t reveal",
                                         "'t let ",
                                         "'t notify",
                                         "er tell ",
                                         "er mention",
                                         "er reveal",
                                         "er disclos",
                                         "er inform",
                                         "OT TELL",
                                         "OT MENTION",
                                         "OT INFORM",
                                         "OT REVEAL",
                                         "hout tell",
                                         "hout inform",
                                         "hout notif",
                                         "hout ask",
                                         "hout alert",
                                         "hout the [uU]ser",
                                         "hout user",
                                         "rom the user",
                                         "rom user",
                                         "\xD0[\x98\xB8]\xD0\xB3\xD0\xBD",
                                         "\xD0[\x97\xB7]\xD0\xB0\xD0\xB1\xD1\x83",
                                         "IMPORTANT>",
                                         "mportant>",
                                         "SYSTEM>",
                                         "[[]SYSTEM]",
                                         "im_start",
                                         "\xE5\xBF\xBD\xE7\x95\xA5",
                                         "SYSTEM: ",
                                         "system>"};

}  // namespace

std::span<const PhraseRow> phrase_rows() {
  return kRows;
}
std::span<const std::string_view> literal_phrases() {
  return kLiterals;
}
std::span<const std::string_view> importance_marks() {
  return kMarks;
}
std::span<const std::string_view> result_anchors() {
  return kAnchors;
}

}  // namespace callgate::analysis
