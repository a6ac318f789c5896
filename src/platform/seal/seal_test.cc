#include "platform/seal/seal.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "platform/db/database_for_tests.h"

namespace seal {
namespace {

class SealTest : public testing::Test {
 protected:
  SealTest() {
    char folder[] = "/tmp/sila-seal-XXXXXX";
    folder_ = mkdtemp(folder);
    keeper_ = Keeper::open(key_file(), association_, true);
    store_ = db::open_for_tests(folder_ + "/a.db", db::association_migrations(), association_.text);
  }
  ~SealTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::string key_file() const { return folder_ + "/teryaq.key"; }
  std::string seal_for(const PartyId& party, std::string_view plain) {
    std::string box;
    store_->write_and_wait([&](db::Transaction& tx) {
      box = keeper_->create_party_key(tx, party, {1}).close(plain, "here");
      return true;
    });
    return box;
  }
  std::optional<std::string> open_for(const PartyId& party, const std::string& box,
                                      std::string_view context = "here") {
    std::optional<std::string> plain;
    store_->read([&](db::Transaction& tx) {
      if (const auto key = keeper_->party_key(tx, party)) plain = key->open(box, context);
    });
    return plain;
  }
  const AssociationId association_{"a"};
  const PartyId sara_{"sara"}, noura_{"noura"};
  std::string folder_;
  std::unique_ptr<Keeper> keeper_;
  std::unique_ptr<db::Store> store_;
};

using Sealing = SealTest;

TEST_F(Sealing, OpensUnderTheSamePartysKeyAndPlace) {
  const auto box = seal_for(sara_, "سارة");
  EXPECT_EQ(open_for(sara_, box), "سارة");
  EXPECT_EQ(box.find("سارة"), std::string::npos);
}

TEST_F(Sealing, DoesNotOpenElsewhereOrForAnother) {
  const auto box = seal_for(sara_, "x");
  seal_for(noura_, "y");
  EXPECT_EQ(open_for(sara_, box, "there"), std::nullopt);
  EXPECT_EQ(open_for(noura_, box), std::nullopt);
}

TEST_F(Sealing, FindsEveryFlippedByte) {
  const auto box = seal_for(sara_, "value");
  for (std::size_t i = 0; i < box.size(); ++i) {
    auto flipped = box;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    EXPECT_EQ(open_for(sara_, flipped), std::nullopt) << i;
  }
}

TEST_F(Sealing, IsOverForAPartyWhoseKeyIsErased) {
  const auto box = seal_for(sara_, "value");
  store_->write_and_wait(
      [&](db::Transaction& tx) { return keeper_->erase_party_key(tx, sara_, {2}); });
  EXPECT_EQ(open_for(sara_, box), std::nullopt);
}

TEST_F(Sealing, ErasesOnceAndOnlyThatParty) {
  seal_for(sara_, "x");
  const auto kept = seal_for(noura_, "y");
  const auto erase = [&] {
    return store_->write_and_wait(
        [&](db::Transaction& tx) { return keeper_->erase_party_key(tx, sara_, {2}); });
  };
  EXPECT_EQ(erase(), db::End::committed);
  EXPECT_EQ(erase(), db::End::refused);
  EXPECT_EQ(open_for(noura_, kept), "y");
}

TEST_F(Sealing, OfAnEmptyValueOpensToOne) {
  EXPECT_EQ(open_for(sara_, seal_for(sara_, "")), "");
}

TEST_F(Sealing, StaysReadableAfterTheKeyFileWasReadAgain) {
  const auto box = seal_for(sara_, "value");
  keeper_ = Keeper::open(key_file(), association_, false);
  EXPECT_EQ(open_for(sara_, box), "value");
}

using KeyFile = SealTest;

TEST_F(KeyFile, ThatOthersMayReadIsRefused) {
  std::filesystem::permissions(key_file(), std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  EXPECT_THROW(Keeper::open(key_file(), association_, false), std::runtime_error);
}

TEST_F(KeyFile, ThatIsMissingIsNotMadeUnlessAsked) {
  EXPECT_THROW(Keeper::open(folder_ + "/none.key", association_, false), std::runtime_error);
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/none.key"));
}

TEST_F(KeyFile, IsMadeForItsOwnerAloneAndLeavesNoDraft) {
  EXPECT_EQ(std::filesystem::status(key_file()).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::size_t keys = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_))
    keys += entry.path().string().find(".key") != std::string::npos;
  EXPECT_EQ(keys, 1u);
}

TEST_F(KeyFile, ThatExistsIsKeptWhenAskedToMakeOne) {
  const auto box = seal_for(sara_, "value");
  keeper_ = Keeper::open(key_file(), association_, true);
  EXPECT_EQ(open_for(sara_, box), "value");
}

TEST_F(KeyFile, OfAnotherDatabaseIsRefused) {
  const auto confirm = [&](const Keeper& keeper) {
    std::string code;
    store_->write_and_wait([&](db::Transaction& tx) {
      const auto confirmed = keeper.confirm(tx);
      if (!confirmed) code = confirmed.refusal().obstacles[0].code;
      return confirmed.ok();
    });
    return code;
  };
  EXPECT_EQ(confirm(*keeper_), "");
  EXPECT_EQ(confirm(*keeper_), "");
  EXPECT_EQ(confirm(*Keeper::open(folder_ + "/other.key", association_, true)), "seal.wrong_key");
}

TEST_F(KeyFile, ThatIsCutShortIsRefused) {
  std::filesystem::resize_file(key_file(), 31);
  EXPECT_THROW(Keeper::open(key_file(), association_, false), std::runtime_error);
}

TEST(KeyFromAToken, OpensForWhoHoldsTheTokenAlone) {
  const std::string token = random_token();
  const auto box = key_from(token).close("plain", "here");
  EXPECT_EQ(key_from(token).open(box, "here"), "plain");
  EXPECT_EQ(key_from(token).open(box, "there"), std::nullopt);
  EXPECT_EQ(key_from(random_token()).open(box, "here"), std::nullopt);
  EXPECT_EQ(key_from(blake2b(token)).open(box, "here"), std::nullopt);
}

using Index = SealTest;

TEST_F(Index, IsTheSameForTheSameValueAndDiffersByKindAndKey) {
  EXPECT_EQ(keeper_->slow_index("NAT", "1500000003"), keeper_->slow_index("NAT", "1500000003"));
  EXPECT_NE(keeper_->slow_index("NAT", "1500000003"), keeper_->slow_index("IQA", "1500000003"));
  EXPECT_NE(keeper_->fast_index("phone", "+966500000000"),
            keeper_->fast_index("phone", "+966500000001"));
  const auto other = Keeper::open(folder_ + "/other.key", association_, true);
  EXPECT_NE(keeper_->fast_index("phone", "1"), other->fast_index("phone", "1"));
}

}  // namespace
}  // namespace seal
