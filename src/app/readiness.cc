#include "app/readiness.h"

#include <set>

#include "app/databases.h"
#include "platform/http/draining.h"
#include "platform/kernel/log.h"
#include "platform/kernel/problem.h"

namespace app {
namespace {

constexpr int patience_ms = 200;
constexpr int retry_after_s = 5;

const db::Sql count_migrations(R"sql(SELECT COUNT(*) FROM schema_migrations)sql");

void read_a_page(db::Transaction& tx) {
  tx.each(count_migrations, [](const db::Row&) {});
}

http::Response not_ready(std::string_view code, std::string_view request_id) {
  const auto refusal = refuse(RefusalKind::unavailable, Obstacle{.code = std::string(code)});
  http::Response response{.status = 503,
                          .body = kernel::problem_json(refusal, request_id),
                          .content_type = "application/problem+json"};
  response.headers.emplace_back("Retry-After", std::to_string(retry_after_s));
  return response;
}

}  // namespace

Readiness::Readiness(organisation::Directory& directory, kernel::Config config,
                     std::chrono::milliseconds kept)
    : directory_(directory), config_(std::move(config)), kept_(kept) {}

http::Response Readiness::answer(std::string_view request_id) {
  if (http::draining()) return not_ready("http.draining", request_id);
  if (!databases_are_well()) return not_ready("db.not_readable", request_id);
  return {.status = 200, .body = "{\"status\":\"ready\"}"};
}

bool Readiness::databases_are_well() {
  const std::unique_lock only_one(looking_, std::try_to_lock);
  if (!only_one) return well_;
  const auto now = std::chrono::steady_clock::now();
  if (looked_ && now - looked_at_ < kept_) return well_;
  well_ = look();
  looked_ = true;
  looked_at_ = std::chrono::steady_clock::now();
  return well_;
}

bool Readiness::look() const {
  std::string slug;
  try {
    std::set<std::string> asked;
    for (const auto& database : databases_in(config_, patience_ms)) {
      slug = database.slug;
      if (!asked.insert(database.place.database).second) continue;
      const bool is_file = !db::is_postgres(database.place.database);
      if (is_file) db::read_beside(database.place, patience_ms, read_a_page);
      const auto* tenant = directory_.find(slug);
      if (tenant == nullptr || !tenant->store->accepts_writes()) {
        throw db::Error(db::Error::Kind::lost, "it takes no writes until a restart");
      }
      if (!is_file) tenant->store->read([](db::Transaction& tx) { read_a_page(tx); });
    }
    return true;
  } catch (const std::exception& error) {
    kernel::log::warning("readiness.database",
                         {
                             {"association", slug        },
                             {"detail",      error.what()}
    });
    return false;
  }
}

}  // namespace app
