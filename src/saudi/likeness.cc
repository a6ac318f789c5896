#include <algorithm>
#include <string>

#include "base/text.h"
#include "saudi/given_names.h"
#include "saudi/names.h"
#include "saudi/sound.h"

namespace saudi {
namespace {

constexpr double nearer = 0.01;
constexpr double same_key = 0.99, lossy_key = 0.97, same_but_article = 0.96, same_code = 0.95;
constexpr std::size_t article_letters = 2;
constexpr double same_but_vowel = 0.96, alike_at_all = 0.75;
constexpr double other_given_name_max = 0.7;

// Names whose key says less than the spelling: هدى/هدي, منى/مني, على/علي, طه/طة.
bool is_lossy(std::string_view folded) {
  return folded == "هدي" || folded == "مني" || folded == "علي" || folded == "طه";
}

// Two letters that are one sound, once: يحيى/يحي, داوود/داود.
std::string without_doubles(std::string folded) {
  for (const std::string_view twice : {"يي", "وو"}) {
    if (const auto at = folded.find(twice); at != folded.npos) folded.erase(at, twice.size() / 2);
  }
  return folded;
}

// The long vowel at the end as a standing alif, whichever was written: مهى/مها.
std::string with_standing_alif(const NameToken& token) {
  const bool is_seated = token.plain.ends_with("ى") && !is_lossy(token.folded);
  if (!is_seated) return token.folded;
  return token.folded.substr(0, token.folded.size() - std::string_view("ي").size()) + "ا";
}

bool differ_in_a_long_vowel(const NameToken& a, const NameToken& b) {
  if (a.latin) return false;
  return without_doubles(a.folded) == without_doubles(b.folded) ||
         with_standing_alif(a) == with_standing_alif(b);
}

// A given name, and those that one of its Latin spellings could be taken for.
struct Given {
  std::string folded, sounds;
  std::vector<std::string> rivals;  // their sounds
};

std::vector<Given> read_given_names() {
  std::vector<Given> known;
  known.reserve(std::size(given_names));
  for (const auto name : given_names) {
    auto token = name_tokens(name).at(0);
    known.push_back({std::move(token.folded), std::move(token.sounds), {}});
  }
  std::ranges::sort(known, {}, &Given::folded);
  for (auto& name : known) {
    for (const auto& other : known) {
      const auto apart = edit_distance(name.sounds, other.sounds);
      if (&other != &name && apart <= 3) name.rivals.push_back(other.sounds);
    }
  }
  return known;
}

const Given* find_given(std::string_view folded) {
  static const std::vector<Given> known = read_given_names();
  const auto found = std::ranges::lower_bound(known, folded, {}, &Given::folded);
  return found != known.end() && found->folded == folded ? &*found : nullptr;
}

// The same sound in the other script is less than the same letters in confusion.
double other_script(double likeness) {
  return likeness > 0.9 ? 0.88 + 0.6 * (likeness - 0.9) : std::max(0.0, likeness - 0.02);
}

double across_scripts(const NameToken& latin, const NameToken& arabic) {
  const double likeness = sound_likeness(latin.sounds, arabic.sounds);
  const double score = other_script(likeness);
  if (score <= other_given_name_max) return score;
  const auto* const given = find_given(arabic.folded);
  if (given == nullptr) return score;
  const auto* const known = std::ranges::find(told_spellings, latin.folded, &Spelling::latin);
  if (known != std::end(told_spellings)) {
    return known->arabic == arabic.folded ? score : other_given_name_max;
  }
  const auto is_nearer = [&](const std::string& rival) {
    return sound_likeness(latin.sounds, rival) > likeness + nearer;
  };
  return std::ranges::any_of(given->rivals, is_nearer) ? other_given_name_max : score;
}

}  // namespace

std::string_view without_article(std::string_view folded) {
  constexpr std::string_view article = "ال";
  if (folded.starts_with(article) && folded.size() >= article.size() + 6) {
    return folded.substr(article.size());
  }
  if (folded.starts_with("al") && folded.size() >= 6) return folded.substr(2);
  return folded;
}

bool is_given_name(std::string_view folded_token) {
  return find_given(folded_token) != nullptr;
}

TokenPattern::TokenPattern(NameToken token)
    : token_(std::move(token)),
      without_article_(without_article(token_.folded)),
      given_(is_given_name(token_.folded)) {
  for (std::size_t i = 0; i < token_.code.size(); ++i) {
    places_[static_cast<unsigned char>(token_.code[i])] |= std::uint64_t{1} << i;
  }
}

// M. A. Jaro 1989, W. E. Winkler 1990; the window is kept in the bits of one word. Without the
// first `skipped` letters of both.
double TokenPattern::jaro_winkler(std::string_view code, std::size_t skipped) const {
  const auto own = std::string_view(token_.code).substr(skipped);
  const auto other = code.substr(skipped);
  const auto m = static_cast<int>(own.size());
  const auto n = static_cast<int>(other.size());
  if (m == 0 || n == 0) return 0;
  const int reach = std::max(0, std::max(m, n) / 2 - 1);
  std::uint64_t used = 0;
  std::uint64_t met = 0;
  for (int j = 0; j < n; ++j) {
    const int high = j + reach;
    std::uint64_t window = high >= 63 ? ~std::uint64_t{0} : (std::uint64_t{2} << high) - 1;
    if (j > reach) window &= ~((std::uint64_t{1} << (j - reach)) - 1);
    const std::uint64_t free =
        places_[static_cast<unsigned char>(other[static_cast<std::size_t>(j)])] >> skipped &
        window & ~used;
    if (free == 0) continue;
    used |= free & (~free + 1);
    met |= std::uint64_t{1} << j;
  }
  const int common = __builtin_popcountll(used);
  if (common == 0) return 0;
  int crossed = 0;
  for (std::uint64_t a = used, b = met; b != 0; a &= a - 1, b &= b - 1) {
    const auto i = static_cast<std::size_t>(__builtin_ctzll(a));
    const auto j = static_cast<std::size_t>(__builtin_ctzll(b));
    if (own[i] != other[j]) ++crossed;
  }
  const double c = common;
  const int swaps = crossed / 2;
  double score = (c / m + c / n + (c - swaps) / c) / 3;
  if (score > 0.7) {
    int same = 0;
    while (same < std::min({4, m, n}) &&
           own[static_cast<std::size_t>(same)] == other[static_cast<std::size_t>(same)]) {
      ++same;
    }
    score += same * 0.1 * (1 - score);
  }
  return score;
}

double TokenPattern::likeness(const NameToken& other) const {
  if (token_.latin != other.latin) {
    return token_.latin ? across_scripts(token_, other) : across_scripts(other, token_);
  }
  // ال حسين is not الحسين, though both are one without the space.
  if (token_.plain == other.plain && token_.folded == other.folded) return 1;
  if (token_.folded == other.folded) return is_lossy(token_.folded) ? lossy_key : same_key;
  const auto bare = without_article(other.folded);
  if (without_article_ == bare) return same_but_article;
  const bool both_have_it =
      without_article_.size() < token_.folded.size() && bare.size() < other.folded.size();
  const double score =
      token_.code == other.code
          ? same_code
          : std::min(same_code, jaro_winkler(other.code, both_have_it ? article_letters : 0));
  if (given_ && is_given_name(other.folded)) return std::min(score, other_given_name_max);
  const bool is_same = score > alike_at_all && differ_in_a_long_vowel(token_, other);
  return is_same ? same_but_vowel : score;
}

double likeness(const NameToken& a, const NameToken& b) {
  return TokenPattern(a).likeness(b);
}

}  // namespace saudi
