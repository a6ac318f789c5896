#pragma once

#include "governance/contractors.h"
#include "governance/force_version.h"
#include "governance/standing.h"

// An approved version is made known to whom it binds: staff, volunteers and contractors; each
// acknowledges it, and a new version asks again (F3, F4).
namespace governance {

struct Circulation {
  Instant at;
  std::string by;  // a staff id
};
std::optional<Circulation> find_circulation(db::Transaction& tx, const AssociationId& association,
                                            std::string_view digest);
// The one that was circulated last and still binds, or is about to; nothing: there is none.
std::optional<std::string> circulated_version(db::Transaction& tx, const api::Tenant& tenant,
                                              Instant now);

// Who acknowledges without an account of the desk.
enum class Outside : std::uint8_t { volunteer, contractor };
struct OutsideAcknowledgement {
  std::string digest;
  Outside kind = Outside::volunteer;
  std::string id;
  std::string name;  // that a contractor signed with
};
void acknowledge_outside(db::Transaction& tx, const api::Tenant& tenant,
                         const OutsideAcknowledgement& given, const audit::Who& who, Instant now);
std::optional<Instant> outside_acknowledgement(db::Transaction& tx,
                                               const AssociationId& association,
                                               std::string_view digest, Outside kind,
                                               std::string_view id);

struct GroupCount {
  std::string group;  // staff | volunteers | contractors
  std::int64_t total = 0, acknowledged = 0;
};
BOOST_DESCRIBE_STRUCT(GroupCount, (), (group, total, acknowledged))
// Of those who work for the association now.
std::vector<GroupCount> count_readers(db::Transaction& tx, const AssociationId& association,
                                      std::string_view digest);

struct Reader {
  std::string id;
  std::string name;   // empty: it is confidential that this person is known here
  policy::Text role;  // a member's titles, what a contract is for; empty: a volunteer, or gone
  std::optional<Instant> acknowledged_at;
  std::optional<std::string> signed_as;  // by a contractor
};
BOOST_DESCRIBE_STRUCT(Reader, (), (id, name, role, acknowledged_at, signed_as))

struct ReaderGroup : GroupCount {
  std::vector<Reader> readers;  // those who have not acknowledged first; the first two hundred
};
BOOST_DESCRIBE_STRUCT(ReaderGroup, (GroupCount), (readers))

struct KeptGroup : ReaderGroup {  // everybody
  std::vector<Reader> former;     // acknowledged it, and work here no more
};
BOOST_DESCRIBE_STRUCT(KeptGroup, (ReaderGroup), (former))
std::vector<KeptGroup> all_readers(db::Transaction& tx, const api::Tenant& tenant,
                                   std::string_view digest);

struct Readers {
  std::string digest;
  std::optional<Instant> circulated_at;
  std::optional<std::string> circulated_by;  // a name
  std::vector<Instant> reminded_at;
  std::vector<ReaderGroup> groups;
};
BOOST_DESCRIBE_STRUCT(Readers, (), (digest, circulated_at, circulated_by, reminded_at, groups))

Result<Readers> list_readers(db::Transaction& tx, const api::Call& call);
// Once for each version. Refuses policy.unknown, policy.not_to_circulate,
// policy.circulated_already.
Result<Readers> circulate(db::Transaction& tx, const api::Call& call, const NoBody& body);
// Those who have not acknowledged, once a day at the most. Refuses policy.not_circulated,
// policy.reminded_today.
Result<Readers> remind_readers(db::Transaction& tx, const api::Call& call, const NoBody& body);
// By a member of the staff, also before it is in force. Refuses policy.unknown,
// policy.not_to_acknowledge.
Result<VersionStanding> acknowledge_version(db::Transaction& tx, const api::Call& call,
                                            const NoBody& body);

// What the outbox does after circulate and remind_readers: tells everybody who has not
// acknowledged, each once.
inline constexpr auto* circulation_topic = "policy.circulation";
outbox::Attempt tell_readers(api::Tenant& tenant, const outbox::Task& task, Instant now);

// Active members.
std::vector<auth::StaffMember> active_staff(db::Transaction& tx, const api::Tenant& tenant);
// When reminders of this kind were sent: "readers/DIGEST", "review/DIGEST".
std::vector<Instant> reminders_of(db::Transaction& tx, const AssociationId& association,
                                  const std::string& what);

}  // namespace governance
