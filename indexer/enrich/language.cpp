#include "indexer/enrich/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "veille/analysis.h"
#include "veille/locale.h"

namespace veille::enrich {
namespace {

constexpr int kLeastBytes = 120;
constexpr int kLeastPercent = 80;
/// Enough to be sure, and no more time on a report of 300 pages than on a post.
constexpr std::size_t kSampleBytes = 20'000;

std::string sample(const Publication& publication) {
  std::string text = publication.title + "\n" + publication.description + "\n";
  for (const auto& section : publication.sections) {
    if (text.size() >= kSampleBytes) break;
    text += section.heading + "\n";
    text += cut_utf8(section.text, kSampleBytes);
    text += "\n";
  }
  return std::string(cut_utf8(text, kSampleBytes));
}

}  // namespace

std::string detect_language(std::string_view text) {
  const std::string bytes = nfc(text);  // CLD2 reads past ends of sequences that are not UTF-8
  CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language best[3] = {};
  int percent[3] = {};
  double score[3] = {};
  int letters = 0;
  int valid = 0;
  bool sure = false;
  CLD2::ExtDetectLanguageSummaryCheckUTF8(bytes.data(), static_cast<int>(bytes.size()), true,
                                          &hints, 0, best, percent, score, nullptr, &letters, &sure,
                                          &valid);
  if (!sure || letters < kLeastBytes || percent[0] < kLeastPercent) return {};
  return primary_language(CLD2::LanguageCode(best[0]));
}

void decide_language(Publication& publication) {
  if (publication.language_provenance == Provenance::declared && !publication.language.empty())
    return;
  const std::string detected = detect_language(sample(publication));
  if (detected.empty() || detected == publication.language) return;
  publication.language = detected;
  publication.language_provenance = Provenance::text;
}

}  // namespace veille::enrich
