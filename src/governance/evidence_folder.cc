#include "governance/evidence_folder.h"

#include "base/text.h"
#include "governance/acknowledgement_list.h"
#include "governance/evidence_paper.h"
#include "platform/archive/archive.h"

namespace governance {
namespace {

std::string safe_path(const std::string& name) {
  std::vector<std::string> parts = split(name, '/');
  for (auto& part : parts) part = archive::safe_name(part);
  return join(parts, "/");
}

Result<Done> add_minutes(db::Transaction& tx, const api::Call& call, const Evidence& evidence,
                         std::vector<archive::Entry>& entries) {
  const auto& approvals = evidence.version.approvals;
  int number = 0;
  for (auto approval = approvals.rbegin(); approval != approvals.rend(); ++approval) {
    if (!approval->minutes) continue;
    auto bytes = TRY(files::read(tx, *call.tenant.keeper, call.tenant.id, approval->minutes->id));
    entries.push_back(
        {"minutes/" + std::to_string(++number) + "-" + archive::safe_name(approval->minutes->name),
         std::move(bytes)});
  }
  return Done{};
}

std::size_t known_size(const Evidence& evidence) {
  std::int64_t size = 0;
  for (const auto& file : evidence.files) size += file.bytes;
  for (const auto& approval : evidence.version.approvals)
    if (approval.minutes) size += approval.minutes->bytes;
  return static_cast<std::size_t>(size);
}

}  // namespace

Result<http::Response> download_evidence(db::Transaction& tx, const api::Call& call,
                                         api::Opening& opening, const std::string& public_address) {
  const auto language = api::language_of(call);
  const auto evidence = TRY(read_evidence(tx, call, public_address));
  if (known_size(evidence) > folder_max_bytes)
    return refuse(RefusalKind::rule_not_met, "policy.evidence_too_large");
  std::vector<archive::Entry> entries = {
      {"evidence-ar.pdf", paper_of(evidence, "ar")},
      {"evidence-en.pdf", paper_of(evidence, "en")}
  };
  const auto files = organisation::version_files(tx, call.tenant.id, evidence.version.digest);
  for (const auto& [name, bytes] : files.value_or(policy::Files{}))
    entries.push_back({"policy/" + safe_path(name), bytes});
  TRY(add_minutes(tx, call, evidence, entries));
  entries.push_back({"acknowledgements.csv", acknowledgements_csv(evidence, language)});
  // It names everybody who has acknowledged and who has not: each download counts.
  opening = {
      .entry = {.action = "policy.evidence_downloaded", .object = evidence.version.digest},
      .confidential = true
  };
  return http::download(archive::zip_of(archive::with_manifest(std::move(entries)), evidence.as_of),
                        "application/zip", file_name_of(evidence) + ".zip");
}

}  // namespace governance
