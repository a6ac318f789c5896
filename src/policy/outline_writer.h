#pragma once

#include <string>
#include <string_view>

#include "base/outline_blocks.h"
#include "policy/in_words.h"
#include "policy/outline.h"

// What an outline is written with, in its language. Internal to the room.
namespace policy {

class OutlineWriter : public OutlineBlocks {
 public:
  OutlineWriter(const Pack& pack, std::string_view language) : pack_(pack), language_(language) {
    outline().language = std::string(language == "ar" ? "ar" : "en");
    outline().page_words = say("page");
  }

  const Pack& pack() const { return pack_; }
  // Texts of texts/pack/outline.json.
  std::string say(const std::string& code, const Parameters& parameters = {}) const;
  std::string in(const Text& text) const { return in_language(text, language_); }
  // "within 3 working days"; marked where the association chose it.
  std::string period(const std::string& code, const Period& period) const;
  std::string marked(const std::string& text, bool chosen) const;

  std::string_view language() const { return language_; }

 private:
  const Pack& pack_;
  std::string language_;
};

void write_kind(OutlineWriter& writer, const RequestKind& kind);
void write_clauses(OutlineWriter& writer);
std::string clock_of(const OutlineWriter& writer, const Step& step);

}  // namespace policy
