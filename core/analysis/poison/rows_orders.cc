// Orders against what the model was told by others.
#include "core/analysis/poison/phrase_rows.h"

namespace callgate::analysis {
namespace {

constexpr PhraseRow kRows[] = {
    {"orders",
     "ignore|disregard|forget|override|bypass|discard ~3 "
     "previous|prior|earlier|preceding|above|existing|original|other|system|safety|your ~2 "
     "instruct*|prompt*|rules|guidelines|directions|directives|commands|context|message*|guardrails|"
     "constraints"},
    {"orders",
     "ignore|disregard|forget|override|bypass ~2 all|any|every|everything ~3 "
     "instruct*|prompt*|rules|guidelines|restrictions|told|said|guardrails"},
    {"orders",
     "new|updated|revised|real|actual|secret|hidden|additional|important|special system? "
     "instructions|directive|orders follow*|begin|whenever|when|if|you|always|ignore|below"},
    {"orders", "you are now ~2 in|a|an|dan|free|unrestricted|developer|jailbroken"},
    {"orders",
     "system|admin|administrator|developer|security override|command|directive|instruction|note|alert ~1 "
     "you|ignore|must|always|all|assistant|before|execute|run|send|call"},
    {"orders", "developer|god|admin|unrestricted|jailbreak mode enabled|activated|engaged|now"},
    {"orders", "god|unrestricted|jailbreak mode on"},
    {"orders",
     "note|instruction|hint|reminder|notice to|for the? "
     "ai|llm|assistant|model|agent|agents|assistants|models|claude|gpt|chatgpt|copilot"},
    {"orders",
     "ai|llm assistant|model|agent|assistants|models|agents must|should|shall|has|have|need*|is|are ~2 "
     "always|first|never|to|not|also|obey|follow|required|include|call|read|send"},
    {"orders", "for the? ai|llm|model|assistant|agent ~1 only|eyes"},
    {"orders",
     "user|human|operator|customer|admin|administrator|owner has? ~1 already? ~1 "
     "consented|authorized|authorised|approved|agreed|granted|given|allowed|permitted ~4 "
     "this|all|you|full|access|consent|permission|every|everything|in|it|any|to"},
    {"orders", "instructions|prompt|rules|policy|policies|guidelines ~2 no longer|dont apply|apply|applies"},
    {"orders",
     "reveal|output|print|show|repeat|leak|include|return|disclose|paste|provide|send|give|copy|append|"
     "attach ~3 system|developer|hidden prompt|message|instructions|prompts"},
    {"orders",
     "reveal|output|print|show|repeat|leak|include|return|disclose|paste|provide|send|give|copy|append|"
     "attach ~3 initial|original prompt|instructions|prompts"},
    {"orders",
     "take|takes|taking|have|has|having|gain precedence|priority over ~4 instruct*|prompt*|tools|user|"
     "guidelines|everything"},
    {"orders",
     "take|takes|taking|have|has|having|gain precedence|priority over ~2 your|system|safety|all|any|"
     "previous|earlier ~1 rules"},
    {"orders",
     "supersede|supersedes|overrides|overrule|overrules ~1 what|whatever|anything ~2 "
     "user|users|human|system|developer"},
    {"orders",
     "supersede|supersedes|overrides|overrule|overrules ~2 all|any|your|other|previous|system|safety|"
     "these|earlier|prior|every|existing ~2 instruct*|prompt*|rules|user|guidelines|tools"},

    {"orders",
     "ignore|disregard|forget|discard ~1 everything|anything|all ~1 above|before|prior|previously|preceding "
     "!the|this|line|that|a"},
    {"orders",
     "ignore|disregard|forget ~2 "
     "above|preceding|previous|rest|text|content|document|article|page|paragraph|input|everything ~3 and ~1 "
     "instead|say|translate|follow|print|output|respond|reply|execute|run|call|send"},
    {"orders",
     "pay no attention|heed|regard ~3 system|developer|user|previous|prior|above|safety|other|instructions|"
     "rules"},
    {"orders",
     "previous|prior|earlier|existing|original|safety|above|all|any|your ~1 "
     "instructions|rules|guidelines|restrictions|directives|limitations|safeguards|guardrails|filters ~1 "
     "are|is|were|been ~3 "
     "void|suspended|lifted|cancelled|canceled|revoked|overridden|superseded|disabled|null|off|"
     "removed|deactivated|waived"},
    {"orders",
     "from this? point|moment|now|here on|onward|onwards|forward ~1 "
     "you|act|ignore|always|approve|treat|behave|respond|obey"},
    {"orders",
     "act|behave|respond|answer|operate|roleplay as ~2 "
     "dan|unrestricted|jailbroken|unfiltered|uncensored|root|superuser"},
    {"orders", "you are no longer ~1 bound|restricted|limited|constrained|obliged|obligated|governed"},
    {"orders", "youre no longer ~1 bound|restricted|limited|constrained|obliged|obligated|governed"},
    {"orders",
     "you are now ~3 "
     "dan|unrestricted|jailbroken|unfiltered|uncensored|jailbreak"},
    {"orders", "you are now ~1 in ~2 developer|god|debug|dan|jailbreak|unrestricted|admin|sudo mode"},
    {"orders",
     "enter|activate|engage|switch|enable ~3 god|dan|jailbreak|jailbroken|unrestricted|unfiltered|uncensored "
     "mode"},
    {"orders",
     "bypass|circumvent|evade|sidestep ~3 "
     "approval|confirmation|permission|consent|safety|guardrails|guardrail|sandbox ~1 "
     "prompt|prompts|check|checks|dialog|gate|filter|filters|step|review|policy|policies|entirely|and"},
    {"orders",
     "confirm|approve|accept|answer all|any|every ~2 prompt*|dialog*|confirmation*|question*|request* ~3 "
     "behalf|silently"},
    {"orders", "auto approve|accept|confirm ~2 later|future|subsequent|further|following"},
    {"orders",
     "attention ~1 ai|llm|llms|assistant|assistants|model|models|agent|agents|copilot|claude|chatgpt"},
    {"orders", "attention ~1 ai|llm|llms|assistants|copilot|claude|chatgpt"},
    {"orders",
     "instructions|task|tasks|directive|orders for|to the? "
     "ai|llm|assistant|assistants|model|agent|copilot|claude"},
    {"orders",
     "new|updated|revised|secret|hidden instructions|task|directive|orders for|to the? "
     "ai|llm|assistant|assistants|model|agent|copilot|claude|you"},
    {"orders",
     "if you are|re an|a ~2 assistant|agent|llm|model|bot|chatbot ~3 "
     "reading|processing|parsing|summarizing|summarising|seeing|analyzing|analysing|you|then|send|output|"
     "print|read|run|execute|ignore|include|reply|respond|add|call"},
    {"orders",
     "as an|a ai|llm|large|language ~2 agent|assistant|model ~2 you|your ~1 must|should|shall|need|have|are|"
     "task"},
    {"orders",
     "stop ~1 what|whatever youre|you ~1 doing ~2 and|to ~2 follow|do|read|execute|run|listen|obey"},
    {"orders",
     "follow|obey|execute ~2 new|following|these|below ~1 instructions|directives|orders|commands ~1 "
     "instead|only|immediately"},
    {"orders",
     "follow|obey|execute|apply ~1 the|any|all|every? ~1 "
     "instructions|directions|commands|orders|rules|directives ~1 "
     "found|contained|given|written|inside|within|there|it|returned",
     false, true},
    {"orders",
     "hey|dear|hello|hi|attention|now|listen ~1 assistant|assistants|copilot|ai|llm|claude|chatgpt|gpt|agent "
     "~1 please|you? "
     "execute|run|follow|perform|ignore|read|send|upload|delete|add|open|call|forward|fetch|write|create|"
     "include|reveal|print|list|collect|stop|disregard|forget|go|email|post"},
    {"orders",
     "repeat|print|output|copy|echo|return|quote ~1 everything|all|anything|text|words|the ~2 "
     "above|before|preceding this|that"},
    {"orders", "tell|give|show|send me|us ~1 your ~2 instructions|prompt|rules|directives"},
    {"orders", "decode ~5 and|then ~1 follow|execute|run|obey|eval"},
    {"orders", "base64 ~3 follow|execute|run|obey|eval"},
    {"orders",
     "instructions|rules|guidelines|orders|prompt|prompts ~5 are|is ~1 "
     "outdated|obsolete|void|invalid|superseded|irrelevant|stale|null|wrong|cancelled|canceled"},
    {"orders",
     "whatever|regardless|despite|irrespective|notwithstanding ~4 system|developer|user|users "
     "prompt|message|says|said|asks|asked|wants|instruct*|demands"},
    {"orders", "outrank|outranks|trump|trumps ~4 prompt|prompts|instruct*|rules|user|guidelines|policies"},
    {"orders",
     "replace|abandon|drop|change|update|rewrite|revise your ~2 "
     "goal|goals|objective|objectives|instructions|guidelines|rules|directives|role|persona|task"},
    {"orders",
     "set|put|lay|cast aside ~2 your|the|all ~1 "
     "guidelines|instructions|rules|policies|restrictions|directives|safety"},
    {"orders",
     "your real|true|actual|main|primary|only|new ~1 "
     "task|goal|job|purpose|objective|mission|role|instructions is|are"},
    {"orders",
     "not|dont|never|stop obey|obeying|follow|following|listen|listening|serving|comply ~2 "
     "user|users|operator|developer|system !input|inputs|links|data|supplied|provided|generated"},
    {"orders", "warning|warnings|alert|alerts ~2 as ~2 false|fake|noise|harmless|test|meaningless"},
    {"orders",
     "disregard|ignore ~2 warning|warnings|alarm|alarms|alert|alerts ~3 tool|tools|server|guard|security"},
    {"orders", "warns|warn|warned|flags|alerts you ~2 disregard|ignore|dismiss|continue|proceed"},
    {"orders",
     "assume|presume|suppose|pretend ~2 user|human|operator|owner ~2 "
     "consent*|agree*|approv*|authori*|permi*|confirm*|wants|ok|fine|allowed|accept*"},
    {"orders",
     "you have|were|are been? granted|given|authorized|authorised|allowed|permitted|cleared ~3 "
     "root|admin|full|unrestricted|unlimited|elevated|complete|total ~1 "
     "access|rights|permission*|privileges|control|powers|clearance"},
    {"orders",
     "permission|consent|approval|authorization|authorisation ~4 is|are|was ~1 "
     "implied|granted|given|assumed|presumed|automatic"},
    {"orders", "for|to ~2 model|llm|ai|assistant ~1 not ~2 human|humans|person|people|user|users"},
    {"orders",
     "results|output|response|whatever|answer|content ~5 must|should|shall|to be ~1 "
     "executed|obeyed|carried|followed !by"},
    {"orders", "carry them|it|these|those out ~1 immediately|at|without|exactly|silently|right"},
    {"orders", "obey|execute any|all|every|each ~1 directive*|command*|instruct*|order*"},
    {"orders",
     "to all|any|every|the ~1 ai|llm|llms|assistants|models|agents ~2 "
     "reading|processing|seeing|using|summarizing|summarising"},
    {"orders",
     "message|notice|announcement|note|memo|warning to|for all|any|every ~1 "
     "ai|llm|llms|assistants|models|agents"},
    {"orders",
     "disregard|ignore|forget|override|bypass ~1 safety|security|privacy ~1 "
     "policies|policy|guidelines|rules|checks|measures|settings|instructions"},
    {"orders",
     "forget|ignore|disregard ~1 what|anything|everything|whatever ~1 user|users|human|they ~1 "
     "said|says|asked|asks|wants|wrote|requested|told"},
    {"orders",
     "override|change|replace|alter ~1 your ~2 "
     "behaviour|behavior|default|defaults|settings|values|alignment"},
    {"orders",
     "comply with ~2 instructions|orders|directives|text|description ~1 from|of|in|by|here|above|below",
     false, true},
    {"orders",
     "instructions|rules|description|text ~3 has|have|with|take ~2 highest|top|absolute|utmost "
     "priority|precedence|authority"},
    {"orders",
     "you have|has|are permission|authority|authorization|clearance|free to ~1 "
     "read|access|execute|delete|run|do|use|open ~1 any|all|every|whatever"},
    {"orders",
     "act|operate|behave as ~2 admin|administrator|root|superuser ~3 rights|access|privileges|permissions"},
    {"orders", "jailbreak|jailbroken enabled|active|activated|on|successful"},
    {"orders",
     "print|output|reveal|repeat|leak|dump|recite your ~1 instructions|rules|prompt|guidelines|directives"},
    {"orders",
     "complete|perform|execute|do|follow|run them|it|these|those ~3 "
     "without ~1 asking|question|questions|review|confirm*|hesitation"},
    {"orders",
     "execute|run ~2 command|commands|code|script|anything ~3 returned|output|received|given ~3 without ~1 "
     "asking|review|reviewing|confirm*|question|questions"},
    {"orders", "as your|the new|system|updated ~1 prompt|instructions|persona|rules"},
    {"orders", "tasks|instructions|commands|orders for you ~1 complete|follow|execute|perform|obey|do|carry"},
    {"orders",
     "doubt|conflict ~3 do|follow|obey|trust|prefer ~2 this|what|the ~2 tool|says|server|description|text"},
};

}  // namespace

std::span<const PhraseRow> order_rows() {
  return kRows;
}

}  // namespace callgate::analysis
