#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "platform/api/exchange.h"

// News for whoever has a page open: that something changed, and is to be fetched again. Never what
// it is now: that is read by the usual routes, with the usual rights.
namespace api {

// It travels by `tx.tell` and `store.listen`, so that every program on the database hears it:
// "request ID", "messages PARTY". Ids alone, for it may leave the process.
using Changes = std::set<std::string>;
// What of the changes this person may hear: JSON objects, as they are sent. In a read transaction.
using Filter =
    std::function<std::vector<std::string>(db::Transaction&, const Call&, const Changes& changes)>;

struct NewsOptions {
  int per_person = 8;    // streams; 0: any number
  int in_all = 2'000;    // of this program
  int gather_ms = 100;   // changes that come together are told together
  int check_ms = 2'000;  // how long whoever lost a right may still hear that something changed
};

// Everybody of this program who listens, and the thread that tells them.
class Newsroom {
 public:
  Newsroom(const kernel::Clock& clock, bool secure, NewsOptions options = {});
  Newsroom(const Newsroom&) = delete;
  Newsroom& operator=(const Newsroom&) = delete;
  ~Newsroom();
  // From now on what is told in this association's store is heard here. It ends with the store.
  void attend(Tenant& tenant);
  // Any thread.
  void hear(Tenant& tenant, std::string_view change);
  // Answers the exchange with a stream; who asks has been identified. The filter outlives it.
  void open(const std::shared_ptr<Exchange>& exchange, const Filter& filter);
  // Ends every stream; before the stores close.
  void stop();

 private:
  struct Reader;
  Result<Done> take_in(const std::shared_ptr<Reader>& reader);
  void run();
  void tell(Tenant& tenant, const std::vector<std::shared_ptr<Reader>>& readers,
            const Changes& changes);
  bool still_may(db::Transaction& tx, const Reader& reader, Call& call) const;
  void forget(const Reader& reader);

  const kernel::Clock& clock_;
  const bool secure_;
  const NewsOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::set<std::shared_ptr<Reader>> readers_;
  std::map<Tenant*, Changes> changes_;
  std::thread thread_;
};

}  // namespace api
