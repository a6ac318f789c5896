#pragma once

#include <random>
#include <string>
#include <vector>

#include "app/house.h"
#include "platform/kernel/problem.h"

// Demo data, made through the use cases with a standing clock: the same every time.
namespace app {

struct DemoStaff {
  std::string login;  // "officer"
  auth::Actor actor;
  std::string email;
};

// Which kinds of request come often: those that an association is there for, or the short ones.
enum class OftenAsked : std::uint8_t { studied_ones, short_ones };

// Where a town is not that of its policy's own association.
struct DemoCrowd {
  std::string pack;  // folder of the policy in CONFIG.policies
  policy::Text names;
  int colleagues = 0;  // more of each who works on requests
};

class DemoTown {
 public:
  // `first_phone`: of the numbers of its people, +966 50 000 and four digits.
  DemoTown(House& house, kernel::Clock& clock, std::string slug, std::uint32_t seed,
           int first_phone);
  void is_crowd(DemoCrowd given);  // before it is founded
  // With the policy of CONFIG.policies/SLUG, whose name becomes the association's.
  void found(const std::string& stored_password);
  void live(int people, int requests, Instant from, Instant to);
  const std::vector<DemoStaff>& staff() const { return staff_; }
  const std::string& slug() const { return slug_; }
  int requests() const { return requests_; }

 private:
  struct Case {
    RequestId id;
    PartyId person;
    std::string kind;
    const auth::Actor* officer = nullptr;  // who received it
    int fate = 0;
    Instant next;
    bool over = false;
    bool strayed = false;  // was returned, held or overridden once: enough
  };
  api::Call call_as(const auth::Actor& actor,
                    std::vector<std::pair<std::string, std::string>> params = {});
  template <class T>
  T must(const std::function<Result<T>(db::Transaction&)>& work);
  void invite(const std::string& login, std::set<Role> roles, const std::string& name,
              const std::string& stored, std::vector<BranchId> branches);
  void hire(const std::string& stored);
  void acknowledge();
  PartyId register_somebody(int number);
  void receive(Case& one, const std::vector<Case>& cases);
  void receive_again(const Case& one, const requests::OpenRequestBody& body);
  PartyId somebody_without(const Case& one, const std::vector<Case>& cases);
  void submit(const Case& one);
  void move_on(Case& one);
  bool special(Case& one, const requests::OpenRequest& open);
  bool act(const Case& one, const requests::OpenRequest& open, const procedure::Task& task);
  bool act_as(const auth::Actor& actor, const Case& one, const requests::OpenRequest& open,
              const procedure::Task& task);
  const auth::Actor& worker(const std::vector<Role>& roles) const;
  const auth::Actor& second(const auth::Actor& first) const;
  std::string region_of(const policy::Item& item, const policy::Pack& pack);
  requests::ItemValue value_for(const policy::Item& item, const requests::OpenRequest& open,
                                db::Transaction& tx);
  requests::ItemValues record_for(const policy::Step& step, const requests::OpenRequest& open,
                                  db::Transaction& tx);
  void consent(const requests::OpenRequest& open, const std::string& step);
  void decide(requests::Deed& deed, const Case& one, const std::vector<std::string>& outcomes);
  bool record_progress(const auth::Actor& actor, const RequestId& id, requests::Deed deed);
  requests::ItemValues values_for(const policy::RequestKind& kind,
                                  const requests::OpenRequest& open, db::Transaction& tx);
  bool perform(const auth::Actor& actor, const RequestId& id, requests::Deed deed);
  bool perform_with_some_outcome(const auth::Actor& actor, const RequestId& id, requests::Deed deed,
                                 const std::vector<std::string>& outcomes);
  int pick(int below) { return static_cast<int>(random_() % static_cast<std::uint32_t>(below)); }
  std::string person_name(bool woman);
  std::string answer_in_words(const policy::Item& item);

  House& house_;
  kernel::Clock& clock_;
  std::string slug_, pack_, peer_ = "127.0.0.1";
  policy::Text names_;  // empty: the policy's
  int colleagues_ = 0;
  OftenAsked often_asked_ = OftenAsked::studied_ones;
  api::Tenant* tenant_ = nullptr;
  std::mt19937 random_;
  int first_phone_;
  int requests_ = 0;
  std::vector<DemoStaff> staff_;
  std::vector<PartyId> people_;
  std::string note_;          // of every act that wants one
  std::size_t answered_ = 0;  // in words
};

template <class T>
T DemoTown::must(const std::function<Result<T>(db::Transaction&)>& work) {
  std::optional<Result<T>> result;
  tenant_->store->write_and_wait([&](db::Transaction& tx) {
    result = work(tx);
    return result->ok();
  });
  if (!result || !result->ok()) {
    const std::string code =
        result ? kernel::problem_json(result->refusal(), "demo") : "not written";
    throw std::runtime_error("the demo data was refused: " + code);
  }
  return std::move(*result).value();
}

}  // namespace app
