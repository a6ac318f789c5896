#pragma once

#include <string>
#include <string_view>

// How a name sounds, whichever script it is written in: محمد and Mohammed. Only for finding and
// comparing; ways of writing one sound: domain/saudi.md sections 4 and 9, and the tables of the
// ALA-LC and BGN/PCGN romanisations of Arabic.
namespace saudi {

// A byte a sound, of a folded token. The article, in all its forms, is one sign in front.
std::string arabic_sounds(std::string_view folded);
std::string latin_sounds(std::string_view folded);

// Sounds as if the article stood in front: what some say with the name and some leave out.
std::string as_with_article(std::string sounds);

// A folded token without the letters of the article, as soon as anything follows them: it may be
// the beginning of a longer one only (Algh).
std::string_view without_begun_article(std::string_view folded);

// The skeleton of consonants that both scripts share, without the article: "mhmd". Letters that
// are written alike in the other script are one. Empty when nothing is left.
std::string sound_key(std::string_view sounds);

// 0…1 by the cheapest way to lay one beside the other. Short vowels are not written in Arabic:
// leaving one out costs next to nothing, a consonant costs much.
double sound_likeness(std::string_view latin, std::string_view arabic);

}  // namespace saudi
