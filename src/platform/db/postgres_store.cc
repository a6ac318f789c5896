#include <libpq-fe.h>

#include <condition_variable>
#include <filesystem>

#include "platform/db/migrate.h"
#include "platform/db/postgres_cluster.h"
#include "platform/db/postgres_prepare.h"
#include "platform/db/wait_for_write.h"
#include "platform/kernel/log.h"

namespace db {
namespace {

// One association's (or the directory's) part of a database: the cluster's connections, with the
// transaction told whose rows it sees.
class PostgresStore final : public SharedStore {
 public:
  PostgresStore(std::shared_ptr<PostgresCluster> cluster, std::string association)
      : cluster_(std::move(cluster)), association_(std::move(association)) {
    cluster_->hear(association_, &listeners_);
  }
  ~PostgresStore() override { PostgresStore::close(); }

  int listen(std::function<void(const News&)> hear) override {
    return listeners_.add(std::move(hear));
  }
  void forget(int listener) override { listeners_.remove(listener); }
  std::unique_ptr<Held> hold_name(std::string_view name) override {
    return cluster_->hold(association_ + " " + std::string(name));
  }
  bool accepts_writes() const override {
    const std::lock_guard hold(mutex_);
    return !closed_;
  }
  void close() override;

 protected:
  void submit(std::unique_ptr<Job> job) override;
  void run_read(void (*call)(void*, Transaction&), void* self) override;
  void run_read_list(const std::string& position, void (*call)(void*, Transaction&),
                     void* self) override;
  End run_write(bool (*call)(void*, Transaction&), void* self) override;

 private:
  const std::shared_ptr<PostgresCluster> cluster_;
  const std::string association_;
  Listeners listeners_;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  std::size_t pending_ = 0;
  bool closed_ = false;
};

void PostgresStore::close() {
  {
    std::unique_lock hold(mutex_);
    closed_ = true;
    ended_.wait(hold, [&] { return pending_ == 0; });
  }
  cluster_->hear_no_more(&listeners_);
}

void PostgresStore::submit(std::unique_ptr<Job> job) {
  // Before it is counted, since there may be no memory for it.
  PostgresWrite write{
      .job = std::move(job), .association = association_, .listeners = &listeners_, .over = [this] {
        const std::lock_guard hold(mutex_);
        --pending_;
        ended_.notify_all();
      }};
  {
    const std::lock_guard hold(mutex_);
    if (!closed_)
      ++pending_;
    else {
      write.job->done(End::stopped);
      return;
    }
  }
  cluster_->submit(std::move(write));
}

void PostgresStore::run_read(void (*call)(void*, Transaction&), void* self) {
  if (!accepts_writes()) throw Error(Error::Kind::lost, "the database is closed");
  auto connection = cluster_->take_reader();
  struct Finish {
    PostgresCluster& cluster;
    std::unique_ptr<PostgresConnection>& connection;
    ~Finish() { cluster.give_back(std::move(connection)); }
  } finish{*cluster_, connection};
  connection->begin(PostgresConnection::Mode::read, association_);
  call(self, *connection);
}

void PostgresStore::run_read_list(const std::string& position, void (*call)(void*, Transaction&),
                                  void* self) {
  if (!accepts_writes()) throw Error(Error::Kind::lost, "the database is closed");
  if (auto connection = cluster_->take_standby(position)) {
    try {
      connection->begin(PostgresConnection::Mode::read, association_);
      call(self, *connection);
      cluster_->give_back_standby(std::move(connection));
      return;
    } catch (const Error& error) {  // it is gone, or had to undo what this read was looking at
      kernel::log::warning("db.standby_gave_up", {
                                                     {"detail", error.what()}
      });
    }
  }
  run_read(call, self);
}

End PostgresStore::run_write(bool (*call)(void*, Transaction&), void* self) {
  return wait_for_write(*this, call, self);
}

}  // namespace

namespace {

// Row-level security keeps this to the association's own.
void clear_rows(const Place& place) {
  const PostgresAddress address{place.database, schema_of(place)};
  PostgresConnection connection(address);
  connection.begin(PostgresConnection::Mode::write, place.association);
  const auto tables = connection.ask(
      "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind = 'r' AND "
      "relrowsecurity",
      {address.schema});
  for (int i = 0; i < PQntuples(tables.get()); ++i) {
    connection.ask(
        "DELETE FROM " + std::string(PQgetvalue(tables.get(), i, 0)) + " WHERE association_id = $1",
        {place.association});
  }
  if (!connection.commit())
    throw Error(Error::Kind::lost, "what was left of an association was not cleared away");
}

}  // namespace

std::unique_ptr<Store> open_postgres(const Place& place, const std::vector<Migration>& migrations,
                                     const WriterLimits& limits) {
  const PostgresAddress address{place.database, schema_of(place)};
  auto cluster = PostgresCluster::of(address, limits);
  {
    auto connection = cluster->take_reader();
    check_prepared(*connection, address, migrations);
    cluster->give_back(std::move(connection));
  }
  return std::make_unique<PostgresStore>(std::move(cluster), place.association);
}

std::unique_ptr<Held> hold(Store& store, std::string_view name) {
  auto* shared = dynamic_cast<SharedStore*>(&store);
  return shared ? shared->hold_name(name) : std::make_unique<Held>();
}

void clear(const Place& place) {
  if (is_postgres(place.database)) return clear_rows(place);
  for (const auto* of_sqlite : {"", "-wal", "-shm"})
    std::filesystem::remove(place.database + of_sqlite);
}

bool is_postgres(std::string_view database) {
  return database.starts_with("postgresql://") || database.starts_with("postgres://");
}

std::unique_ptr<Store> open(const Place& place, const std::vector<Migration>& migrations,
                            WriterLimits limits) {
  if (is_postgres(place.database)) return open_postgres(place, migrations, limits);
  return open_sqlite(place.database, migrations, limits);
}

}  // namespace db
