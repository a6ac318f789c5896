#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/pack.h"
#include "policy/texts.h"

// What stands in a pack, as people say it: in both languages, from texts/pack/words.json and the
// pack's own titles. The differences between versions and the readable policy speak by these.
namespace policy {

Text text_in_both(const std::string& code, const Parameters& parameters = {});
// The same, with parameters that are texts themselves.
Text text_in_both(const std::string& code, const std::map<std::string, Text>& parameters);
// A word of a closed list: word_in_both("channel", "phone"). A word that has no text stands as it
// is.
Text word_in_both(std::string_view list, std::string_view word);
Text same_in_both(std::string text);
const std::string& in_language(const Text& text, std::string_view language);  // Arabic stands in

// "a, b and c"; `between`: "list" (and) or "choice" (or).
Text joined(const std::vector<Text>& texts, std::string_view between = "list");

// "21 days", "3 working days", "one hour": after a preposition, as Arabic sentences need it.
Text in_words(const Period& period);
std::string counted(std::string_view what, std::int64_t count, std::string_view language);
Text counted_in_both(std::string_view what, std::int64_t count);
// The association's own titles for the role; where it has none, the product's word.
Text in_words(const Pack& pack, Role role);
Text in_words(const Pack& pack, const ActorSet& actors);
// "what you need is: medicine"; `kind` says what items and steps are called.
Text in_words(const RequestKind& kind, const Condition& condition);
Text in_words(const RequestKind& kind, const std::vector<Condition>& conditions);
Text in_words(const Control& control);
// "150 riyals", with the halalas only where there are some.
Text riyals_in_words(std::int64_t halalas);
Text region_in_words(std::string_view iso);
Text title_of(const RequestKind& kind, int step);  // of a step, by its index

}  // namespace policy
