#include "reporting/records.h"

#include <algorithm>
#include <map>

#include "governance/governance.h"
#include "organisation/organisation.h"

namespace reporting {
namespace {

// As many as there are; one is owed where there is none.
RecordFigures at_least_one(std::ptrdiff_t count) {
  return {.owed = count == 0 ? 1 : 0, .kept = count};
}

// Where the policy in force, or what the store holds now, is the record.
struct Source {
  db::Transaction& tx;
  const api::Call& call;
  const policy::Pack& pack;
};
using Measure = RecordFigures (*)(const Source&);

RecordFigures policy_in_force(const Source&) {
  return at_least_one(1);  // without one there is no report
}

// By an act that is recorded here, or as the version's own files state it.
RecordFigures approval(const Source& from) {
  const auto approved = governance::latest_approval(from.tx, from.call.tenant, from.pack.digest);
  return at_least_one(approved && (approved->decided_on || !approved->meeting.empty()) ? 1 : 0);
}

// A review ends in another approval: a year, or what the pack says, from the last one.
RecordFigures review_due(const Source& from) {
  const auto due = governance::review_due(from.tx, from.call.tenant, from.pack);
  if (!due) return at_least_one(0);
  if (riyadh_date(from.call.now) <= *due) return at_least_one(1);
  return {.broken = 1};
}

// F2: what the work rules say of each side.
RecordFigures duties_and_rights(const Source& from) {
  constexpr int sections = 6;  // rights, duties, performance, shortfall, liability, disputes
  return at_least_one(std::ssize(from.pack.terms) >= sections ? 1 : 0);
}

RecordFigures versions(const Source& from) {
  return at_least_one(std::ssize(organisation::list_policy_versions(from.tx, from.call.tenant.id)));
}

RecordFigures legal_references(const Source& from) {
  return at_least_one(std::ssize(from.pack.legal_references));
}

RecordFigures reference_documents(const Source& from) {
  return at_least_one(std::ssize(from.pack.library));
}

RecordFigures printable_forms(const Source& from) {
  return at_least_one(std::ranges::count_if(from.pack.library, &policy::Reference::printable));
}

RecordFigures channels(const Source& from) {
  return at_least_one(std::ssize(from.pack.channels));
}

RecordFigures portal(const Source& from) {
  return at_least_one(std::ranges::count_if(from.pack.kinds, &policy::RequestKind::published));
}

RecordFigures known_values(const Source& from) {
  std::ptrdiff_t known = 0;
  for (const auto& kind : from.pack.kinds) {
    known += std::ranges::count_if(kind.items,
                                   [](const policy::Item& item) { return !item.known_as.empty(); });
  }
  return at_least_one(known);
}

bool promises(const policy::Step& step) {
  return step.within || step.at_least || step.at_most;
}

// What a service promises stands on its page: each published kind with a period.
RecordFigures published_standards(const Source& from) {
  return at_least_one(std::ranges::count_if(from.pack.kinds, [](const policy::RequestKind& kind) {
    return kind.published && std::ranges::any_of(kind.steps, promises);
  }));
}

// The invitation says what rating is for.
RecordFigures rating_explained(const Source& from) {
  return at_least_one(std::ranges::count_if(from.pack.kinds, [&](const policy::RequestKind& kind) {
    return std::ranges::any_of(kind.steps, [&](const policy::Step& step) {
      return step.kind == policy::StepKind::evaluate && from.pack.message(step.message) != nullptr;
    });
  }));
}

// F4: of those who work under it, who acknowledged the version in force.
RecordFigures acknowledgements(const Source& from) {
  RecordFigures figures;
  for (const auto& group :
       governance::count_readers(from.tx, from.call.tenant.id, from.pack.digest)) {
    figures.kept += group.acknowledged;
    figures.owed += group.total - group.acknowledged;
  }
  return figures;
}

// F3: the version in force was made known to whom it binds.
RecordFigures circulation(const Source& from) {
  return at_least_one(
      governance::find_circulation(from.tx, from.call.tenant.id, from.pack.digest) ? 1 : 0);
}

// C10: each branch has a delegate who can sign in.
RecordFigures branches(const Source& from) {
  const auto& association = from.call.tenant.id;
  const auto all = organisation::list_branches(from.tx, association);
  const auto kept = std::ranges::count_if(all, [&](const organisation::Branch& branch) {
    return !organisation::staff_with_roles(from.tx, association, {Role::delegate}, branch.id)
                .empty();
  });
  return all.empty() ? at_least_one(0)
                     : RecordFigures{.owed = std::ssize(all) - kept, .kept = kept};
}

bool any(const Source& from, const db::Sql& sql) {
  return from.tx.each(
             sql, [](const db::Row&) {}, from.call.tenant.id) > 0;
}

}  // namespace

const db::Sql select_any_party(R"sql(
SELECT 1 FROM parties WHERE association_id = $1 AND kind = 'party' AND erased_at IS NULL
 LIMIT 1)sql");
const db::Sql select_any_role(R"sql(
SELECT 1 FROM party_roles WHERE association_id = $1 LIMIT 1)sql");
const db::Sql select_any_opening(R"sql(
SELECT 1 FROM audit_entries
 WHERE association_id = $1 AND action IN ('request.opened', 'party.opened') LIMIT 1)sql");
const db::Sql select_any_outcome(R"sql(
SELECT 1 FROM control_outcomes WHERE association_id = $1 LIMIT 1)sql");
const db::Sql select_any_consent(R"sql(
SELECT 1 FROM consents WHERE association_id = $1 AND purpose = $2 AND given = 1 LIMIT 1)sql");

namespace {

RecordFigures registry_of_parties(const Source& from) {
  return at_least_one(any(from, select_any_party));
}
RecordFigures roles_of_parties(const Source& from) {
  return at_least_one(any(from, select_any_role));
}
RecordFigures openings(const Source& from) {
  return at_least_one(any(from, select_any_opening));
}
// F2: what is late, left out or overridden stands in this report.
RecordFigures shortfalls(const Source& from) {
  return at_least_one(any(from, select_any_outcome));
}

// Each purpose without which nothing is studied has consents on record.
RecordFigures consents(const Source& from) {
  RecordFigures figures;
  for (const auto& purpose : from.pack.purposes) {
    if (!purpose.required) continue;
    const bool given =
        from.tx.each(
            select_any_consent, [](const db::Row&) {}, from.call.tenant.id, purpose.id) > 0;
    ++(given ? figures.kept : figures.owed);
  }
  return figures;
}

const std::map<std::string_view, Measure>& measures() {
  static const std::map<std::string_view, Measure> all = {
      {"acknowledgements",    acknowledgements   },
      {"approval",            approval           },
      {"branches",            branches           },
      {"channels",            channels           },
      {"circulation",         circulation        },
      {"consents",            consents           },
      {"duties_and_rights",   duties_and_rights  },
      {"known_values",        known_values       },
      {"legal_references",    legal_references   },
      {"openings",            openings           },
      {"policy_in_force",     policy_in_force    },
      {"portal",              portal             },
      {"printable_forms",     printable_forms    },
      {"published_standards", published_standards},
      {"rating_explained",    rating_explained   },
      {"reference_documents", reference_documents},
      {"registry_of_parties", registry_of_parties},
      {"review_due",          review_due         },
      {"roles_of_parties",    roles_of_parties   },
      {"shortfalls",          shortfalls         },
      {"versions",            versions           },
  };
  return all;
}

}  // namespace

std::optional<RecordFigures> measure_record(db::Transaction& tx, const api::Call& call,
                                            const policy::Pack& pack, std::string_view name) {
  const auto found = measures().find(name);
  if (found == measures().end()) return std::nullopt;
  return found->second({tx, call, pack});
}

}  // namespace reporting
