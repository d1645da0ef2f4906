// What counts in results, where texts may speak of such things without meaning them.
#include "core/analysis/poison/phrase_rows.h"

namespace callgate::analysis {
namespace {

constexpr PhraseRow kRows[] = {
    {"orders",
     "ignore|disregard|forget ~3 previous|prior|earlier|preceding|above|original|system|safety|your ~2 "
     "instruct*|prompt*|rules|guidelines|directions|directives|commands|context|constraints|guardrails",
     true, true},
    {"orders",
     "ignore|disregard|forget ~2 all|any|every|everything ~3 "
     "instruct*|prompt*|guidelines|told|said|guardrails",
     true, true},
    {"orders",
     "override|bypass|discard ~1 your ~2 safety|instruct*|guidelines|guardrails|restrictions|rules|prompt*",
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
    {"orders", "your new|updated|real|actual instructions|task|orders|directives are|is", true},
    {"orders", "here are your new|updated instructions|orders|directives|rules", true},
    {"orders", "new|updated system prompt|message ~1 you|is|begin|ignore", true},
    {"orders", "what is|are your ~1 system|initial|hidden|original prompt|instructions", true},
    {"orders", "repeat|output|print ~1 everything|all above this", true},
    {"orders", "ignore|disregard|forget ~1 all|everything ~1 text|content|messages|words ~1 above", true},
    {"orders",
     "assistant|copilot|claude|chatgpt|gpt|llm|llms please? "
     "ignore|disregard|forget|run|execute|send|upload|delete|reveal|paste|email|forward|exfiltrate|open|rate "
     "~3 the|this|these|all|any|your|my|following|prior|previous",
     true},
    {"secrecy", "make|be sure|certain ~1 user|human ~2 not|never|doesnt|wont ~1 notice|see|know|realize|find",
     true},
    {"orders",
     "your ~1 rules|instructions|guidelines|restrictions|safeguards|guardrails|filters ~1 are|have|been ~2 "
     "void|suspended|lifted|cancelled|canceled|revoked|overridden|superseded|disabled|off|removed|"
     "deactivated|updated|replaced|changed",
     true},
    {"orders", "you are no longer ~3 bound|restricted|constrained|governed by", true, true},
    {"orders", "you are now ~3 dan|unrestricted|jailbroken|unfiltered|uncensored|jailbreak", true},
    {"orders", "you are now ~1 in ~2 developer|god|debug|dan|jailbreak|unrestricted|sudo mode", true},
    {"orders",
     "from this? point|moment|now on|onward|onwards|forward you ~1 will|must|act|are|shall|obey "
     "!receive|get|see|need|find|able|also|have",
     true},
    {"orders",
     "attention ~1 ai|llm|llms|assistants|copilot|claude|chatgpt "
     "!enthusiasts|founders|researchers|engineers|developers|users|companies|startups|teams|community|people|"
     "fans|experts|labs|practitioners|team|vendors",
     true},
    {"orders",
     "new|updated|revised|secret|hidden|real instructions|task|directive|directives|orders for|to the? ~1 "
     "ai|llm|assistant|assistants|model|agent|agents|copilot|claude",
     true},
    {"orders",
     "message|notice|announcement|note|memo|reminder to|for the|all|any|every? ~1 ai|llm|llms|assistants "
     "!enthusiasts|founders|researchers|engineers|developers|users|companies|startups|teams|community|people|"
     "fans|experts|labs|practitioners|team|vendors",
     true},
    {"orders", "to any|all|every|the llm|llms|ai ~2 reading|processing|seeing|summarizing|summarising", true},
    {"orders",
     "if you are an|a ~1 ai|llm|language|automated|autonomous|coding ~1 assistant|agent|model|bot|tool ~3 "
     "reading|processing|parsing|summarizing|summarising|seeing|analyzing|analysing|you|then|send|output|"
     "print|run|execute|ignore|include|reply|respond|add|call|please|say|append|stop|delete",
     true},
    {"orders",
     "if youre an|a ~1 ai|llm|language|automated|autonomous|coding ~1 assistant|agent|model|bot|tool ~3 "
     "reading|processing|parsing|summarizing|summarising|seeing|analyzing|analysing|you|then|send|output|"
     "print|run|execute|ignore|include|reply|respond|add|call|please|say|append|stop|delete",
     true},
    {"orders",
     "if you are an|a ~1 llm|chatbot|gpt|ai ~2 "
     "reading|processing|parsing|summarizing|summarising|seeing|analyzing|analysing|then|send|output|print|"
     "run|execute|ignore|include|reply|respond|add|call|please|say|append|stop|delete "
     "!company|startup|researcher",
     true},
    {"orders",
     "if youre an|a ~1 llm|chatbot|gpt|ai ~2 "
     "reading|processing|parsing|summarizing|summarising|seeing|analyzing|analysing|then|send|output|print|"
     "run|execute|ignore|include|reply|respond|add|call|please|say|append|stop|delete",
     true},
    {"orders",
     "as an|a ai|llm|large|language ~2 agent|assistant|model ~2 you|your ~1 must|should|shall|need|have|task",
     true},
    {"orders",
     "when ~1 summarizing|summarising|answering|responding ~4 you|always ~1 must|should|always|say|include",
     true},
    {"orders", "stop ~1 what|whatever youre|you ~1 doing ~2 and|to ~2 follow|execute|obey", true},
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
     "reveal|output|leak|disclose|repeat|exfiltrate ~2 system|developer|hidden prompt|instructions|prompts "
     "!flag|option",
     true, true},
    {"orders", "repeat ~1 words|everything|text|all ~1 above ~1 !steps", true},

    {"secrecy",
     "you ~1 must|should|shall|may not ~2 tell|mention|inform|notify|reveal|disclose|alert|warn ~5 "
     "user|human|operator|customer",
     true},
    {"secrecy",
     "do not ~2 tell|mention|inform|notify|reveal|disclose|alert|warn ~5 user|human|operator|customer "
     "!apart|interface|input|agent|id|s|about|what|how|name|that|if|when|which",
     true},
    {"secrecy",
     "do not ~2 tell|mention|inform|notify|reveal|alert ~2 user|human|operator|customer about|of ~1 "
     "this|these|it|you|step|call|message|note|any|following|next|the",
     true},
    {"secrecy",
     "never|dont|mustnt|shouldnt ~2 tell|mention|inform|notify|reveal|disclose|alert|warn ~5 "
     "user|human|operator|customer !apart|interface|input|agent|id|s|about|what|how|name|that|if|when|which",
     true},
    {"secrecy",
     "never|dont|mustnt|shouldnt ~2 tell|mention|inform|notify|reveal|alert ~2 user|human|operator|customer "
     "about|of ~1 this|these|it|you|step|call|message|note|any|a|following|next",
     true},
    {"secrecy",
     "not|never|dont|cannot|cant let ~1 user|human|them|anyone ~1 "
     "know|find|notice|learn|realize|realise|suspect",
     true},
    {"secrecy",
     "without ~1 telling|informing|notifying|alerting|warning ~3 user|human|operator|customer "
     "!of|about|that|to",
     true, true},
    {"secrecy", "without ~2 user|users|human|owner noticing|knowing|knowledge|awareness|realizing|realising",
     true, true},
    {"secrecy", "without mentioning it|this|that|them|these ~2 user|in|to !config|the", true},
    {"secrecy",
     "keep|hide|conceal|withhold ~1 this|that|it|these|them|fact ~1 hidden|secret|private|away? from the "
     "user|human|operator "
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
                                       "ADMIN OVERRIDE",
                                       "AI_INSTRUCTION",
                                       "AI INSTRUCTION",
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

constexpr std::string_view kDefinitionMarks[] = {
    "SYSTEM PROMPT",       "JAILBREAK",  "[HIDDEN",    "HIDDEN INSTRUCTION",
    "SECRET INSTRUCTION",  "%%% SYSTEM", "=== SYSTEM", "--- SYSTEM",
    "{{#system",           "/* AI",      "// AI:",     "\"role\":\"system\"",
    "\"role\": \"system\""};

}  // namespace

std::span<const PhraseRow> result_rows() {
  return kRows;
}
std::span<const std::string_view> definition_marks() {
  return kDefinitionMarks;
}
std::span<const std::string_view> importance_marks() {
  return kMarks;
}

}  // namespace callgate::analysis
