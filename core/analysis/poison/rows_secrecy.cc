// What people shall not learn.
#include "core/analysis/poison/phrase_rows.h"

namespace callgate::analysis {
namespace {

constexpr PhraseRow kRows[] = {
    {"secrecy",
     "do|must|should|shall|may|can|will|would|to not ~2 tell|mention|inform|notify|say|alert|explain|"
     "report|ask|warn|let|bother|discuss ~5 user|users|human|humans|person|customer|operator|anyone|"
     "people|owner !apart|interface|input|agent"},
    {"secrecy",
     "do|must|should|shall|may|can|will|would|to not ~2 reveal|disclose|show|expose|display ~5 user|human|"
     "humans|person|customer|operator|anyone|people|owner !apart|interface|input|agent"},
    {"secrecy",
     "do|must|should|shall|may|can|will|would|to not ~2 reveal|disclose|show|expose|display ~4 the|end|to|"
     "any users !interface|input|agent"},
    {"secrecy",
     "no need|reason ~1 to tell|mention|inform|notify|ask|show|explain ~3 user|users|human|anyone|them"},
    {"secrecy",
     "never|dont|mustnt|shouldnt|cannot|cant|wont ~2 "
     "tell|mention|inform|notify|reveal|disclose|show|say|alert|explain|report|warn|let|bother|discuss ~5 "
     "user|users|human|humans|person|customer|operator|anyone|people"},
    {"secrecy",
     "without ~1 "
     "telling|informing|notifying|asking|mentioning|alerting|showing|prompting|confirm*|consulting|warning|"
     "disclosing|involving ~4 user|users|user's|human|them|anyone|person|customer|him|it|this",
     false, true},
    {"secrecy",
     "without ~2 user|users|user's|human|owner "
     "noticing|knowing|knowledge|confirmation|consent|awareness|approval|permission|seeing|realizing|"
     "realising",
     false, true},
    {"secrecy",
     "user|users|human|person|customer|they|he must|should|shall|need not|never ~2 know|see|notice|learn|"
     "be|find|realize|realise|told|aware|informed"},
    {"secrecy",
     "user|users|human|person|customer|they|he does|do|will|can|may not|never ~2 know|notice|learn|"
     "realize|realise|told|aware|informed"},
    {"secrecy",
     "user|users|human|they|he|it mustnt|shouldnt ~2 know|see|notice|learn|be|find|realize|realise|told"},
    {"secrecy",
     "user|users|human|they|he|it doesnt|dont|wont|neednt|cannot|cant ~2 know|notice|learn|realize|"
     "realise|told"},
    {"secrecy",
     "keep|hide|conceal|withhold ~4 from the? user|users|human|humans|customer|person|operator|people "
     "!interface|list|table|profile|profiles|menu|account|accounts|agent|directory|input|s"},
    {"secrecy",
     "keep this|it|that|these|them step|steps|part|action|behaviour|behavior|process|operation|call|rule|"
     "rules|instruction|instructions|fact|detail|details? strictly|completely|totally|all|a? secret|"
     "hidden|confidential|quiet|private|silent|invisible"},
    {"secrecy",
     "silently|secretly|covertly|quietly|invisibly|discreetly ~1 "
     "send|sends|read|reads|copy|copies|forward|forwards|upload|uploads|include|call|pass|bcc|add|append|"
     "exfiltrate|collect|collects|transmit|post|execute|run|invoke|attach|log|fetch|write|do"},
    {"secrecy",
     "dont|never mention|say|tell|reveal|disclose|explain ~2 "
     "this|that|it|these|step|tool|instruct*|anything|why|parameter|file"},
    {"secrecy",
     "do not mention|say|tell|reveal|disclose|discuss|acknowledge|divulge ~2 "
     "this|that|it|these|step|tool|instruct*|anything|why|parameter|file|upload|transfer|call|you|any"},
    {"secrecy", "must|should|shall|may not mention|say|tell|reveal|disclose|divulge|acknowledge"},
    {"secrecy",
     "hidden|invisible|unseen|concealed visible? to|from ~1 user|human|humans "
     "!interface|without|with|by"},
    {"secrecy",
     "avoid|refrain|abstain ~2 "
     "telling|mentioning|informing|notifying|alerting|revealing|disclosing|discussing ~5 "
     "user|users|human|anyone|this|it|step|tool|call"},
    {"secrecy",
     "under no circumstances|circumstance|condition|conditions ~2 "
     "tell|mention|inform|notify|reveal|disclose|show|discuss|alert ~5 user|users|human|anyone|this|it"},
    {"secrecy", "say|reveal|disclose|mention nothing ~3 user|users|human|anyone|this|it|that|step"},
    {"secrecy", "tell no one|nobody|none ~2 this|it|that|step|about"},
    {"secrecy", "tell nobody ~2 this|it|that|step|about"},
    {"secrecy", "omit|skip|suppress ~2 mention|mentioning|mentions|reference ~1 of|to ~4"},
    {"secrecy",
     "omit|exclude|leave|remove|strip|drop ~4 from|out ~1 your reply|response|answer|summary|report|output|"
     "message"},
    {"secrecy", "pretend ~2 nothing ~2 happened|changed|occurred|sent|special|unusual"},
    {"secrecy", "as if|though nothing ~2 happened|changed|occurred"},
    {"secrecy", "act|behave|continue|proceed normal|normally|naturally ~3 pretend|after|without|and ~2"},
    {"secrecy", "user|users|human|people|operator ~3 unaware|oblivious|uninformed|clueless"},
    {"secrecy", "bring|brings|bringing this|it|that|these|any ~2 up"},
    {"secrecy", "leave|leaving out ~2 part|step|fact|bit|portion ~1 where|about|that|of|which"},
    {"secrecy", "make|making|give no reference|mention|hint|note ~1 of|to"},
    {"secrecy", "not|never|dont|avoid ~1 hint|hinting|allude|alluding at|about|that|of|to"},
    {"secrecy", "dont|not|never let on"},
    {"secrecy",
     "no point|need|reason|use in|to|for? ~1 "
     "bothering|telling|informing|asking|notifying|involving|mentioning|bother|involve"},
    {"secrecy",
     "neednt|dont|not|never ~1 need? to? ask|seek|request for? permission|confirmation|consent|approval"},
    {"secrecy", "nobody|none|noone should|must|may|shall ~1 learn|know|notice|find|see|hear|realize|realise"},
    {"secrecy", "nobody|none|noone can|will ~1 learn|know|notice|hear|realize|realise"},
    {"secrecy", "no one should|must|may|can|shall|will ~1 learn|know|notice|find|hear|realize|realise"},
    {"secrecy", "surreptitiously|clandestinely|stealthily|furtively"},
    {"secrecy", "be|remain|stay|act discreet|stealthy|covert|inconspicuous"},
    {"secrecy", "user|users|human|people|they does|do|will|can|may not|never ~1 find|finds out"},
    {"secrecy", "hide that|how|what ~1 you|it|this"},
    {"secrecy",
     "not|never|dont|cant|cannot let ~1 user|users|human|them|him|anyone|people ~1 "
     "know|see|find|notice|learn|realize|realise|suspect"},
    {"secrecy", "user|users|human|people is|are not to be ~1 informed|told|notified|shown|aware|asked"},
    {"secrecy", "dont|not|never ask ~4 just|simply do|proceed|go|run|act|continue|execute"},
    {"secrecy", "dont|not|never ask just|simply"},
    {"secrecy", "skip|forgo telling|informing|asking|notifying|mentioning"},
    {"secrecy", "stay|remain|kept|keep|remains|stays ~2 between us|ourselves|you"},
    {"secrecy", "keep|stay|remain|be quiet|silent|mum|tight about|on ~1 this|it|that|the|these"},
    {"secrecy",
     "silently|secretly|covertly|quietly|invisibly|discreetly ~1 "
     "replace|modify|change|delete|remove|edit|overwrite|install|rewrite|swap|insert|add|mirror|record"},
    {"secrecy",
     "make|be sure|certain ~2 user|users|human|nobody|noone ~2 not|never|doesnt|dont|wont ~1 "
     "notice|see|know|realize|find|notices|sees|knows"},
    {"secrecy", "if asked ~2 say|answer|claim|deny|reply ~3 nothing|no|not|never"},
};

}  // namespace

std::span<const PhraseRow> secrecy_rows() {
  return kRows;
}

}  // namespace callgate::analysis
