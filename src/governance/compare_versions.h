#pragma once

#include "governance/versions_view.h"

// What changes from one version, or draft, to another, in words, and whom it leaves as they are.
namespace governance {

// The pack of a version (by digest) or, for whoever may draft, of a draft (by id). Refuses
// policy.unknown, policy.draft_has_problems, at `field`.
Result<std::shared_ptr<const policy::Pack>> pack_named(db::Transaction& tx, const api::Call& call,
                                                       const std::string& name, const char* field);

struct DifferenceLine {
  std::string code;  // "step.at_most.changed"
  int weight = 0;    // 0 first: what changes people's clocks and rights
  policy::Text place, text;
};
BOOST_DESCRIBE_STRUCT(DifferenceLine, (), (code, weight, place, text))

std::vector<DifferenceLine> difference_lines(const policy::Pack& from, const policy::Pack& to);

struct Comparison {
  std::string from, to;
  std::vector<DifferenceLine> lines;
  std::vector<KindCount> kept_by;  // open requests that keep `from`
};
BOOST_DESCRIBE_STRUCT(Comparison, (), (from, to, lines, kept_by))

// ?from=&to=: digests of versions, or ids of drafts. Refuses policy.unknown,
// policy.draft_has_problems (a draft that cannot be read as a policy yet).
Result<Comparison> compare_versions(db::Transaction& tx, const api::Call& call);

}  // namespace governance
