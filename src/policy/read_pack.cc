#include <algorithm>

#include "policy/draft.h"
#include "saudi/regions.h"

// pack.yaml: what the pack is, its people, its papers, its privacy notice.
namespace policy {
namespace {

void read_approval(Draft& draft, Fields& fields) {
  const Node* node = fields.find("approval");
  if (!node) return;
  Fields approval(draft.problems, *node, keys_of("approval"));
  Approval value;
  value.body = approval.string("body", Needed::yes);
  value.meeting = approval.string("meeting");
  value.term = approval.string("term");
  if (const Node* date = approval.find("date")) value.date = read_date(draft.problems, *date);
  if (approval.is_map()) draft.pack.approval = value;
}

// Ids of one list must differ; `seen` is shared by lists whose ids live together.
void check_once(Draft& draft, std::set<std::string>& seen, const Node& at, const std::string& id) {
  if (!id.empty() && !seen.insert(id).second)
    draft.problems.add(at.place_of("id"), "pack.id_twice",
                       {
                           {"found", id}
    });
}

void read_titles(Draft& draft, Fields& fields) {
  std::set<std::string> seen;
  for (const Node* node : fields.list("titles", 60, Needed::yes)) {
    Fields title(draft.problems, *node, keys_of("title"));
    Title value;
    value.id = title.id("id");
    if (const auto role = title.word("role", role_names(), Needed::yes, "pack.unknown_role"))
      value.role = static_cast<Role>(*role);
    else
      draft.titles_sound = false;
    value.title = title.text("title", Needed::yes, title_max);
    check_once(draft, seen, *node, value.id);
    draft.pack.titles.push_back(std::move(value));
  }
}

void read_bodies(Draft& draft, Fields& fields) {
  std::set<std::string> seen;
  for (const Node* node : fields.list("bodies", 40)) {
    Fields body(draft.problems, *node, keys_of("body"));
    DecidingBody value;
    value.id = body.id("id");
    value.title = body.text("title", Needed::yes, title_max);
    value.chosen = body.flag("chosen");
    if (const auto role = body.word("recorded_by", role_names(), Needed::yes, "pack.unknown_role"))
      value.recorded_by = static_cast<Role>(*role);
    check_once(draft, seen, *node, value.id);
    draft.pack.bodies.push_back(std::move(value));
  }
}

std::vector<Reference> read_references(Draft& draft, Fields& fields, std::string_view key) {
  std::vector<Reference> references;
  std::set<std::string> seen;
  for (const Node* node : fields.list(key, 100)) {
    Fields reference(draft.problems, *node, keys_of("reference"));
    Reference value;
    value.id = reference.id("id");
    value.title = reference.text("title", Needed::yes, title_max);
    value.version = reference.string("version");
    value.printable = reference.flag("printable");
    for (const Node* word : reference.one_or_more("shown_at", step_kind_names().size()))
      if (const auto kind =
              read_word(draft.problems, *word, step_kind_names(), "pack.unknown_step_kind"))
        value.shown_at.push_back(static_cast<StepKind>(*kind));
    check_once(draft, seen, *node, value.id);
    references.push_back(std::move(value));
  }
  return references;
}

void read_privacy(Draft& draft, Fields& fields) {
  if (const Node* node = fields.need("privacy_notice")) {
    Fields notice(draft.problems, *node, keys_of("privacy_notice"));
    if (const Node* version = notice.need("version"))
      draft.pack.privacy_notice_version =
          static_cast<int>(read_number(draft.problems, *version, 1, 10'000).value_or(1));
    draft.pack.privacy_notice = notice.text("text", Needed::yes, text_max);
  }
  std::set<std::string> seen;
  for (const Node* node : fields.list("purposes", 30, Needed::yes)) {
    Fields purpose(draft.problems, *node, keys_of("purpose"));
    Purpose value;
    value.id = purpose.id("id");
    value.required = purpose.flag("required");
    value.text = purpose.text("text", Needed::yes, text_max);
    check_once(draft, seen, *node, value.id);
    draft.pack.purposes.push_back(std::move(value));
  }
}

void read_area(Draft& draft, Fields& fields) {
  const Node* node = fields.find("area");
  if (!node) return;
  Fields area(draft.problems, *node, keys_of("area"));
  std::vector<std::string> known;
  for (const auto& region : saudi::regions()) known.emplace_back(region.iso);
  for (const Node* word : area.one_or_more("regions", known.size(), Needed::yes))
    if (const auto at = read_word(draft.problems, *word, known))
      draft.pack.area.regions.push_back(known[*at]);
  draft.pack.area.chosen = area.flag("chosen");
  area.string("source");
}

void read_terms(Draft& draft, Fields& fields) {
  std::set<std::string> seen;
  for (const Node* node : fields.list("terms", term_names().size())) {
    Fields term(draft.problems, *node, keys_of("term"));
    Term value;
    if (const auto at = term.word("id", term_names(), Needed::yes)) value.id = term_names()[*at];
    value.text = term.text("text", Needed::yes, text_max);
    value.chosen = term.flag("chosen");
    check_once(draft, seen, *node, value.id);
    draft.pack.terms.push_back(std::move(value));
  }
}

void read_channels(Draft& draft, Fields& fields) {
  for (const Node* node : fields.list("channels", channel_names().size(), Needed::yes)) {
    const auto channel = read_word(draft.problems, *node, channel_names(), "pack.unknown_channel");
    if (!channel) continue;
    const std::string& name = channel_names()[*channel];
    auto& channels = draft.pack.channels;
    if (std::find(channels.begin(), channels.end(), name) != channels.end())
      draft.problems.add(*node, "pack.id_twice",
                         {
                             {"found", name}
      });
    channels.push_back(name);
  }
}

void read_neutral(Draft& draft, Fields& fields) {
  const Node* node = fields.find("neutral");
  if (!node) return;
  Fields neutral(draft.problems, *node, keys_of("neutral"));
  draft.pack.neutral = true;
  draft.pack.neutral_name = neutral.text("name", Needed::yes, title_max);
}

}  // namespace

void read_pack_file(Draft& draft, const Node& root) {
  Fields fields(draft.problems, root, keys_of("pack"));
  if (!fields.is_map()) return;
  draft.pack_node = &root;
  draft.pack.id = fields.id("id");
  draft.pack.name = fields.text("name", Needed::yes, title_max);
  draft.pack.document = fields.text("document", Needed::yes, title_max);
  draft.pack.licence = fields.string("licence");
  read_approval(draft, fields);
  if (const Node* every = fields.need("review_every"))
    if (const auto period = read_own_period(draft.problems, *every))
      draft.pack.review_every = *period;
  read_channels(draft, fields);
  read_titles(draft, fields);
  read_bodies(draft, fields);
  draft.pack.library = read_references(draft, fields, "library");
  draft.pack.legal_references = read_references(draft, fields, "legal_references");
  read_area(draft, fields);
  read_terms(draft, fields);
  read_privacy(draft, fields);
  draft.pack.help = fields.text("help", Needed::yes, text_max);
  read_neutral(draft, fields);
  static const std::vector<std::string> classes = names_up_to(Class::confidential);
  if (const auto at = fields.word("class", classes, Needed::no))
    draft.least_class = static_cast<Class>(*at);
}

}  // namespace policy
