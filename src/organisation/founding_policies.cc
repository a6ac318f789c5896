#include "organisation/founding_policies.h"

#include <algorithm>
#include <filesystem>

#include "organisation/policy_versions.h"
#include "platform/kernel/folder.h"

namespace organisation {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> shipped_templates(const std::string& templates) {
  if (!fs::is_directory(templates)) return {};
  auto names = kernel::names_in(templates);
  std::erase_if(names, [&](const std::string& name) {
    return !fs::exists(fs::path(templates) / name / "pack.yaml");
  });
  return names;
}

PolicyChoice choice_of(PolicySource source, const policy::Pack* pack) {
  PolicyChoice choice{.source = std::move(source), .title = {}, .document = {}};
  if (pack == nullptr) return choice;
  choice.title = pack->name;
  choice.document = pack->document;
  choice.kinds = static_cast<int>(pack->kinds.size());
  choice.clauses = static_cast<int>(std::ranges::count_if(pack->clauses, &policy::Clause::owed));
  return choice;
}

// Nothing when it does not open now, or has none in force: then its portal shows none either.
std::shared_ptr<const policy::Pack> published_policy(Directory& directory,
                                                     const std::string& slug) {
  try {
    const auto* tenant = directory.find(slug);
    return tenant == nullptr ? nullptr : tenant->policy_in_force();
  } catch (const db::Error&) {
    return nullptr;
  }
}

}  // namespace

std::vector<PolicyChoice> policy_choices(Directory& directory, const std::string& templates) {
  std::vector<PolicyChoice> choices;
  for (const auto& name : shipped_templates(templates)) {
    const auto read = policy::parse(read_pack_folder(templates + "/" + name, templates));
    choices.push_back(choice_of({PolicyOrigin::shipped, name}, read.pack.get()));
  }
  for (const auto& association : directory.list()) {
    const auto pack = published_policy(directory, association.slug);
    if (pack)
      choices.push_back(choice_of({PolicyOrigin::association, association.slug}, pack.get()));
  }
  return choices;
}

std::optional<policy::Files> files_of(Directory& directory, const std::string& templates,
                                      const PolicySource& source) {
  if (source.from == PolicyOrigin::shipped) {
    const auto known = shipped_templates(templates);
    if (std::ranges::find(known, source.name) == known.end()) return std::nullopt;
    return read_pack_folder(templates + "/" + source.name, templates);
  }
  const auto pack = published_policy(directory, source.name);
  if (!pack) return std::nullopt;
  auto& tenant = *directory.find(source.name);
  std::optional<policy::Files> files;
  tenant.store->read(
      [&](db::Transaction& tx) { files = version_files(tx, tenant.id, pack->digest); });
  return files;
}

}  // namespace organisation
