#include <rapidcheck.h>

#include <array>
#include <tuple>

#include "parties/name_index.h"
#include "parties/register_for_tests.h"

// Whatever is written, the names in memory are those in the database.
using namespace parties;

namespace {

constexpr std::array<const char*, 6> given = {"سارة", "محمد", "عبد الله", "Noura", "نوره", "أحمد"};
constexpr std::array<const char*, 4> families = {"الغامدي", "Al-Gahtani", "الحربي", "آل زيد"};

class KeptNames : public Register {
 protected:
  void apply(int what, std::size_t which) {
    const auto name = std::string(given[which % given.size()]) + " " + families[which % 4];
    if (what == 0 || people.empty()) {
      people.push_back(claimed(name, "+966512345678"));
      return;
    }
    const auto party = people[which % people.size()];
    const auto call = call_of(officer);
    if (what == 1) {
      std::ignore = write([&](db::Transaction& tx) {
        return correct_value(tx, call, hooks, party, "full_name", {name, {}, {}});
      });
    } else if (what == 2) {
      tenant.store->write_and_wait([&](db::Transaction& tx) {
        std::ignore = correct_value(tx, call, hooks, party, "full_name", {name, {}, {}});
        return false;  // undone
      });
    } else if (what == 3) {
      std::ignore = write([&](db::Transaction& tx) {
        return erase_person(tx, tenant, party, {.kind = "staff", .id = officer.id}, call.now);
      });
    } else if (registered_one) {
      std::ignore = match(party, *registered_one, "1500000003");  // joined to it, or refused
    }
  }

  static std::vector<std::string> all_of(const NameIndex& index) {
    std::vector<std::string> all;
    for (const auto* typed : {"محمد", "سا", "غام", "Noura", "الحربي عبدالله", "Zaid"}) {
      for (const auto& hit : index.find(typed, 1'000)) {
        all.push_back(std::string(typed) + " " + hit.party.text + " " + std::to_string(hit.score));
      }
    }
    return all;
  }

  std::vector<PartyId> people;
  std::optional<PartyId> registered_one;
};

}  // namespace

TEST_F(KeptNames, AreThoseThatTheDatabaseHolds) {
  registered_one = registered("سارة محمد الغامدي", "1500000003");
  const auto typed = found(officer, "سارة");  // loads them
  ASSERT_EQ(typed.size(), 1u);
  const auto kept = rc::check([&] {
    const auto writes = *rc::gen::resize(
        5, rc::gen::container<std::vector<std::pair<int, std::uint16_t>>>(
               rc::gen::pair(rc::gen::weightedElement<int>({
                                 {6, 0},
                                 {4, 1},
                                 {2, 2},
                                 {2, 3},
                                 {1, 4}
    }),
                             rc::gen::resize(100, rc::gen::arbitrary<std::uint16_t>()))));
    for (const auto& [what, which] : writes) apply(what, which);
    NameIndex anew;
    read([&](db::Transaction& tx) {
      load_names(tx, tenant, anew);
      return true;
    });
    RC_ASSERT(tenant.people->size() == anew.size());
    RC_ASSERT(all_of(*tenant.people) == all_of(anew));
  });
  EXPECT_TRUE(kept);
}

// Another program wrote: what it told is all that this one goes by.
TEST_F(KeptNames, AreRightAfterTheNewsOfAnotherProgram) {
  const auto sara = registered("سارة محمد الغامدي", "1500000003");
  const auto noura = claimed("نورة خالد الحربي", "+966512345679");
  NameIndex others;
  read([&](db::Transaction& tx) {
    load_names(tx, tenant, others);
    return true;
  });
  const auto call = call_of(officer);
  std::ignore = write([&](db::Transaction& tx) {
    return correct_value(tx, call, hooks, sara, "full_name", {"هند محمد الغامدي", {}, {}});
  });
  std::ignore = write([&](db::Transaction& tx) {
    return erase_person(tx, tenant, noura, {.kind = "staff", .id = officer.id}, call.now);
  });
  EXPECT_EQ(others.find("سارة", 9).size(), 1u) << "as it was before the news";
  for (const auto& party : {sara, noura}) {
    read([&](db::Transaction& tx) {
      load_name(tx, tenant, party, others);
      return true;
    });
  }
  EXPECT_EQ(others.size(), 1u);
  EXPECT_TRUE(others.find("سارة", 9).empty());
  EXPECT_EQ(others.find("Hind Alghamdi", 9).size(), 1u);
}
