#include <algorithm>
#include <charconv>

#include "base/json.h"
#include "base/text.h"
#include "platform/kernel/kernel.h"
#include "requests/item_values.h"
#include "requests/write_record.h"
#include "saudi/contact.h"
#include "saudi/hijri.h"
#include "saudi/identity.h"
#include "saudi/regions.h"

namespace requests {
namespace {

constexpr std::size_t attachments_max = 5;
constexpr std::int64_t number_max = 1'000'000'000'000;

// Reads one value into its stored form; obstacles land on "/values/<item>".
class ValueReader {
 public:
  ValueReader(const policy::Item& item, std::vector<Obstacle>& obstacles)
      : item_(item), obstacles_(obstacles) {}

  ItemValue read(const ItemValue& given) {
    switch (item_.kind) {
      case policy::ItemKind::upload:
        return read_upload(given);
      case policy::ItemKind::sighted:
        return read_sighted(given);
      case policy::ItemKind::field:
        break;
    }
    if (item_.type == policy::ValueType::date) return read_date(given);
    if (!given.text) return refused("value.wrong_shape");
    if (has_control(*given.text)) return refused("text.control_character");
    const bool free =
        item_.type == policy::ValueType::text || item_.type == policy::ValueType::long_text;
    if (free && has_bidi_control(*given.text)) return refused("text.bidi_control");
    return {.text = read_text(trim(strip_invisible(*given.text)))};
  }

 private:
  ItemValue refused(std::string code, std::map<std::string, std::string> parameters = {},
                    const std::string& at = {}) {
    obstacles_.push_back({.code = std::move(code),
                          .field = "/values/" + item_.id + at,
                          .parameters = std::move(parameters)});
    return {};
  }

  std::string taken(const std::optional<std::string>& read, std::string code) {
    if (!read) refused(std::move(code));
    return read.value_or("");
  }

  std::string read_text(const std::string& text) {
    using Type = policy::ValueType;
    switch (item_.type) {
      case Type::number:
      case Type::money:
        return read_number(fold_digits(text));
      case Type::choice:
        if (std::ranges::find(item_.choices, text, &policy::Choice::id) == item_.choices.end())
          refused("value.choice");
        return text;
      case Type::yes_no:
        if (text != "yes" && text != "no") refused("value.choice");
        return text;
      case Type::phone:
        return taken(saudi::read_phone(text), "value.phone");
      case Type::email:
        if (!saudi::is_email(text)) refused("value.email");
        return text;
      case Type::identity_number: {
        const auto read = saudi::read_identity(text);
        return taken(read ? std::optional(read->number) : std::nullopt, "value.identity_number");
      }
      case Type::iban:
        return taken(saudi::read_iban(text), "value.iban");
      case Type::short_address:
        return taken(saudi::read_short_address(text), "value.short_address");
      case Type::region:
        if (saudi::region(text) == nullptr) refused("value.region");
        return text;
      default:
        return read_free(text);
    }
  }

  std::string read_free(const std::string& text) {
    const auto most = item_.max > 0 ? static_cast<std::size_t>(item_.max)
                      : item_.type == policy::ValueType::long_text ? limits::text_characters_max
                                                                   : limits::line_characters_max;
    const auto least =
        static_cast<std::size_t>(std::max<std::int64_t>(item_.min, text.empty() ? 0 : 1));
    if (length(text) > most)
      refused("value.too_long", {
                                    {"max", std::to_string(most)}
      });
    if (length(text) < least)
      refused("value.too_short", {
                                     {"min", std::to_string(least)}
      });
    return text;
  }

  std::string read_number(const std::string& digits) {
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) {
      refused("value.number");
      return {};
    }
    const std::int64_t most = item_.max > 0 ? item_.max : number_max;
    if (value < item_.min || value > most) {
      refused("value.out_of_range",
              {
                  {"min", std::to_string(item_.min)},
                  {"max", std::to_string(most)     }
      });
    }
    return std::to_string(value);
  }

  // A Gregorian ISO date; what was typed in the Hijri calendar arrives as its Gregorian day with
  // calendar "hijri".
  ItemValue read_date(const ItemValue& given) {
    const auto date = given.date ? parse_date(*given.date) : std::nullopt;
    if (!date || !saudi::to_hijri(*date)) return refused("value.date");
    if (given.calendar && *given.calendar != "hijri" && *given.calendar != "gregorian")
      return refused("value.date");
    return {.date = iso(*date), .calendar = given.calendar.value_or("gregorian")};
  }

  ItemValue read_upload(const ItemValue& given) {
    if (!given.attachments || given.attachments->empty() ||
        given.attachments->size() > attachments_max) {
      return refused("value.attachments", {
                                              {"max", std::to_string(attachments_max)}
      });
    }
    for (const auto& id : *given.attachments) {
      if (!is_id(id)) return refused("value.attachment_unknown");
    }
    return {.attachments = given.attachments};
  }

  bool checks(policy::Check wanted) const {
    return std::ranges::find(item_.checks, wanted) != item_.checks.end();
  }

  // An identity document is read by its kind's rule; any other (a deed, a licence) has a number of
  // free form.
  ItemValue read_sighted(const ItemValue& given) {
    if (!given.sighted) return refused("value.wrong_shape");
    SightedValue read{given.sighted->type, {}, {}, given.sighted->calendar};
    const auto kind = saudi::identity_kind_named(read.type);
    if (checks(policy::Check::identity) || kind) {
      if (!kind) return refused("value.document_type", {}, "/sighted/type");
      const auto number = saudi::read_identity(*kind, given.sighted->number);
      if (!number) refused("value.identity_number", {}, "/sighted/number");
      read.number = number ? number->number : "";
    } else {
      read.type = "other";
      read.number = trim(fold_digits(strip_invisible(given.sighted->number)));
      if (read.number.empty() || length(read.number) > 40)
        refused("value.document_number", {}, "/sighted/number");
    }
    const bool dated = checks(policy::Check::expiry) || !given.sighted->expires_on.empty();
    const auto expires = parse_date(given.sighted->expires_on);
    if (dated && !expires) refused("value.date", {}, "/sighted/expires_on");
    if (expires) read.expires_on = iso(*expires);
    return {.sighted = read};
  }

  const policy::Item& item_;
  std::vector<Obstacle>& obstacles_;
};

bool is_blank(const ItemValue& value) {
  const bool text = value.text && !trim(*value.text).empty();
  return !text && !value.date && !value.sighted &&
         (!value.attachments || value.attachments->empty());
}

bool compare(const std::map<std::string, std::string>& facts, const policy::Condition& condition) {
  const auto found = facts.find(condition.fact);
  const std::string value = found == facts.end() ? "" : found->second;
  using enum policy::Comparison;
  switch (condition.comparison) {
    case equals:
      return value == condition.value;
    case differs:
      return value != condition.value;
    case present:
      return !value.empty();
    case absent:
      return value.empty();
    default:
      return true;  // numbers are the engine's to compare
  }
}

}  // namespace

void add_value_fact(const std::string& item, const ItemValue& value,
                    std::map<std::string, std::string>& facts) {
  const std::string fact = is_record(item) ? item : "item." + item;
  if (value.text || value.date) {
    facts[fact] = value.text ? *value.text : *value.date;
  } else if (!is_blank(value)) {
    facts[fact] = "given";
  }
}

void add_value_facts(const ItemValues& values, std::map<std::string, std::string>& facts) {
  for (const auto& [item, value] : values) add_value_fact(item, value, facts);
}

Result<ItemValues> read_values(const policy::RequestKind& kind, const ItemValues& values,
                               const std::map<std::string, std::string>& other_facts) {
  return read_items(kind.items, values, other_facts);
}

Result<ItemValues> read_items(const std::vector<policy::Item>& items, const ItemValues& values,
                              const std::map<std::string, std::string>& other_facts) {
  std::vector<Obstacle> obstacles;
  ItemValues read;
  auto facts = other_facts;
  add_value_facts(values, facts);
  for (const auto& [id, value] : values) {
    const auto item = std::ranges::find(items, id, &policy::Item::id);
    if (item == items.end()) {
      obstacles.push_back({.code = "value.unknown_item", .field = "/values/" + id});
      continue;
    }
    const bool asked =
        std::ranges::all_of(item->when, [&](const auto& when) { return compare(facts, when); });
    if (!asked || is_blank(value)) continue;
    read[id] = ValueReader(*item, obstacles).read(value);
  }
  if (!obstacles.empty()) return Refusal{RefusalKind::invalid, std::move(obstacles)};
  return read;
}

std::string digest_of(const ItemValue& value,
                      const std::map<std::string, std::string>& file_digests) {
  std::string whole = json::write(value);
  if (value.attachments) {
    for (const auto& id : *value.attachments) {
      const auto found = file_digests.find(id);
      whole += "\n" + (found == file_digests.end() ? std::string("missing") : found->second);
    }
  }
  return hex(seal::blake2b(whole));
}

std::string content_digest(const std::map<std::string, std::string>& item_digests,
                           int declaration_version) {
  return hex(seal::blake2b("{\"declaration_version\":" + std::to_string(declaration_version) +
                           ",\"items\":" + json::write(item_digests) + "}"));
}

}  // namespace requests
