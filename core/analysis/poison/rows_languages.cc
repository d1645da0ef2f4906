// The plainest of orders and demands of secrecy in other languages than English.
#include "core/analysis/poison/phrase_rows.h"

namespace callgate::analysis {
namespace {

constexpr PhraseRow kRows[] = {
    {"orders",
     "ignoriere|ignoriert|vergiss|vergesst|missachte|missachtet !nicht ~2 "
     "alle|alles|vorherigen|bisherigen|früheren|vorigen|obigen|ursprünglichen|deine|deinen ~3 "
     "anweisung*|befehle|vorgaben|instruktionen|regeln",
     true, true},
    {"orders",
     "ignorez|ignore|oublie|oubliez !pas ~1 toutes|tous|tes|vos ~3 instructions|consignes|directives|règles",
     true, true},
    {"orders",
     "ignora|ignore|ignorar|olvida|olvide ~1 todas|todo|tus|sus ~3 instrucciones|indicaciones|reglas|órdenes",
     true, true},
    {"orders",
     "ignora|ignorate|dimentica|ignore|esqueça ~1 tutte|tutti|tue|todas|suas|tuas ~3 "
     "istruzioni|instruções|regole",
     true, true},
    {"orders", "игнорируй|игнорируйте|забудь|забудьте|проигнорируй ~4 инструкц*|указани*|команды|правила",
     true, true},
    {"secrecy", "dem|den|der|die benutzer|nutzer|anwender ~3 nichts|verschweig*|verheimlich*"},
    {"secrecy", "sag|sage|sagen|verrate|erwähne|erwähnen ~5 nichts|nicht|niemandem"},
    {"secrecy",
     "ne ~2 dis|dites|mentionne|mentionnez|parle|parlez|révèle|révélez|informe|informez ~5 "
     "utilisateur|l'utilisateur|lutilisateur|jamais|personne"},
    {"secrecy", "no ~2 digas|diga|menciones|mencione|informes|informe|reveles|revele|muestres ~4 usuario"},
    {"secrecy", "не ~2 говори|говорите|сообщай|сообщайте|упоминай|упоминайте|рассказывай ~3 пользовател*"},
    {"orders", "negeer|vergeet|negeert ~4 instructies|aanwijzingen|opdrachten|regels", true, true},
    {"orders",
     "zignoruj|ignoruj|zapomnij|pomiń ~4 instrukcje|polecenia|instrukcji|zasady|wytyczne|poleceniach", true,
     true},
    {"orders", "ignorujte|ignoruj|zapomeň|zapomeňte ~4 pokyny|instrukce|příkazy|pravidla", true, true},
    {"orders", "ignorera|glöm|bortse ~4 instruktioner|anvisningar|regler|instruktionerna", true, true},
    {"orders", "ignorer|glem ~4 instruktioner|instrukser|instruksjoner|anvisninger|regler", true, true},
    {"orders", "ігноруй|ігноруйте|проігноруй|забудь|забудьте ~4 інструкці*|вказівки|правила|команди", true,
     true},
    {"orders",
     "önceki|yukarıdaki ~2 talimatları|komutları|talimatlarını|yönergeleri ~3 yok|unut|görmezden|dikkate",
     true, true},
    {"orders", "abaikan|lupakan ~4 instruksi|perintah|petunjuk|arahan", true, true},
    {"orders",
     "ignora|ignori|ignorate|dimentica|scorda ~2 istruzioni|regole|indicazioni|direttive ~1 "
     "precedenti|sistema|iniziali|sopra",
     true, true},
    {"orders",
     "ignore|ignora|esqueça|esquece|desconsidere ~2 instruções|regras|orientações|diretrizes ~1 "
     "anteriores|sistema|iniciais|prévias|acima",
     true, true},
    {"orders",
     "ignorer|ignorez|ignore|oublie|oubliez ~4 consignes|instructions|directives|règles ~1 "
     "précédentes|antérieures|ci",
     true, true},
    {"orders", "تجاهل|تجاهلي|انس ~3 التعليمات|تعليمات|الأوامر|الإرشادات|تعليماتك", true, true},
    {"orders", "התעלם|התעלמי|שכח ~3 ההוראות|מההוראות|הנחיות|ההנחיות|מהנחיות", true, true},
    {"orders", "पिछले|पिछली|सभी|उपरोक्त ~3 निर्देशों|निर्देश|आदेशों ~3 अनदेखा|नज़रअंदाज़|भूल|अनदेखी", true, true},
    {"orders", "αγνόησε|αγνοήστε|ξέχασε ~4 οδηγίες|εντολές|κανόνες", true, true},
    {"orders", "bỏ qua ~4 hướng|chỉ|lệnh ~1 dẫn|thị|trước", true, true},
    {"secrecy",
     "ninforme|ninformez|navertis|navertissez|nalerte|nalertez pas|jamais|rien ~3 "
     "lutilisateur|utilisateur|utilisateurs|personne"},
    {"secrecy", "ne ~1 le|la? ~1 dis|dites|dire pas|rien|jamais ~3 lutilisateur|utilisateur"},
    {"secrecy", "vertel|zeg|meld ~3 gebruiker ~4 niets|niet|nooit"},
    {"secrecy", "vertel|zeg|meld ~1 niets|dit|niet ~3 gebruiker"},
    {"secrecy", "nie ~1 mów|informuj|wspominaj|powiadamiaj|ujawniaj ~3 użytkownikowi|użytkownika|nikomu"},
    {"secrecy", "neříkej|neinformuj|nezmiňuj ~3 uživateli|uživatele|nikomu"},
    {"secrecy", "berätta|nämn|informera inte ~4 användaren|någon"},
    {"secrecy", "fortæl|fortell|informer|nevn ikke ~4 brugeren|brukeren|nogen|noen"},
    {"secrecy", "не ~2 кажи|кажіть|повідомляй|згадуй|розповідай ~3 користувач*"},
    {"secrecy", "kullanıcıya|kullanıcıyı|kullanıcı ~4 söyleme|söylemeyin|bildirme|bahsetme|bilgilendirme"},
    {"secrecy", "jangan ~1 beritahu|beri|beritahukan|katakan|sebutkan|ungkapkan ~3 pengguna|user"},
    {"secrecy",
     "non ~1 dirlo|dire|dica|informare|menzionare|rivelare|avvisare|avvertire|mostrare ~4 "
     "utente|allutente|lutente|nessuno"},
    {"secrecy", "não ~1 conte|diga|informe|mencione|avise|revele|mostre ~4 usuário|utilizador|ninguém"},
    {"secrecy", "no ~2 informes|avises|cuentes|informe|avise ~4 usuario|nadie"},
    {"secrecy", "لا تخبر|تخبري|تذكر|تبلغ ~3 المستخدم|مستخدم"},
    {"secrecy", "אל תספר|תגיד|תגלה|תזכיר ~3 למשתמש|המשתמש"},
    {"orders",
     "ignorieren|vergessen|missachten sie ~2 "
     "alle|alles|vorherigen|bisherigen|früheren|vorigen|obigen|ursprünglichen|ihre ~3 "
     "anweisung*|befehle|vorgaben|instruktionen|regeln",
     true},
    {"orders", "vergiss|vergesst|vergessen alles|sie ~3 was|gesagt|vorher", true},
    {"orders",
     "beachte|befolge|beachtet|befolgt ~3 anweisungen|systemanweisungen|regeln|vorgaben|instruktionen nicht",
     false},
    {"orders", "ne ~1 tiens|tenez ~1 pas|plus|aucun compte ~3 instructions|consignes|directives|règles",
     true},
    {"orders", "fais|faites abstraction ~4 instructions|consignes|directives|règles", true},
    {"orders",
     "ignora|ignore|ignorar|olvida|olvide ~2 instrucciones|indicaciones|reglas|órdenes ~1 "
     "anteriores|previas|sistema|dadas|iniciales",
     true, true},
    {"orders", "haz|haga|hagan caso omiso", true},
    {"orders", "no ~2 sigas|siga|obedezcas|obedezca ~3 instrucciones|reglas|indicaciones", true},
    {"orders", "não ~1 siga|sigas|obedeça|cumpra ~2 instruções|regras|orientações", true},
    {"orders", "non ~1 seguire|rispettare|obbedire ~3 istruzioni|regole", true},
    {"orders", "не ~1 выполняй|выполняйте|следуй|следуйте|слушай ~2 указани*|инструкци*|команд*|пользовател*",
     true},
    {"secrecy",
     "sag|sage|teile|zeig|zeige|verrate|erzähl|erzähle|informiere ~4 benutzer|nutzer|anwender ~3 "
     "nichts|nicht"},
    {"secrecy",
     "benutzer|nutzer|anwender darf|soll|dürfen|sollen ~3 nichts|nicht ~3 erfahr*|wissen|merken|bemerken"},
    {"secrecy", "ohne ~4 benutzer|nutzer|anwender ~3 informieren|wissen|sagen|mitzuteilen|informiert"},
    {"secrecy", "sans ~2 informer|prévenir|avertir|dire ~3 lutilisateur|utilisateur"},
    {"secrecy", "sin ~2 informar|avisar|decir|decirle|conocimiento ~3 usuario"},
    {"secrecy", "sem ~2 informar|avisar|dizer|conhecimento ~3 usuário|utilizador"},
    {"secrecy", "senza ~2 informare|avvisare|dire|dirlo ~3 utente|lutente|allutente"},
    {"secrecy", "no ~1 le|lo? ~1 cuentes|digas|informes|reveles ~4 usuario|nadie"},
    {"secrecy",
     "пользователь|пользователи|пользователю|пользователя ~2 не ~1 должен|должны|должна|следует|нужно ~2 "
     "знать|узнать|видеть|узнал|знал|сообщать"},
    {"secrecy", "без ведома|уведомления|согласия ~1 пользовател*"},
    {"demand",
     "lis|lisez|lee|lea|leia|lê|leggi|lies|lese|lesen|lees|przeczytaj|читай|прочитай|прочти|прочитайте|oku "
     "~4 ssh|id_rsa|env|passwd|credentials|aws|netrc|npmrc|shadow"},
};

// Of languages without blanks between words.
constexpr std::string_view kLiterals[] = {"不要遵守系统",       "不要遵循系统",
                                          "无需遵守系统",       "不让用户知道",
                                          "用户不知情",         "系统提示词",
                                          "指示に従わない",     "プロンプトに従わない",
                                          "ユーザーに気づかれ", "ユーザーに内緒",
                                          "プロンプトを無視",   "프롬프트를 무시",
                                          "규칙을 무시",        "사용자 모르게",
                                          "사용자 몰래",        "忽略之前",
                                          "忽略以上",           "忽略先前",
                                          "忽略所有",           "忽略上述",
                                          "忽略前面",           "忽略一切",
                                          "忽略此前",           "忽略你之前",
                                          "无视之前",           "无视以上",
                                          "无视所有",           "无视先前",
                                          "無視之前",           "無視所有",
                                          "無視以上",           "忘记之前",
                                          "忘记所有",           "忘掉之前",
                                          "忘記之前",           "忘記所有",
                                          "不要告诉用户",       "不要告訴用戶",
                                          "不要告訴使用者",     "不要告知用户",
                                          "不要让用户",         "不要向用户",
                                          "不要通知用户",       "请勿告诉用户",
                                          "不得告知用户",       "别告诉用户",
                                          "向用户隐瞒",         "瞒着用户",
                                          "以前の指示",         "以前の命令",
                                          "前の指示を無視",     "指示を無視",
                                          "命令を無視",         "指示をすべて無視",
                                          "指示を全て無視",     "指示はすべて無視",
                                          "指示を忘れ",         "ユーザーに知らせ",
                                          "ユーザーに言わない", "ユーザーには言わない",
                                          "ユーザーに伝えない", "ユーザーには伝えない",
                                          "ユーザーには秘密",   "이전 지시",
                                          "이전의 모든 지시",   "지시를 무시",
                                          "지시사항을 무시",    "지침을 무시",
                                          "명령을 무시",        "사용자에게 알리지",
                                          "사용자에게 말하지",  "사용자에게 언급하지",
                                          "ไม่ต้องบอกผู้ใช้",        "เพิกเฉยต่อคำสั่ง"};

}  // namespace

std::span<const PhraseRow> language_rows() {
  return kRows;
}
std::span<const std::string_view> literal_phrases() {
  return kLiterals;
}

}  // namespace callgate::analysis
