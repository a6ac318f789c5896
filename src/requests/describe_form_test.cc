#include <gtest/gtest.h>

#include "requests/describe.h"

namespace requests {
namespace {

policy::Item sighted(std::vector<policy::Check> checks, std::string known_as = {}) {
  policy::Item item{.id = "paper", .kind = policy::ItemKind::sighted};
  item.checks = std::move(checks);
  item.known_as = std::move(known_as);
  return item;
}

// Whose type is read must be asked for, or nobody can apply: a guardian's as much as one's own.
TEST(DescribeForm, AsksForTheTypeOfWhatIsReadAsAnIdentityDocument) {
  using policy::Check;
  EXPECT_TRUE(describe_item(sighted({Check::identity, Check::expiry})).identity_document);
  EXPECT_TRUE(describe_item(sighted({}, "identity_number")).identity_document);
  EXPECT_FALSE(describe_item(sighted({Check::document, Check::expiry})).identity_document);
  policy::Item field{.id = "name", .kind = policy::ItemKind::field};
  field.checks = {Check::identity};
  EXPECT_FALSE(describe_item(field).identity_document);
}

// Before anybody applies: what it costs, for how many there is a place, and what is not for all.
TEST(DescribeForm, SaysTheFeeAndThePlacesOfWhatIsApplied) {
  policy::RequestKind kind{.id = "programme"};
  kind.steps.push_back({.id = "register", .capacity = 60});
  kind.steps.push_back({.id = "pay", .fee = 15000});
  kind.steps[1].when.push_back({.fact = "item.programme", .value = "paid"});
  const auto steps = describe_form({}, kind).steps;
  EXPECT_EQ(steps[0].capacity, 60);
  EXPECT_FALSE(steps[0].conditional);
  EXPECT_EQ(steps[1].fee_halalas, 15000);
  EXPECT_TRUE(steps[1].conditional);
}

}  // namespace
}  // namespace requests
