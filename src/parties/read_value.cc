#include "parties/read_value.h"

#include <algorithm>

#include "base/text.h"
#include "parties/values.h"
#include "platform/kernel/kernel.h"
#include "saudi/contact.h"
#include "saudi/hijri.h"
#include "saudi/identity.h"
#include "saudi/regions.h"

namespace parties {
namespace {

constexpr std::int64_t household_max = 60;
constexpr std::size_t income_digits_max = 12;  // of halalas
constexpr std::size_t name_characters_min = 2;

using Read = std::optional<std::string>;
struct Rule {
  std::string_view field, code;  // code of the refusal
  Read (*read)(std::string_view typed);
};

Read choice(std::string_view typed, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, typed) == words.end() ? Read() : Read(std::string(typed));
}

Read digits(std::string_view typed, std::size_t most) {
  const auto text = without_spaces(fold_digits(strip_invisible(typed)));
  const bool fits =
      !text.empty() && text.size() <= most && text.find_first_not_of("0123456789") == text.npos;
  return fits ? Read(text) : Read();
}

Read household(std::string_view typed) {
  const auto text = digits(typed, 2);
  return text && std::stoi(*text) >= 1 && std::stoi(*text) <= household_max ? text : Read();
}

Read region(std::string_view typed) {
  const auto* found = saudi::region(typed);
  return found != nullptr ? Read(std::string(found->iso)) : Read();
}

Read identity_type(std::string_view typed) {
  return saudi::identity_kind_named(typed) ? Read(std::string(typed)) : Read();
}

// A number whose kind is not said with it.
Read identity_number(std::string_view typed) {
  for (const auto kind : {saudi::IdentityKind::gcc, saudi::IdentityKind::passport}) {
    if (const auto read = saudi::read_identity(typed)) return read->number;
    if (const auto read = saudi::read_identity(kind, typed)) return read->number;
  }
  return {};
}

Read email(std::string_view typed) {
  const auto text = trim(strip_invisible(typed));
  return saudi::is_email(text) ? Read(text) : Read();
}

constexpr Rule rules[] = {
    {"gender",          "party.choice",
     [](std::string_view typed) {
       return choice(typed, {"male", "female"});
     }                                                                       },
    {"region",          "party.region",             region                   },
    {"phone",           "party.phone_form",         saudi::read_mobile       },
    {"email",           "party.email_form",         email                    },
    {"short_address",   "party.short_address_form", saudi::read_short_address},
    {"iban",            "party.iban_form",          saudi::read_iban         },
    {"identity_type",   "identity.type",            identity_type            },
    {"identity_number", "identity.number",          identity_number          },
    {"household_size",  "party.number_form",        household                },
    {"income",          "party.number_form",
     [](std::string_view typed) { return digits(typed, income_digits_max); } },
};

Refusal refused(std::string code, const std::string& pointer,
                std::map<std::string, std::string> parameters = {}) {
  return refuse(
      RefusalKind::rule_not_met,
      Obstacle{.code = std::move(code), .field = pointer, .parameters = std::move(parameters)});
}

std::string single_spaces(std::string_view text) {
  std::string single;
  for (const auto& word : split(text, ' ')) {
    if (!word.empty()) single += (single.empty() ? "" : " ") + word;
  }
  return single;
}

// One line of text as it is kept: the letters untouched.
Result<std::string> read_line(std::string_view typed, const std::string& pointer) {
  if (!is_utf8(typed)) return refused("party.text_control", pointer);
  if (has_bidi_control(typed)) return refused("party.text_bidi", pointer);
  const auto text = single_spaces(trim(typed));
  if (has_control(text) || text.find_first_of("\n\t") != text.npos) {
    return refused("party.text_control", pointer);
  }
  const auto count = length(text);
  if (count < name_characters_min || count > limits::name_characters_max) {
    return refused("party.text_length", pointer,
                   {
                       {"from", std::to_string(name_characters_min)        },
                       {"to",   std::to_string(limits::name_characters_max)}
    });
  }
  return text;
}

Result<Value> read_birth_date(std::string_view typed, std::string_view calendar, Date today,
                              const std::string& pointer) {
  const auto date = read_date(typed, calendar);
  if (!date || !saudi::to_hijri(date->date)) return refused("party.date", pointer);
  if (date->date > today) return refused("party.date_future", pointer);
  return Value{iso(date->date), date->calendar, date->printed};
}

}  // namespace

std::optional<PrintedDate> read_date(std::string_view typed, std::string_view calendar) {
  const auto text = without_spaces(fold_digits(strip_invisible(typed)));
  if (calendar != "" && calendar != "hijri" && calendar != "gregorian") return std::nullopt;
  const auto gregorian = parse_date(text);
  if (calendar != "hijri") {
    if (!gregorian) return std::nullopt;
    return PrintedDate{*gregorian, "gregorian", iso(*gregorian)};
  }
  if (const auto hijri = saudi::parse_hijri(text)) {  // 1300 to 1600: no Gregorian day of a life
    return PrintedDate{*saudi::from_hijri(*hijri), "hijri", text};
  }
  if (!gregorian) return std::nullopt;
  const auto hijri = saudi::to_hijri(*gregorian);
  if (!hijri) return std::nullopt;
  return PrintedDate{*gregorian, "hijri", saudi::iso(*hijri)};
}

Result<Value> read_value(std::string_view field, std::string_view typed, std::string_view calendar,
                         Date today, const std::string& pointer) {
  const auto& known = policy::known_as_names();
  if (std::ranges::find(known, field) == known.end()) {
    return refused("party.field_unknown", pointer);
  }
  if (field == "birth_date") return read_birth_date(typed, calendar, today, pointer);
  for (const auto& rule : rules) {
    if (rule.field != field) continue;
    auto read = rule.read(typed);
    if (!read) return refused(std::string(rule.code), pointer);
    return Value{*std::move(read), {}, {}};
  }
  return Value{TRY(read_line(typed, pointer)), {}, {}};  // names, places, nationality …
}

}  // namespace parties
