#include "requests/on_record.h"

#include "base/json.h"

namespace requests {
namespace {

constexpr std::string_view opened_action = "attachment.opened";
struct OpenedDetail {  // of the audit entry
  std::string request;
};
BOOST_DESCRIBE_STRUCT(OpenedDetail, (), (request))

}  // namespace

audit::Entry paper_opened(const RequestRow& request, const AttachmentId& paper) {
  return {.action = std::string(opened_action),
          .object = paper.text,
          .party = request.beneficiary.text,
          .detail = json::write(OpenedDetail{request.id.text})};
}

std::optional<RequestId> request_on_record(const audit::Entry& entry) {
  if (entry.action.starts_with("request.")) return RequestId{entry.object};
  if (entry.action != opened_action) return std::nullopt;
  const auto detail = json::read<OpenedDetail>(entry.detail);
  return detail ? RequestId{detail->request} : RequestId{};
}

}  // namespace requests
