#include "requests/news.h"

#include <algorithm>

#include "base/json.h"
#include "messages/messages.h"
#include "requests/open_request.h"

namespace requests {
namespace {

using auth::Action;

constexpr std::string_view of_request = "request ";

struct Notice {
  std::string what;
  std::optional<std::string> id = {};
};
BOOST_DESCRIBE_STRUCT(Notice, (), (what, id))

// The requests among the changes.
std::vector<RequestId> requests_of(const api::Changes& changes) {
  std::vector<RequestId> ids;
  for (const auto& change : changes) {
    if (change.starts_with(of_request)) ids.push_back(RequestId{change.substr(of_request.size())});
  }
  return ids;
}

}  // namespace

// The queue as a whole, and the one request whose page is open.
std::vector<std::string> desk_news(db::Transaction& tx, const api::Call& call,
                                   const api::Changes& changes) {
  std::vector<std::string> news;
  const auto ids = requests_of(changes);
  const auto visible = [&](const RequestId& id) {
    return row_for(tx, call, Action::request_read, id).ok();
  };
  if (auth::may(call.actor, Action::queue_read) && std::ranges::any_of(ids, visible))
    news.push_back(json::write(Notice{.what = "queue"}));
  const RequestId watched{call.argument("request").value_or("")};
  if (std::ranges::find(ids, watched) != ids.end() && visible(watched))
    news.push_back(json::write(Notice{.what = "request", .id = watched.text}));
  return news;
}

std::vector<std::string> portal_news(db::Transaction& tx, const api::Call& call,
                                     const api::Changes& changes) {
  std::vector<std::string> news;
  for (const auto& id : requests_of(changes)) {
    if (row_for(tx, call, Action::portal_use, id).ok())
      news.push_back(json::write(Notice{.what = "request", .id = id.text}));
  }
  if (changes.contains(messages::change_of(call.actor.acting_for)))
    news.push_back(json::write(Notice{.what = "messages"}));
  return news;
}

}  // namespace requests
