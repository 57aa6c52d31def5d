// Writes a site of synthetic publications, the same for the same arguments on every machine:
//   make_publications FOLDER COUNT [SEED]
// 120 words of text each, Zipf 1.05 over 200,000 words; 1 to 5 of 300 tags, 1 to 3 of 60
// countries, 6 languages, 18 years; a tenth are one of a pair of translations.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kVocabulary = 200'000;
constexpr double kZipfExponent = 1.05;
constexpr int kWordsInText = 120;
constexpr int kWordsInTitle = 6;
constexpr int kFilesInFolder = 1000;

/// Source: Steele, Lea & Flood 2014, SplitMix64; the standard's distributions differ by library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }

 private:
  std::uint64_t state_;
};

/// A word for each rank: syllables, so that stemmers and segmentation meet letters as in texts.
std::string word(std::size_t rank) {
  static constexpr std::string_view kConsonants = "bdfgklmnprstvz";
  static constexpr std::string_view kVowels = "aeiou";
  std::string out;
  std::size_t rest = rank + 70;
  while (rest > 0) {
    out.push_back(kConsonants[rest % kConsonants.size()]);
    rest /= kConsonants.size();
    out.push_back(kVowels[rest % kVowels.size()]);
    rest /= kVowels.size();
  }
  return out;
}

class Vocabulary {
 public:
  Vocabulary() {
    double sum = 0;
    for (std::size_t rank = 0; rank < kVocabulary; ++rank) {
      words_.push_back(word(rank));
      sum += 1 / std::pow(static_cast<double>(rank + 1), kZipfExponent);
      cumulative_.push_back(sum);
    }
  }
  const std::string& pick(Random& random) const {
    const double at = random.unit() * cumulative_.back();
    const auto found = std::lower_bound(cumulative_.begin(), cumulative_.end(), at);
    return words_[static_cast<std::size_t>(found - cumulative_.begin())];
  }

 private:
  std::vector<std::string> words_;
  std::vector<double> cumulative_;
};

std::string phrase(const Vocabulary& vocabulary, Random& random, int words) {
  std::string out;
  for (int i = 0; i < words; ++i) {
    if (i > 0) out += i % 12 == 0 ? ".\n" : " ";
    out += vocabulary.pick(random);
  }
  return out;
}

std::string number(std::size_t value, std::size_t digits) {
  std::string out = std::to_string(value);
  return out.size() < digits ? std::string(digits - out.size(), '0') + out : out;
}

std::string some(Random& random, std::size_t most, std::size_t of, const std::string& prefix) {
  std::string out;
  for (std::size_t n = 1 + random.below(most); n > 0; --n) {
    const std::size_t which = random.below(of);
    out += "\n  - " + (prefix.empty() ? std::string() : prefix + " ");
    if (!prefix.empty()) out += std::to_string(which);
    if (prefix.empty()) {
      static constexpr std::string_view kCountries =
          "FRDEITESGBUSCAAUNZIEBEPTNLLUCHATDKSENOFIISEELVLTPLCZSKHUROBGGRHRSIMTCYUAMDGEAMTRILEGMATN"
          "DZSNCIGHNGKEZAINJPKRCNSGBRMXARCLPECO";
      out += std::string(kCountries.substr(which * 2, 2));
    }
  }
  return out;
}

std::string publication(std::size_t i, const Vocabulary& vocabulary, Random& random) {
  static constexpr std::array kLanguages = {"en", "fr", "de", "it", "es", "nl"};
  // Neighbours 0 and 1 of every 20 are translations of each other.
  const bool paired = i % 20 < 2;
  const std::size_t language = paired ? i % 2 : random.below(kLanguages.size());
  std::string out = "---\ntitle: " + phrase(vocabulary, random, kWordsInTitle);
  out += "\nlang: " + std::string(kLanguages[language]);
  out += "\ndate: " + number(2008 + random.below(18), 4) + "-" + number(1 + random.below(12), 2) +
         "-" + number(1 + random.below(28), 2);
  if (paired) out += "\nref: pair-" + std::to_string(i / 20);
  out += "\ntags:" + some(random, 5, 300, "topic");
  out += "\ncountries:" + some(random, 3, 60, "");
  return out + "\n---\n" + phrase(vocabulary, random, kWordsInText) + ".\n";
}

int run(const fs::path& folder, std::size_t count, std::uint64_t seed) {
  const Vocabulary vocabulary;
  for (std::size_t i = 0; i < count; ++i) {
    const fs::path below = folder / number(i / kFilesInFolder, 4);
    if (i % kFilesInFolder == 0) fs::create_directories(below);
    Random random(seed * 1'000'003 + i);
    std::ofstream out(below / (number(i, 7) + ".md"), std::ios::binary);
    out << publication(i, vocabulary, random);
    out.close();
    if (!out) throw std::runtime_error("cannot write below " + below.string());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || argc > 4) {
    std::cerr << "usage: make_publications FOLDER COUNT [SEED]\n";
    return 2;
  }
  try {
    return run(argv[1], std::stoul(argv[2]), argc > 3 ? std::stoull(argv[3]) : 1);
  } catch (const std::exception& error) {
    std::cerr << "make_publications: " << error.what() << "\n";
    return 1;
  }
}
