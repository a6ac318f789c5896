#include "organisation/calendar.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>

#include "base/text.h"
#include "organisation/texts.h"
#include "organisation/years_by.h"

namespace organisation {
namespace {

constexpr std::size_t holidays_max = 400;
constexpr std::size_t spans_max = 4;
constexpr int minutes_of_day = 24 * 60;

using Spans = std::vector<saudi::DaySpan>;

std::string encode(const std::vector<int>& days) {
  std::vector<std::string> parts;
  parts.reserve(days.size());
  for (const int day : days) parts.push_back(std::to_string(day));
  return join(parts, ",");
}

std::string encode(const Spans& spans) {
  std::vector<std::string> parts;
  for (const auto& span : spans) {
    parts.push_back(std::to_string(span.from) + "-" + std::to_string(span.to));
  }
  return join(parts, ",");
}

int number(std::string_view text) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{}) throw std::runtime_error("a stored setting is no number");
  return value;
}

void decode(std::string_view text, std::vector<int>& days) {
  days.clear();
  if (text.empty()) return;
  for (const auto& part : split(text, ',')) days.push_back(number(part));
}

void decode(std::string_view text, Spans& spans) {
  spans.clear();
  for (const auto& part : split(text, ',')) {
    const auto ends = split(part, '-');
    if (ends.size() != 2) throw std::runtime_error("a stored setting is no span");
    spans.push_back({number(ends[0]), number(ends[1])});
  }
}

const db::Sql select_settings(R"sql(
  SELECT name, value FROM association_settings WHERE association_id = $1)sql");

void load_settings(db::Transaction& tx, const AssociationId& association, Calendar& calendar) {
  tx.each(
      select_settings,
      [&](const db::Row& row) {
        const auto name = row.text(0);
        if (name == "rest_days") decode(row.text(1), calendar.rest_days);
        if (name == "hours") decode(row.text(1), calendar.hours);
        if (name == "ramadan_hours") decode(row.text(1), calendar.ramadan_hours);
        if (name == "years_by" && row.text(1) == name_of(saudi::YearsBy::gregorian))
          calendar.years_by = saudi::YearsBy::gregorian;
      },
      association);
}

const db::Sql upsert_setting(R"sql(
  INSERT INTO association_settings (association_id, name, value, changed_at)
  VALUES ($1, $2, $3, $4)
  ON CONFLICT (association_id, name) DO UPDATE SET value = $3, changed_at = $4)sql");

const db::Sql select_holidays(R"sql(
  SELECT date, title, state FROM holidays WHERE association_id = $1)sql");

// Stored days over proposed ones, by date.
std::vector<Holiday> load_holidays(db::Transaction& tx, const AssociationId& association,
                                   std::vector<Holiday> proposed) {
  std::map<Date, Holiday> by_date;
  for (auto& holiday : proposed) by_date.emplace(holiday.date, std::move(holiday));
  tx.each(
      select_holidays,
      [&](const db::Row& row) {
        const Date date{static_cast<std::int32_t>(row.integer(0))};
        if (row.text(2) == "confirmed") {
          by_date[date] = {date, decode_text(row.text(1)), false};
        } else {
          by_date.erase(date);
        }
      },
      association);
  std::vector<Holiday> holidays;
  holidays.reserve(by_date.size());
  for (auto& [date, holiday] : by_date) holidays.push_back(std::move(holiday));
  return holidays;
}

bool spans_fit(const Spans& spans) {
  if (spans.empty() || spans.size() > spans_max) return false;
  int free_from = 0;
  for (const auto& span : spans) {
    if (span.from < free_from || span.to <= span.from || span.to > minutes_of_day) return false;
    free_from = span.to;
  }
  return true;
}

bool rest_days_fit(const std::vector<int>& days) {
  const std::set<int> distinct(days.begin(), days.end());
  if (distinct.size() != days.size() || distinct.size() > 6) return false;
  return distinct.empty() || (*distinct.begin() >= 0 && *distinct.rbegin() <= 6);
}

// Cleaned by the way: titles trimmed, days by date.
Result<Calendar> check(const Calendar& given) {
  Refusal refusal{RefusalKind::rule_not_met, {}};
  const auto add = [&](std::string code, std::string field) {
    refusal.obstacles.push_back({.code = std::move(code), .field = std::move(field)});
  };
  if (!rest_days_fit(given.rest_days)) add("calendar.rest_days", "/rest_days");
  if (!spans_fit(given.hours)) add("calendar.hours", "/hours");
  if (!spans_fit(given.ramadan_hours)) add("calendar.hours", "/ramadan_hours");
  if (given.holidays.size() > holidays_max) {
    add("calendar.too_many", "/holidays");
    return refusal;
  }
  Calendar cleaned = given;
  std::set<Date> dates;
  for (std::size_t i = 0; i < cleaned.holidays.size(); ++i) {
    auto& holiday = cleaned.holidays[i];
    const auto field = "/holidays/" + std::to_string(i);
    if (!dates.insert(holiday.date).second) add("calendar.holiday_twice", field);
    auto title = clean_text(holiday.title, "calendar.title", field + "/title");
    if (title.ok()) {
      holiday.title = std::move(title).value();
    } else {
      refusal.obstacles.push_back(title.refusal().obstacles.front());
    }
  }
  if (!refusal.obstacles.empty()) return refusal;
  std::sort(cleaned.rest_days.begin(), cleaned.rest_days.end());
  return cleaned;
}

const db::Sql delete_confirmed(R"sql(
  DELETE FROM holidays WHERE association_id = $1 AND state = 'confirmed')sql");
const db::Sql upsert_holiday(R"sql(
  INSERT INTO holidays (association_id, date, title, state, changed_at)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (association_id, date) DO UPDATE SET title = $3, state = $4, changed_at = $5)sql");
const db::Sql delete_holiday(R"sql(
  DELETE FROM holidays WHERE association_id = $1 AND date = $2)sql");

void save_holidays(db::Transaction& tx, const AssociationId& association,
                   const std::vector<Holiday>& given, Instant now) {
  tx.execute(delete_confirmed, association);
  std::set<Date> there;
  for (const auto& holiday : given) {
    there.insert(holiday.date);
    if (holiday.proposed) {
      tx.execute(delete_holiday, association, holiday.date.days);
    } else {
      tx.execute(upsert_holiday, association, holiday.date.days, encode_text(holiday.title),
                 "confirmed", now);
    }
  }
  for (const auto& proposal : proposed_holidays(parts(riyadh_date(now)).year)) {
    if (there.contains(proposal.date)) continue;
    tx.execute(upsert_holiday, association, proposal.date.days, encode_text(proposal.title),
               "taken_away", now);
  }
}

}  // namespace

Calendar load_calendar(db::Transaction& tx, const AssociationId& association, Instant now) {
  Calendar calendar;
  load_settings(tx, association, calendar);
  calendar.holidays =
      load_holidays(tx, association, proposed_holidays(parts(riyadh_date(now)).year));
  return calendar;
}

Result<Done> save_calendar(db::Transaction& tx, const AssociationId& association,
                           const audit::Who& by, const Calendar& given, Instant now) {
  const auto calendar = TRY(check(given));
  tx.execute(upsert_setting, association, "rest_days", encode(calendar.rest_days), now);
  tx.execute(upsert_setting, association, "hours", encode(calendar.hours), now);
  tx.execute(upsert_setting, association, "ramadan_hours", encode(calendar.ramadan_hours), now);
  tx.execute(upsert_setting, association, "years_by", name_of(calendar.years_by), now);
  save_holidays(tx, association, calendar.holidays, now);
  audit::record(tx, association, by, now,
                {.action = "calendar.changed", .object = association.text});
  return Done{};
}

namespace {

// From the year before `year`, since what is recorded today may have happened in it, to the third
// after. Computed once a year: every action counts with them. Not by each thread for itself, since
// to note what a thread leaves behind takes memory, and without it the C library ends the program.
std::shared_ptr<const std::set<Date>> proposed_dates(int year) {
  static std::mutex mutex;
  static std::shared_ptr<const std::set<Date>> computed;
  static int computed_for = 0;
  const std::lock_guard lock(mutex);
  if (computed_for != year) {
    auto dates = std::make_shared<std::set<Date>>();
    for (const int from : {year - 1, year + 2}) {
      for (const auto& holiday : proposed_holidays(from)) {
        if (parts(holiday.date).year <= year + 2) dates->insert(holiday.date);
      }
    }
    computed = std::move(dates);
    computed_for = year;
  }
  return computed;
}

}  // namespace

saudi::WorkingCalendar working_calendar(db::Transaction& tx, const api::Tenant& tenant,
                                        Instant now) {
  Calendar calendar;
  load_settings(tx, tenant.id, calendar);
  auto dates = *proposed_dates(parts(riyadh_date(now)).year);
  tx.each(
      select_holidays,
      [&](const db::Row& row) {
        const Date date{static_cast<std::int32_t>(row.integer(0))};
        if (row.text(2) == "confirmed") {
          dates.insert(date);
        } else {
          dates.erase(date);
        }
      },
      tenant.id);
  return {
      .rest_days = std::move(calendar.rest_days),
      .holidays = {dates.begin(), dates.end()},
      .hours = std::move(calendar.hours),
      .ramadan_hours = std::move(calendar.ramadan_hours)
  };
}

}  // namespace organisation
