#include "organisation/policy_reading.h"

#include <mutex>

#include "platform/print/print.h"
#include "policy/outline.h"
#include "policy/policy.h"
#include "policy/schema.h"

namespace organisation {
namespace {

Result<PolicyReading> read_in_force(db::Transaction&, const api::Call& call) {
  const auto pack = call.tenant.policy_in_force();
  if (!pack) return refuse(RefusalKind::unavailable, "policy.none");
  return PolicyReading{pack->digest, policy::outline_of(*pack, api::language_of(call))};
}

// A version never changes, so what was printed of it once is kept: the latest few.
class Printed {
 public:
  std::string of(const policy::Pack& pack, const std::string& language) {
    const std::string key = pack.digest + '/' + language;
    {
      const std::lock_guard lock(mutex_);
      if (const auto found = kept_.find(key); found != kept_.end()) return found->second;
    }
    print::Paper paper;
    paper.footer = pack.digest.substr(0, 12);
    if (pack.approval && pack.approval->date) paper.date = *pack.approval->date;
    std::string bytes = print::pdf_of(policy::outline_of(pack, language), paper);
    const std::lock_guard lock(mutex_);
    if (kept_.size() >= most) kept_.clear();
    return kept_[key] = bytes;
  }

 private:
  static constexpr std::size_t most = 16;
  std::mutex mutex_;
  std::map<std::string, std::string> kept_;
};

// It is published: nobody's reading of it is put on record.
Result<http::Response> print_in_force(Printed& printed, const api::Call& call) {
  const auto pack = call.tenant.policy_in_force();
  if (!pack) return refuse(RefusalKind::unavailable, "policy.none");
  return http::download(printed.of(*pack, api::language_of(call)), "application/pdf",
                        pack->id + "-" + api::language_of(call) + ".pdf");
}

Result<http::Response> read_schema(db::Transaction&, const api::Call& call, api::Opening&) {
  http::Response response;
  response.body = policy::schema_of(call.param("file"));
  if (response.body.empty()) return refuse(RefusalKind::not_found, "policy.unknown");
  return response;
}

void read_files(const std::shared_ptr<api::Exchange>& exchange, const FilesToRead& body) {
  FilesRead read;
  if (const auto pack = policy::parse(body.files).pack)
    read.outline = policy::outline_of(*pack, body.language);
  exchange->answer_result(Result<FilesRead>(std::move(read)));
}

}  // namespace

void add_policy_reading_routes(api::Routes& routes) {
  using auth::Action;
  const auto printed = std::make_shared<Printed>();
  routes.get<PolicyReading>("/portal/policy-in-force", Action::anyone, read_in_force);
  routes.bytes("/portal/policy-in-force/paper", Action::anyone,
               [printed](db::Transaction&, const api::Call& call, api::Opening&) {
                 return print_in_force(*printed, call);
               });
  routes.bytes("/desk/policy/schemas/{file}", Action::policy_read, read_schema);
  routes.deferred<FilesToRead, FilesRead>("POST", "/desk/policy/readings", Action::policy_read,
                                          read_files);
}

}  // namespace organisation
