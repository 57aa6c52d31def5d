#include "searchd/search/stop_words.h"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace veille::search {
namespace {

// Articles, pronouns, prepositions, conjunctions and the commonest forms of "be" and "have". No
// word that is also a subject of its own ("état", "été", "will", "must").
constexpr std::string_view kEnglishStopWords =
    "a about after all also an and any are as at be because been before being between both but by "
    "can could did do "
    "does for from had has have he her here him his how i if in into is it its just me more most "
    "my no nor not of off "
    "on once only or other our out over own same she should so some such than that the their them "
    "then there these "
    "they this those through to too under until up very was we were what when where which while "
    "who whom why with "
    "would you your";
constexpr std::string_view kFrenchStopWords =
    "à ai au aucun aussi autre aux avec avoir c ce ceci cela celle celles celui ces cet cette ceux "
    "chez comme comment d "
    "dans de depuis des donc dont du elle elles en entre es est et eu eux furent il ils j je l la "
    "le les leur leurs lors "
    "lui m ma mais me mes mon même mêmes n ne ni nos notre nous on ont ou où par pas pendant pour "
    "pourquoi qu quand que "
    "quel quelle quelles quels qui s sa sans se sera ses si son sont sous sur t ta te tes ton tu "
    "un une vers vos votre "
    "vous y";
constexpr std::string_view kGermanStopWords =
    "aber als am an auch auf aus bei bin bis da damit dann das dass dein dem den denn der des die "
    "dies diese diesem "
    "diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es euch euer für "
    "haben hat hatte ich "
    "ihm ihn ihnen ihr ihre ihren im in ins ist ja kein keine können man mein mich mir mit nach "
    "nicht noch nun nur ob "
    "oder ohne sein seine seinen sich sie sind so über um und uns unser unter vom von vor war "
    "waren was weil wenn wer "
    "werden wie wieder wir wird wo zu zum zur zwischen";
constexpr std::string_view kItalianStopWords =
    "a ad agli ai al alla alle allo anche c che chi ci cioè come con cui d da dagli dai dal dalla "
    "dalle dallo degli dei "
    "del della delle dello di dove e ed era essere fra gli ha hanno ho i il in io l la le lei li "
    "lo loro lui ma mi mia mio "
    "ne negli nei nel nella nelle nello noi non nostra nostro o per perché più qual quale quali "
    "quando quella quelle "
    "quelli quello questa queste questi questo se si sia siamo sono su sua sue sugli sui sul sulla "
    "sulle sullo suo suoi "
    "tra tu un una uno vi voi";

constexpr std::string_view kSpanishStopWords =
    "a al algo alguna algunas alguno algunos ante aquel aquella aquellas aquello aquellos aunque "
    "cada como con contra cual cuales cuando cuyo de del desde donde e el él ella ellas ello ellos "
    "en entre era eran es esa esas ese eso esos esta está estaba están estas este esto estos fue "
    "ha han hasta hay la las le les lo los más me mi mientras muy ni no nos nosotros nuestra "
    "nuestras nuestro nuestros o os para pero por porque que qué quien quienes se sea según ser si "
    "sin sobre son su sus también tan te tu tus u un una unas uno unos y ya yo";

using Words = std::unordered_set<std::string>;

Words split(std::string_view list) {
  std::istringstream in{std::string(list)};
  Words out;
  for (std::string word; in >> word;) out.insert(word);
  return out;
}

/// Where a text holds as many of two languages, the one named first is meant: what French and
/// Spanish share is nearly all of what Spanish has of a French question.
const std::vector<std::pair<std::string, Words>>& lists() {
  static const std::vector<std::pair<std::string, Words>> kLists = {
      {"en", split(kEnglishStopWords)},
      {"fr", split(kFrenchStopWords)},
      {"de", split(kGermanStopWords)},
      {"it", split(kItalianStopWords)},
      {"es", split(kSpanishStopWords)}};
  return kLists;
}

}  // namespace

bool is_stop_word(const std::string& exact, const std::string& language) {
  return std::any_of(lists().begin(), lists().end(), [&](const auto& list) {
    return list.first == language && list.second.contains(exact);
  });
}

bool is_stop_word_anywhere(const std::string& exact) {
  return std::any_of(lists().begin(), lists().end(),
                     [&](const auto& list) { return list.second.contains(exact); });
}

const std::vector<std::string>& stop_word_languages() {
  static const std::vector<std::string> kLanguages = [] {
    std::vector<std::string> out;
    for (const auto& [language, words] : lists()) out.push_back(language);
    return out;
  }();
  return kLanguages;
}

}  // namespace veille::search
