#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/demo.h"

namespace bench {

// Where new associations live: a file each, or a database of PostgreSQL, brought up to date by its
// owner.
struct Databases {
  std::string address, owner;
};

// An association that this program has open, and who signs in there.
class Association {
 public:
  app::House& house() { return *house_; }
  api::Tenant& tenant() { return *tenant_; }
  auth::NewSignIn sign_in(Role role);
  auth::NewSignIn sign_in(const std::string& phone);
  api::Call call_as(const auth::Actor& actor) const;
  std::string database() const { return folder_ + "/data/associations/" + tenant_->slug + ".db"; }
  const std::string& folder() const { return folder_; }

 protected:
  Association() = default;
  ~Association() = default;
  void open(const std::string& folder, const std::string& slug, const Databases& databases);

  std::string folder_;
  kernel::Clock clock_;
  std::unique_ptr<app::House> house_;
  api::Tenant* tenant_ = nullptr;
};

kernel::Config config_in(const std::string& folder, const Databases& databases = {});

// An association with three hundred requests that lived through the use cases, in a folder that
// goes away; fill() adds copies of them.
class Town : public Association {
 public:
  explicit Town(const Databases& databases = {});
  Town(const Town&) = delete;
  Town& operator=(const Town&) = delete;
  ~Town();

  // Until there are `requests` of them: rows of requests, events, values, tasks, workers and
  // outcomes, copied with ids, references and dates of their own. Their sealed values weigh what
  // values weigh, but open only under the ids that they were sealed for.
  void fill(int requests);

  // The values that conditions of this kind of request ask for open in the copies too.
  void open_values(const std::string& kind, const std::set<std::string>& items);

  // Made through the use cases: these can be read.
  const std::vector<RequestId>& lived() const { return lived_; }
  std::vector<RequestId> ids(const std::string& kind, const std::string& status) const;

 private:
  std::vector<RequestId> lived_;
  int copies_ = 0;
};

}  // namespace bench
