#include "governance/evidence_paper.h"

#include "governance/evidence_outline.h"
#include "platform/print/print.h"

namespace governance {

std::string paper_of(const Evidence& evidence, std::string_view language) {
  constexpr std::size_t recognisable = 12;
  print::Paper paper;
  paper.footer = evidence.version.digest.substr(0, recognisable);
  paper.date = evidence.as_of;
  return print::pdf_of(outline_of(evidence, language), paper);
}

Result<http::Response> print_evidence(db::Transaction& tx, const api::Call& call,
                                      api::Opening& opening, const std::string& public_address) {
  const auto language = api::language_of(call);
  const auto evidence = TRY(read_evidence(tx, call, public_address));
  // It names everybody who has acknowledged and who has not: each printing counts.
  opening = {
      .entry = {.action = "policy.evidence_printed", .object = evidence.version.digest},
      .confidential = true
  };
  return http::download(paper_of(evidence, language), "application/pdf",
                        file_name_of(evidence) + "-" + language + ".pdf");
}

}  // namespace governance
