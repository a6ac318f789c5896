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

}  // namespace
}  // namespace requests
