#include <algorithm>

#include "base/text.h"
#include "policy/draft.h"

// Controls and the steps they stand on: `on: assistance/study`, `assistance`, `all` (every kind),
// `all/study` (every step of that kind). Records and measures stand on none.
namespace policy {
namespace {

std::string title_of(const Control& control) {
  return std::string(name_of(control.kind)) + '.' + control.name;
}

void report_fit(Draft& draft, const Node& at, const Control& control, std::string_view on) {
  std::vector<std::string> fits;
  for (const std::string& name : step_kind_names())
    if (control_fits(control.kind, control.name, *step_kind_named(name))) fits.push_back(name);
  if (control_fits_whole(control.kind, control.name)) fits.push_back("(request kind)");
  draft.problems.add(at, "pack.control_unfit",
                     {
                         {"found",          title_of(control)},
                         {          "step_kind", std::string(on)                 },
                         { "expected",           join(fits,                            ", ")}
  });
}

// E1 is asked of the region that the applicant gives.
std::string lacking_area(const Pack& pack, const RequestKind& kind) {
  const bool asked = std::any_of(kind.items.begin(), kind.items.end(), [](const Item& item) {
    return item.kind == ItemKind::field && item.type == ValueType::region &&
           std::find(item.checks.begin(), item.checks.end(), Check::residence) != item.checks.end();
  });
  if (pack.area.regions.empty()) return "area";
  return asked ? "" : "type: region, checks: [residence]";
}

// What the control needs of its step, as a word; empty when it is there.
std::string lacking(const Draft& draft, const Control& control, const RequestKind& kind,
                    const Step& step) {
  const auto has_step = [&](StepKind wanted) {
    return std::any_of(kind.steps.begin(), kind.steps.end(),
                       [&](const Step& other) { return other.kind == wanted; });
  };
  const std::string name = title_of(control);
  if (name == "gate.told_first" && !has_step(StepKind::inform)) return "inform";
  if (name == "gate.clarified" && !has_step(StepKind::clarify)) return "clarify";
  if (name == "gate.receipt_confirmed" && !step.receipt) return "receipt: true";
  if (name == "clock.earliest" && !step.at_least) return "at_least";
  const bool studied = step.kind == StepKind::study;  // its missing at_most is reported at the step
  if (name == "clock.latest" && !step.within && !studied) return "within";
  if (name == "right.appeal" && kind.appeal_kind.empty()) return "appeal";
  if (name == "gate.identity_valid" &&
      std::none_of(kind.items.begin(), kind.items.end(), [](const Item& item) {
        return std::find(item.checks.begin(), item.checks.end(), Check::expiry) !=
               item.checks.end();
      }))
    return "checks: [expiry]";
  if (name == "gate.record_complete" && step.record.empty()) return "record";
  if (name == "gate.fee_settled" && !step.fee) return "fee";
  if (name == "gate.attendance_share" && !step.share) return "share";
  if (name == "gate.place_free" && !step.capacity) return "capacity";
  if (name == "gate.consent_to_share" && step.consent.empty()) return "consent";
  if (name == "gate.in_area") return lacking_area(draft.pack, kind);
  if (name == "duty.invited_to_rate" && draft.pack.message(step.message) == nullptr)
    return "message";
  return {};
}

std::string lacking_whole(const Control& control, const RequestKind& kind) {
  const bool rated = std::any_of(kind.steps.begin(), kind.steps.end(),
                                 [](const Step& step) { return step.kind == StepKind::evaluate; });
  if (title_of(control) == "right.rate" && !rated) return "evaluate";
  if (title_of(control) == "right.appeal" && kind.appeal_kind.empty()) return "appeal";
  return {};
}

void add_reference(Draft& draft, Control& control, const Node& at, StepRef reference) {
  const RequestKind& kind = draft.pack.kinds[static_cast<std::size_t>(reference.kind)];
  std::string needs;
  if (reference.step < 0) {
    needs = lacking_whole(control, kind);
  } else {
    needs = lacking(draft, control, kind, kind.steps[static_cast<std::size_t>(reference.step)]);
  }
  if (!needs.empty())
    draft.problems.add(at, "pack.control_needs",
                       {
                           {"found",   title_of(control)},
                           {"needs",   needs            },
                           {"request", kind.id          }
    });
  const bool twice =
      std::any_of(control.steps.begin(), control.steps.end(), [&](const StepRef& other) {
        return other.kind == reference.kind && other.step == reference.step;
      });
  if (!twice) control.steps.push_back(reference);
}

void resolve_all_steps(Draft& draft, Control& control, const Node& at, const std::string& word) {
  const auto kind = step_kind_named(word);
  if (!kind) {
    report_unknown(draft.problems, at, "pack.unknown_step_kind", word, step_kind_names());
    return;
  }
  if (!control_fits(control.kind, control.name, *kind)) {
    report_fit(draft, at, control, word);
    return;
  }
  const std::size_t before = control.steps.size();
  for (std::size_t k = 0; k < draft.pack.kinds.size(); ++k)
    for (std::size_t s = 0; s < draft.pack.kinds[k].steps.size(); ++s)
      if (draft.pack.kinds[k].steps[s].kind == *kind)
        add_reference(draft, control, at, {static_cast<int>(k), static_cast<int>(s)});
  if (control.steps.size() == before)
    draft.problems.add(at, "pack.control_on_nothing",
                       {
                           {"found", at.text}
    });
}

void resolve_whole(Draft& draft, Control& control, const Node& at, const std::string& word) {
  if (!control_fits_whole(control.kind, control.name)) {
    report_fit(draft, at, control, word);
    return;
  }
  for (std::size_t k = 0; k < draft.pack.kinds.size(); ++k)
    if (word == "all" || draft.pack.kinds[k].id == word)
      add_reference(draft, control, at, {static_cast<int>(k), -1});
}

void resolve(Draft& draft, Control& control, const Node& at) {
  if (at.kind != Node::Kind::scalar) {
    report_type(draft.problems, at, "text");
    return;
  }
  const std::size_t slash = at.text.find('/');
  const std::string kind_id = at.text.substr(0, slash);
  const std::string step_id = slash == std::string::npos ? "" : at.text.substr(slash + 1);
  std::vector<std::string> kinds = {"all"};
  for (const RequestKind& kind : draft.pack.kinds) kinds.push_back(kind.id);
  if (std::find(kinds.begin(), kinds.end(), kind_id) == kinds.end()) {
    report_unknown(draft.problems, at, "pack.unknown_kind", kind_id, kinds);
    return;
  }
  if (slash == std::string::npos) return resolve_whole(draft, control, at, kind_id);
  if (kind_id == "all") return resolve_all_steps(draft, control, at, step_id);
  const int k = draft.pack.kind_index(kind_id);
  const RequestKind& kind = draft.pack.kinds[static_cast<std::size_t>(k)];
  const int s = kind.step_index(step_id);
  if (s < 0) {
    std::vector<std::string> steps;
    for (const Step& step : kind.steps) steps.push_back(step.id);
    report_unknown(draft.problems, at, "pack.unknown_step", step_id, steps);
    return;
  }
  const StepKind step_kind = kind.steps[static_cast<std::size_t>(s)].kind;
  if (!control_fits(control.kind, control.name, step_kind))
    return report_fit(draft, at, control, name_of(step_kind));
  add_reference(draft, control, at, {k, s});
}

void check_records(Draft& draft, const Control& control, const Node& node) {
  const Pack& pack = draft.pack;
  const std::string name = title_of(control);
  std::string needs;
  if (name == "record.approval" && !pack.approval) needs = "approval";
  if (name == "record.legal_references" && pack.legal_references.empty())
    needs = "legal_references";
  if (name == "record.reference_documents" && pack.library.empty()) needs = "library";
  if (needs.empty()) return;
  draft.problems.add(node, "pack.control_needs",
                     {
                         {"found",   name       },
                         {"needs",   needs      },
                         {"request", "pack.yaml"}
  });
}

void resolve_control(Draft& draft, Control& control, const Node& node) {
  const Node* on = node.find("on");
  const bool stands = control.kind != ControlKind::record && control.kind != ControlKind::measure;
  if (!stands) {
    if (on)
      draft.problems.add(*on, "pack.control_stands_alone",
                         {
                             {"found", title_of(control)}
      });
    check_records(draft, control, node);
    return;
  }
  if (!on) {
    draft.problems.add(node, "pack.control_without_step",
                       {
                           {"found", title_of(control)}
    });
    return;
  }
  for (const Node* entry : read_one_or_more(draft.problems, *on, 400))
    resolve(draft, control, *entry);
}

void check_clause(Draft& draft, std::size_t index) {
  Clause& clause = draft.pack.clauses[index];
  const Node& node = *draft.clauses[index];
  for (std::size_t other = 0; other < index; ++other)
    if (draft.pack.clauses[other].id == clause.id && !clause.id.empty())
      draft.problems.add(node.place_of("id"), "pack.clause_twice",
                         {
                             {"found", clause.id}
      });
  std::set<std::string> seen;
  for (std::size_t i = 0; i < clause.controls.size(); ++i) {
    Control& control = clause.controls[i];
    const Node& at = *draft.controls[index][i];
    control.id = clause.id + '/' + title_of(control);
    if (!seen.insert(control.id).second)
      draft.problems.add(at, "pack.control_twice",
                         {
                             {"found", title_of(control)}
      });
    resolve_control(draft, control, at);
  }
}

// A clause is kept by its controls, the common parts' among them, or says why it is not.
void check_kept(Draft& draft, const Clause& clause, const Node& node) {
  const Node* controls = node.find("controls");
  const bool listed = (controls && !controls->values.empty()) || !clause.controls.empty();
  const bool wanted = clause.owed && clause.measured;
  if (listed == wanted) return;
  draft.problems.add(node, wanted ? "pack.clause_without_control" : "pack.control_not_wanted",
                     {
                         {"found", clause.id                        },
                         {"key",   clause.owed ? "measured" : "owed"}
  });
}

// The control of a common part joins the clause's own of the same name.
void attach(Draft& draft, Clause& clause, Control control, const Extension& extension,
            const Node& node) {
  control.id = clause.id + '/' + title_of(control);
  resolve_control(draft, control, node);
  draft.clause_of[extension.part + ' ' + title_of(control)] = control.id;
  for (Control& own : clause.controls)
    if (own.id == control.id) {
      own.steps.insert(own.steps.end(), control.steps.begin(), control.steps.end());
      return;
    }
  clause.controls.push_back(std::move(control));
}

}  // namespace

void attach_extensions(Draft& draft) {
  for (const Extension& extension : draft.extensions) {
    Clause* clause = nullptr;
    for (const std::string& id : extension.clauses)
      for (Clause& own : draft.pack.clauses)
        if (!clause && own.id == id) clause = &own;
    if (!clause)
      draft.problems.add(*extension.node, "pack.extends_nothing",
                         {
                             {"found", join(extension.clauses, ", ")}
      });
    for (const Node* node : extension.controls) {
      auto control = read_control(draft, *node);
      if (control && !clause) draft.clause_of[extension.part + ' ' + title_of(*control)] = "";
      if (control && clause) attach(draft, *clause, std::move(*control), extension, *node);
    }
  }
}

void check_controls(Draft& draft) {
  for (std::size_t i = 0; i < draft.pack.clauses.size(); ++i) check_clause(draft, i);
  attach_extensions(draft);
  for (std::size_t i = 0; i < draft.pack.clauses.size(); ++i)
    check_kept(draft, draft.pack.clauses[i], *draft.clauses[i]);
}

}  // namespace policy
