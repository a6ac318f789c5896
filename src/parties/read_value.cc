#include "parties/read_value.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "parties/file_fields.h"
#include "parties/note_death.h"
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

Read digits(std::string_view typed, std::size_t most) {
  const auto text = without_spaces(fold_digits(strip_invisible(typed)));
  const bool fits =
      !text.empty() && text.size() <= most && text.find_first_not_of("0123456789") == text.npos;
  return fits ? Read(text) : Read();
}

Read exactly(std::string_view typed, std::size_t count) {
  auto text = digits(typed, count);
  return text && text->size() == count ? text : Read();
}

// The first digit is the zone, of which there are eight (saudi.md section 2).
Read postal_code(std::string_view typed) {
  auto text = exactly(typed, 5);
  return text && text->front() >= '1' && text->front() <= '8' ? text : Read();
}

Read amount(std::string_view typed) {
  return digits(typed, income_digits_max);
}

Read four_digits(std::string_view typed) {
  return exactly(typed, 4);
}

Read unit_number(std::string_view typed) {
  return digits(typed, 6);
}

Read distance(std::string_view typed) {
  return digits(typed, 4);
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
    {"region",            "party.region",             region                   },
    {"phone",             "party.phone_form",         saudi::read_mobile       },
    {"email",             "party.email_form",         email                    },
    {"short_address",     "party.short_address_form", saudi::read_short_address},
    {"iban",              "party.iban_form",          saudi::read_iban         },
    {"identity_type",     "identity.type",            identity_type            },
    {"identity_number",   "identity.number",          identity_number          },
    {"household_size",    "party.number_form",        household                },
    {"income",            "party.number_form",        amount                   },
    {"obligations",       "party.number_form",        amount                   },
    {"building_number",   "party.digits_form",        four_digits              },
    {"additional_number", "party.digits_form",        four_digits              },
    {"postal_code",       "party.postal_code_form",   postal_code              },
    {"unit_number",       "party.digits_form",        unit_number              },
    {"distance_km",       "party.number_form",        distance                 },
};

struct Words {
  std::string_view field;
  std::array<std::string_view, 7> choices;  // the rest is empty
};
constexpr Words words[] = {
    {"gender",     {"male", "female"}                                                      },
    {"disability", {"none", "mobility", "sight", "hearing", "speech", "mental", "multiple"}},
    {"literacy",   {"reads", "little", "cannot"}                                           },
    {"housing",    {"owned", "rented", "shared", "provided", "none"}                       },
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
  if (file_field(field) == nullptr || field == death_field) {
    return refused("party.field_unknown", pointer);
  }
  if (field == "birth_date") return read_birth_date(typed, calendar, today, pointer);
  for (const auto& [of, choices] : words) {
    if (of != field) continue;
    if (typed.empty() || std::ranges::find(choices, typed) == choices.end())
      return refused("party.choice", pointer);
    return Value{std::string(typed), {}, {}};
  }
  for (const auto& rule : rules) {
    if (rule.field != field) continue;
    auto read = rule.read(typed);
    if (!read) return refused(std::string(rule.code), pointer);
    return Value{*std::move(read), {}, {}};
  }
  return Value{TRY(read_line(typed, pointer)), {}, {}};  // names, places, nationality …
}

}  // namespace parties
