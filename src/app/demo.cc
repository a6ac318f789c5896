#include "app/demo.h"

#include <boost/json.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "app/commands.h"
#include "app/console.h"
#include "app/crowd.h"
#include "app/demo_words.h"
#include "base/json.h"
#include "platform/files/files.h"
#include "platform/kernel/problem.h"

namespace app {
namespace {

struct Plan {
  std::string_view slug;
  std::uint32_t seed;
  int people, requests, first_phone;
};
// One association for each policy that is shipped.
constexpr Plan plans[] = {
    {"teryaq",          1447, 120, 180, 0    },
    {"aoun",            1448, 80,  120, 5'000},
    {"quran-education", 1449, 40,  60,  6'000},
    {"deem",            1450, 60,  90,  7'000},
    {"tawazun",         1451, 60,  90,  8'000},
};

constexpr std::string_view demo_password = "sila-demo-2026-only";
const audit::Who founder{.kind = "operator", .id = "demo"};

// The smallest PDF that libmagic knows as one: the papers of the demo.
constexpr std::string_view paper =
    "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

}  // namespace

DemoTown::DemoTown(House& house, kernel::Clock& clock, std::string slug, std::uint32_t seed,
                   int first_phone)
    : house_(house),
      clock_(clock),
      slug_(std::move(slug)),
      pack_(slug_),
      random_(seed),
      first_phone_(first_phone),
      note_(demo_words().note) {}

void DemoTown::is_crowd(DemoCrowd given) {
  pack_ = std::move(given.pack);
  names_ = std::move(given.names);
  colleagues_ = given.colleagues;
  often_asked_ = OftenAsked::short_ones;
}

std::string DemoTown::answer_in_words(const policy::Item& item) {
  for (const auto& one : demo_words().answers) {
    if (one.item == item.id || one.item == pack_ + "." + item.id)
      return one.texts[answered_++ % one.texts.size()];
  }
  return item.title.at("ar");
}

api::Call DemoTown::call_as(const auth::Actor& actor,
                            std::vector<std::pair<std::string, std::string>> params) {
  static bool keep = false;
  api::Call call{.tenant = *tenant_, .actor = actor, .now = clock_.now()};
  call.keep_refused = &keep;
  call.param = [params = std::move(params)](std::string_view name) {
    for (const auto& [key, value] : params) {
      if (key == name) return value;
    }
    return std::string();
  };
  call.argument = [](std::string_view) { return std::optional<std::string>(); };
  return call;
}

void DemoTown::invite(const std::string& login, std::set<Role> roles, const std::string& name,
                      const std::string& stored, std::vector<BranchId> branches) {
  const std::string email = login + "@" + slug_ + ".example";
  const auto& id = tenant_->id;
  const auto invited = must<auth::Invited>([&](db::Transaction& tx) {
    return auth::invite_staff(tx, *tenant_->keeper, id, founder, clock_.now(),
                              {.name = name, .email = email, .roles = roles, .branches = branches});
  });
  const auto signed_in = must<auth::NewSignIn>([&](db::Transaction& tx) -> Result<auth::NewSignIn> {
    const auto setup =
        TRY(auth::find_setup(tx, *tenant_->keeper, id, invited.token, peer_, clock_.now()));
    return auth::complete_setup(tx, *tenant_->keeper, id, setup, {name, email, stored},
                                clock_.now());
  });
  staff_.push_back({login, signed_in.actor, email});
}

std::string DemoTown::person_name(bool woman) {
  return demo_name(woman, [&](std::size_t below) {
    return static_cast<std::size_t>(pick(static_cast<int>(below)));
  });
}

void DemoTown::found(const std::string& stored) {
  const auto files = organisation::read_pack_folder(house_.config().policies + "/" + pack_);
  const auto read = policy::parse(files);
  if (!read.pack) throw std::runtime_error("the policy pack of " + pack_ + " is refused");
  if (!house_.directory().create({slug_, names_.empty() ? read.pack->name : names_}, "demo"))
    throw std::runtime_error("the demo association was refused");
  tenant_ = house_.directory().find(slug_);
  must<Done>([&](db::Transaction& tx) -> Result<Done> {
    const auto imported =
        organisation::import_policy(tx, tenant_->id, founder, files, clock_.now());
    if (!imported.version)
      throw std::runtime_error(policy::describe(imported.problems.front(), "en"));
    TRY(organisation::put_in_force(tx, *tenant_, founder, imported.version->digest, clock_.now(),
                                   clock_.now()));
    return Done{};
  });
  tenant_->policy_changed();
  const auto branch = must<organisation::Branch>([&](db::Transaction& tx) {
    return organisation::add_branch(tx, tenant_->id, founder, tenant_->names, clock_.now());
  });
  using enum Role;
  invite("officer", {officer}, person_name(true), stored, {});
  invite("officer2", {officer}, person_name(false), stored, {});
  invite("researcher", {researcher}, person_name(true), stored, {});
  invite("secretary", {secretary}, person_name(false), stored, {});
  invite("member", {committee_member}, person_name(false), stored, {});
  invite("supervisor", {supervisor}, person_name(true), stored, {});
  invite("delegate", {delegate}, person_name(false), stored, {branch.id});
  invite("quality", {quality_manager}, person_name(true), stored, {});
  invite("director", {director}, person_name(false), stored, {});
  invite("board", {board_member}, person_name(false), stored, {});
  invite("admin", {administrator}, person_name(true), stored, {});
  hire(stored);
  acknowledge();
}

// As many more of each who works on requests.
void DemoTown::hire(const std::string& stored) {
  using enum Role;
  static const std::pair<const char*, Role> jobs[] = {
      {"officer",    officer         },
      {"researcher", researcher      },
      {"secretary",  secretary       },
      {"member",     committee_member},
      {"supervisor", supervisor      },
      {"quality",    quality_manager },
      {"director",   director        },
  };
  for (int more = 0; more < colleagues_; ++more) {
    peer_ = "127.0.0." + std::to_string(more + 2);  // one address signs in so often, no more
    for (const auto& [login, role] : jobs) {
      const std::string number = std::to_string(more + (role == officer ? 3 : 2));
      invite(login + number, {role}, person_name(more % 2 == 0), stored, {});
    }
  }
}

// Who works under the policy has acknowledged it (F4); who only sits on a body has yet to.
void DemoTown::acknowledge() {
  const auto digest = tenant_->policy_in_force()->digest;
  for (const auto& member : staff_) {
    if (member.actor.has(Role::committee_member)) continue;
    must<Done>([&](db::Transaction& tx) {
      return organisation::acknowledge(tx, *tenant_, member.actor, digest, clock_.now());
    });
  }
}

PartyId DemoTown::register_somebody(int number) {
  const bool woman = number % 2 == 0;
  parties::ClaimGiven given{.full_name = person_name(woman)};
  char phone[32];
  std::snprintf(phone, sizeof phone, "+96650000%04d", number % 10'000);
  given.phone = phone;
  given.source = parties::Source::desk;
  given.entered_by = worker({Role::officer}).id;
  return must<PartyId>([&](db::Transaction& tx) {
    return parties::create_claim(
        tx, *tenant_, given, auth::who_of(worker({Role::officer}), auth::Action::person_register),
        clock_.now());
  });
}

// H1: one open request of a kind at a time.
PartyId DemoTown::somebody_without(const Case& one, const std::vector<Case>& cases) {
  const auto fate = static_cast<std::size_t>(one.fate);
  const auto first = often_asked_ == OftenAsked::short_ones ? fate * fate + 7 * fate : fate;
  for (std::size_t i = 0; i < people_.size(); ++i) {
    const auto& person = people_[(first + i) % people_.size()];
    if (std::ranges::none_of(cases, [&](const Case& other) {
          return other.person == person && other.kind == one.kind && !other.over;
        }))
      return person;
  }
  throw std::runtime_error("the demo has too few people");
}

void DemoTown::receive(Case& one, const std::vector<Case>& cases) {
  const auto pack = tenant_->policy_in_force();
  const auto& officer =
      one.fate % 2 == 0 ? worker({Role::officer}) : second(worker({Role::officer}));
  const auto* kind = pack->kind(one.kind);
  requests::OpenRequestBody body{
      .kind = one.kind,
      .channel = kind->channels[static_cast<std::size_t>(one.fate) % kind->channels.size()]};
  one.officer = &officer;
  one.person = somebody_without(one, cases);
  body.beneficiary = one.person.text;
  const auto open = must<requests::OpenRequest>([&](db::Transaction& tx) {
    const auto call = call_as(officer);
    return requests::take_request(tx, call, body);
  });
  one.id = open.row.id;
  ++requests_;
  if (one.fate % 61 == 31) receive_again(one, body);
}

// Now and then the same matter is entered a second time, and found to be.
void DemoTown::receive_again(const Case& one, const requests::OpenRequestBody& body) {
  ++requests_;
  const auto again = must<requests::OpenRequest>(
      [&](db::Transaction& tx) { return requests::take_request(tx, call_as(*one.officer), body); });
  if (!perform(*one.officer, again.row.id,
               requests::deed_of(requests::MergeBody{one.id.text, note_})))
    throw std::runtime_error("the demo could not merge a request entered twice");
}

void DemoTown::submit(const Case& one) {
  const auto& officer = *one.officer;
  // In its own data folder: two demos made at once do not take each other's paper away.
  const auto spool = std::filesystem::path(house_.config().data) / "demo-paper.pdf";
  std::ofstream(spool, std::ios::binary) << paper;
  must<Done>([&](db::Transaction& tx) -> Result<Done> {
    auto call = call_as(officer, {
                                     {"id", one.id.text}
    });
    auto open = TRY(requests::open_request(tx, *tenant_, one.id));
    auto values = values_for(open.kind(), open, tx);
    for (const auto& item : open.kind().items) {
      if (item.kind != policy::ItemKind::upload) continue;
      const auto inspected = TRY(files::inspect(spool.string(), "paper.pdf"));
      const auto file = TRY(files::store(tx, *tenant_->keeper, tenant_->id, open.row.beneficiary,
                                         clock_.now(), inspected, spool.string()));
      values[item.id].attachments = std::vector<std::string>{file.id.text};
    }
    call.actor.acting_for = open.row.beneficiary;
    const auto digest =
        TRY(requests::digest_values(tx, call, {open.row.kind, values, one.id.text, {}}));
    call.actor.acting_for = {};
    requests::Submission submission{values, {}};
    if (open.kind().declaration) {
      submission.signature = requests::Signature{.method = "witness",
                                                 .witness = officer.name,
                                                 .declaration_version = digest.declaration_version,
                                                 .content_digest = digest.content_digest};
    }
    return requests::submit_values(tx, call, open, submission);
  });
  std::filesystem::remove(spool);
}

namespace {
// What an association is there for: studied, and not in haste. Where many people ask, most ask
// something that is answered at once.
std::size_t weight_of(const policy::RequestKind& kind, OftenAsked asked) {
  const bool is_studied = std::ranges::any_of(
      kind.steps, [](const policy::Step& step) { return step.kind == policy::StepKind::study; });
  if (asked == OftenAsked::short_ones) return is_studied ? 1 : kind.steps.size() <= 5 ? 6 : 2;
  return is_studied && !kind.emergency ? 4 : 1;
}
}  // namespace

void DemoTown::live(int people, int requests_wanted, Instant from, Instant to) {
  clock_.set(from);
  for (int i = 0; i < people; ++i) people_.push_back(register_somebody(i + first_phone_));
  const auto pack = tenant_->policy_in_force();
  std::vector<std::string> kinds;
  for (const auto& kind : pack->kinds)
    kinds.insert(kinds.end(), weight_of(kind, often_asked_), kind.id);
  std::vector<Case> cases;
  const std::int64_t span_ms = to.ms - from.ms;
  for (int i = 0; i < requests_wanted; ++i) {
    Case one{.kind = kinds[static_cast<std::size_t>(i) % kinds.size()], .fate = i};
    one.next = from + span_ms * i / requests_wanted + pick(6) * hour_ms;
    cases.push_back(one);
  }
  for (Instant day = from; day < to; day = day + day_ms) {
    for (auto& one : cases) {
      if (one.over || one.next > day) continue;
      clock_.set(day + pick(420) * minute_ms);
      if (one.id.empty()) {
        receive(one, cases);
      } else {
        move_on(one);
      }
      one.next = day + (1 + pick(one.fate % 6 == 1 ? 9 : 3)) * day_ms;
    }
    clock_.set(day + 8 * hour_ms);
    requests::run_due(*tenant_, clock_.now());
    tenant_->runner->run_due();
  }
}

namespace {

void write_logins(const kernel::Config& config,
                  const std::vector<std::unique_ptr<DemoTown>>& towns) {
  std::ofstream text(config.data + "/demo-logins.txt");
  std::ofstream document(config.data + "/demo-logins.json");
  document << "{";
  for (const auto& town : towns) {
    text << town->slug() << ": portal {address}/" << town->slug() << "/  desk {address}/desk/"
         << town->slug() << "/  messages {address}/mail/" << town->slug() << "\n";
    document << (town == towns.front() ? "" : ",") << "\"" << town->slug() << "\":{";
    for (const auto& member : town->staff()) {
      text << "  " << member.email << "  " << demo_password << "\n";
      document << (&member == &town->staff().front() ? "" : ",") << "\"" << member.login
               << "\":{\"email\":\"" << member.email << "\",\"password\":\"" << demo_password
               << "\",\"id\":\"" << member.actor.id << "\"}";
    }
    document << "}";
  }
  document << "}\n";
}

}  // namespace

int make_demo(const kernel::Config& given, const CrowdWanted& crowd) {
  kernel::Config config = given;
  config.demo = true;
  if (crowd.people > 0 || crowd.requests > 0) {
    const auto why = why_no_crowd(crowd);
    if (!why.empty()) {
      print_error("sila: " + why);
      return 2;
    }
  }
  if (std::filesystem::exists(config.data + "/directory.db")) {
    print_error("sila: " + config.data +
                " holds data already; demo data is only made in an empty folder");
    return 1;
  }
  const Instant from = riyadh_midnight(make_date(2026, 8, 9).value()) + 8 * hour_ms;
  const Instant to = riyadh_midnight(make_date(2026, 11, 21).value()) + 8 * hour_ms;
  kernel::Clock clock(from);
  House house({.config = config, .clock = &clock, .runs_jobs = false, .writers = 1});
  const auto stored = house.hasher().hash(std::string(demo_password));
  if (!stored) return complain(stored.refusal());
  std::vector<std::unique_ptr<DemoTown>> towns;
  std::int64_t people = 0, requests = 0;
  for (const auto& plan : plans) {
    clock.set(from);
    auto& town = towns.emplace_back(std::make_unique<DemoTown>(house, clock, std::string(plan.slug),
                                                               plan.seed, plan.first_phone));
    town->found(stored.value());
    town->live(plan.people, plan.requests, from, to);
    people += plan.people;
    requests += town->requests();
  }
  if (crowd.people > 0) towns.push_back(live_crowd(house, clock, crowd, stored.value(), from, to));
  write_logins(config, towns);
  if (crowd.people > 0) {
    const auto made = copy_crowd(house, crowd, towns.back()->staff(), to);
    print(crowd.slug + ": " + std::to_string(made.people) + " people, " +
          std::to_string(made.requests) + " requests, " + std::to_string(made.rows) +
          " rows of copies in " + std::to_string(std::lround(made.seconds)) + " s; of " +
          std::to_string(made.sampled) + " requests put to the engine again " +
          std::to_string(made.legal) + " stand");
    if (made.legal != made.sampled) {
      print_error("sila: " + made.why);
      return 1;
    }
    people += made.people;
    requests += made.requests;
  }
  print("demo data: " + std::to_string(towns.size()) + " associations, " + std::to_string(people) +
        " people, " + std::to_string(requests) + " requests in " + config.data);
  return 0;
}

}  // namespace app
