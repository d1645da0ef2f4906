// What counts in results, where texts may speak of such things without meaning them.
#include "core/analysis/poison/phrase_rows.h"

namespace callgate::analysis {
namespace {

constexpr PhraseRow kRows[] = {
    {"orders",
     "ignore|disregard|forget ~3 "
     "previous|prior|earlier|preceding|above|original|system|safety|your ~2 "
     "instruct*|prompt*|rules|guidelines|directions|directives|commands|context|constraints|guardrails",
     true, true},
    {"orders",
     "ignore|disregard|forget ~2 all|any|every|everything ~3 "
     "instruct*|prompt*|rules|guidelines|restrictions|told|said|guardrails",
     true, true},
    {"orders",
     "override|bypass|discard ~1 your|all ~2 "
     "safety|instruct*|guidelines|guardrails|restrictions|rules|prompt*",
     true, true},
    {"orders",
     "ignore|disregard|forget ~1 everything|anything|all ~1 above|before|prior|previously|preceding "
     "!the|this|line|that|a",
     true, true},
    {"orders",
     "ignore|disregard|forget ~2 "
     "above|preceding|previous|rest|text|content|document|article|page|paragraph|input|everything ~3 and ~1 "
     "instead|say|translate|follow|print|output|respond|reply|execute|run|call|send",
     true, true},
    {"orders",
     "ignore|disregard ~1 user|users|what question|request|query|instruct*|prompt*|command*|the|user ~1 "
     "and|instead|asked|wants|said|says",
     true, true},
    {"orders",
     "your ~1 rules|instructions|guidelines|restrictions|safeguards|guardrails|filters ~1 are|have|been ~2 "
     "void|suspended|lifted|cancelled|canceled|revoked|overridden|superseded|disabled|off|removed|"
     "deactivated|"
     "updated|replaced|changed",
     true},
    {"orders", "you are no longer ~3 bound|restricted|constrained|obliged|obligated|governed", true, true},
    {"orders", "you are now ~3 dan|unrestricted|jailbroken|unfiltered|uncensored|jailbreak", true},
    {"orders", "you are now ~1 in ~2 developer|god|debug|dan|jailbreak|unrestricted|sudo mode", true},
    {"orders", "from this? point|moment|now on|onward|onwards|forward you ~1 will|must|act|are|shall|obey",
     true},
    {"orders", "attention ~1 ai|llm|llms|assistants|copilot|claude|chatgpt", true},
    {"orders",
     "new|updated|revised|secret|hidden|real instructions|task|directive|directives|orders for|to the? ~1 "
     "ai|llm|assistant|assistants|model|agent|agents|copilot|claude",
     true},
    {"orders",
     "message|notice|announcement|note|memo|reminder to|for the|all|any|every? ~1 ai|llm|llms|assistants "
     "!team",
     true},
    {"orders", "to any|all|every|the llm|llms|ai ~2 reading|processing|seeing|summarizing|summarising", true},
    {"orders",
     "if you are|re an|a ~2 assistant|agent|llm|model|chatbot ~3 "
     "reading|processing|parsing|summarizing|summarising|seeing|analyzing|analysing|you|then|send|output|"
     "print|run|execute|ignore|include|reply|respond|add|call",
     true},
    {"orders",
     "as an|a ai|llm|large|language ~2 agent|assistant|model ~2 you|your ~1 must|should|shall|need|have|task",
     true},
    {"orders",
     "when ~1 summarizing|summarising|answering|responding ~4 you|always ~1 must|should|always|say|include",
     true},
    {"orders", "stop ~1 what|whatever youre|you ~1 doing ~2 and|to ~2 follow|execute|run|obey", true},
    {"orders",
     "hey|dear|hello|hi|attention|now|listen ~1 assistant|assistants|copilot|ai|llm|claude|chatgpt|gpt|agent "
     "~1 please|you? "
     "execute|run|follow|perform|ignore|read|send|upload|delete|add|open|call|forward|fetch|write|create|"
     "include|reveal|print|list|collect|stop|disregard|forget|go|email|post",
     true},
    {"orders",
     "reveal|output|print|show|repeat|leak|include|return|disclose|paste|provide|send|give|copy|append|reply|"
     "respond|answer|attach ~2 your ~2 system|developer|initial|hidden|original "
     "prompt|message|instructions|prompts",
     true, true},
    {"orders",
     "reveal|output|leak|disclose|repeat|exfiltrate ~2 system|developer|hidden "
     "prompt|instructions|prompts !flag|option",
     true, true},
    {"orders", "repeat ~1 words|everything|text|all ~1 above ~1 !steps", true},

    {"secrecy",
     "do|must|should|shall|may to? not ~2 "
     "tell|mention|inform|notify|reveal|disclose|alert|warn ~5 user|human|operator|customer "
     "!apart|interface|input|agent|id|s|about|what|how|name|that|if|when|which",
     true},
    {"secrecy",
     "do|must|should|shall|may not ~2 tell|mention|inform|notify|reveal|alert ~2 "
     "user|human|operator|customer about|of ~1 "
     "this|these|it|you|step|call|message|note|any|following|next|the",
     true},
    {"secrecy",
     "never|dont|mustnt|shouldnt ~2 tell|mention|inform|notify|reveal|disclose|alert|warn ~5 "
     "user|human|operator|customer "
     "!apart|interface|input|agent|id|s|about|what|how|name|that|if|when|which",
     true},
    {"secrecy",
     "never|dont|mustnt|shouldnt ~2 tell|mention|inform|notify|reveal|alert ~2 "
     "user|human|operator|customer about|of ~1 this|these|it|you|step|call|message|note|any|a|following|next",
     true},
    {"secrecy",
     "not|never|dont|cannot|cant let ~1 user|human|them|anyone ~1 "
     "know|find|notice|learn|realize|realise|suspect",
     true},
    {"secrecy",
     "without ~1 telling|informing|notifying|alerting|warning ~3 user|human|operator|customer "
     "!of|about|that|to",
     true, true},
    {"secrecy",
     "without ~2 user|users|human|owner "
     "noticing|knowing|knowledge|awareness|realizing|realising",
     true, true},
    {"secrecy", "without mentioning it|this|that|them|these ~2 user|in|to !config|the", true},
    {"secrecy",
     "keep|hide|conceal|withhold ~3 this|that|it|these|fact|instruct* ~3 from the user|human|operator "
     "!interface|list|table|profile|profiles|menu|account|accounts|agent|directory|input|s",
     true},
    {"secrecy", "hide|conceal that you|it|this ~1 were|was|are|have|did|told", true},
    {"secrecy",
     "under no circumstances|circumstance|condition|conditions ~2 "
     "tell|mention|inform|notify|reveal|disclose|alert ~3 user|human|operator",
     true},
};

constexpr std::string_view kMarks[] = {"<IMPORTANT>",
                                       "<important>",
                                       "<SYSTEM>",
                                       "<system>",
                                       "[SYSTEM]",
                                       "<system_prompt>",
                                       "<<SYS>>",
                                       "[INST]",
                                       "<|im_start|>",
                                       "<|system|>",
                                       "<secret>",
                                       "<SECRET>",
                                       "<instructions>",
                                       "<INSTRUCTIONS>",
                                       "<hidden>",
                                       "<HIDDEN>",
                                       "<CRITICAL>",
                                       "<critical>",
                                       "<system-reminder>",
                                       "</tool_description>",
                                       "<assistant>",
                                       "<ADMIN>",
                                       "###SYSTEM",
                                       "### SYSTEM",
                                       "<|endoftext|>",
                                       "<|im_end|>",
                                       "<|assistant|>",
                                       "<|start_header_id|>",
                                       "<|eot_id|>",
                                       "<start_of_turn>",
                                       "[/INST]",
                                       "<</SYS>>",
                                       "### System:",
                                       "### Instruction:",
                                       "<instruction>",
                                       "<INSTRUCTION>",
                                       "SYSTEM NOTE",
                                       "SYSTEM OVERRIDE",
                                       "SYSTEM MESSAGE",
                                       "SYSTEM UPDATE",
                                       "SYSTEM DIRECTIVE",
                                       "NEW INSTRUCTIONS:",
                                       "NEW DIRECTIVE",
                                       "BEGIN SYSTEM",
                                       "END SYSTEM",
                                       "BEGIN NEW INSTR",
                                       "END TOOL DESCRIPTION",
                                       "END OF TOOL DESCRIPTION",
                                       "SYSTEM INSTRUCTION"};

}  // namespace

std::span<const PhraseRow> result_rows() {
  return kRows;
}
std::span<const std::string_view> importance_marks() {
  return kMarks;
}

}  // namespace callgate::analysis
