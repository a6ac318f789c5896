#include "platform/api/news.h"

#include <pthread.h>

#include <algorithm>

#include "base/json.h"

namespace api {
namespace {

using Steady = std::chrono::steady_clock;

// A browser that lost its stream comes again after this.
constexpr std::string_view greeting = "retry: 2000\n\n";
constexpr std::string_view everything = R"({"what":"all"})";

std::string event_of(std::string_view json, std::uint64_t number) {
  std::string text = "id: " + std::to_string(number) + "\nevent: news\ndata: ";
  text += json;
  return text + "\n\n";
}

std::string person_of(const auth::Actor& actor) {
  return actor.phone_index.empty() ? actor.id : actor.phone_index;
}

// What a filter may rely on has not changed since the stream was opened.
bool same(const auth::Actor& one, const auth::Actor& other) {
  return one.kind == other.kind && one.sign_in == other.sign_in && one.roles == other.roles &&
         one.branches == other.branches && one.acting_for == other.acting_for &&
         one.may_act_for == other.may_act_for;
}

}  // namespace

struct Newsroom::Reader {
  Tenant& tenant;
  const Endpoint& endpoint;
  const Filter& filter;
  const std::string token;
  const std::optional<std::string> request;  // whose page is open, as its client says
  const auth::Actor actor;
  std::shared_ptr<http::Stream> stream = {};
  std::uint64_t number = 0;  // of the last event
};

Newsroom::Newsroom(const kernel::Clock& clock, bool secure, NewsOptions options)
    : clock_(clock), secure_(secure), options_(options), thread_([this] { run(); }) {}

Newsroom::~Newsroom() {
  stop();
}

void Newsroom::stop() {
  std::set<std::shared_ptr<Reader>> readers;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    readers.swap(readers_);
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  for (const auto& reader : readers) reader->stream->end();
}

void Newsroom::attend(Tenant& tenant) {
  tenant.store->listen([this, &tenant](const db::News& news) { hear(tenant, news.text); });
}

void Newsroom::hear(Tenant& tenant, std::string_view change) {
  {
    const std::lock_guard lock(mutex_);
    if (readers_.empty()) return;
    changes_[&tenant].emplace(change);
  }
  changed_.notify_all();
}

Result<Done> Newsroom::take_in(const std::shared_ptr<Reader>& reader) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return refuse(RefusalKind::unavailable, "http.draining");
  if (static_cast<int>(readers_.size()) >= options_.in_all)
    return refuse(RefusalKind::unavailable, "http.overloaded");
  const auto own = std::ranges::count_if(readers_, [&](const auto& other) {
    return &other->tenant == &reader->tenant && person_of(other->actor) == person_of(reader->actor);
  });
  if (options_.per_person > 0 && own >= options_.per_person) {
    return refuse(RefusalKind::too_many, Obstacle{.code = "api.too_many_streams",
                                                  .parameters = {{"retry_after_s", "10"}}});
  }
  readers_.insert(reader);
  return Done{};
}

// A stream that is opened again says that everything may have changed meanwhile: what was missed is
// not kept, and fetching again is always right.
void Newsroom::open(const std::shared_ptr<Exchange>& exchange, const Filter& filter) {
  const auto& call = exchange->call();
  const auto& endpoint = exchange->endpoint();
  const auto cookie = auth::cookie_name(*endpoint.area, call.tenant.slug, secure_);
  const auto reader = std::make_shared<Reader>(Reader{call.tenant, endpoint, filter,
                                                      exchange->request().cookie(cookie),
                                                      call.argument("request"), call.actor});
  reader->stream = std::make_shared<http::Stream>([this, weak = std::weak_ptr(reader)] {
    if (const auto gone = weak.lock()) forget(*gone);
  });
  if (const auto taken = take_in(reader); !taken) return exchange->refuse(taken.refusal());
  http::Response response{.body = std::string(greeting), .content_type = "text/event-stream"};
  if (!exchange->request().header("Last-Event-ID").empty())
    response.body += event_of(everything, 0);
  // A proxy in front passes each event on as it comes.
  response.headers.emplace_back("X-Accel-Buffering", "no");
  response.stream = reader->stream;
  exchange->answer(std::move(response));
}

void Newsroom::forget(const Reader& reader) {
  std::shared_ptr<Reader> last;  // ends after the lock does
  const std::lock_guard lock(mutex_);
  const auto found =
      std::ranges::find_if(readers_, [&](const auto& one) { return one.get() == &reader; });
  if (found == readers_.end()) return;
  last = *found;
  readers_.erase(found);
}

void Newsroom::run() {
  pthread_setname_np(pthread_self(), "news");
  auto checked = Steady::now();
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const std::chrono::milliseconds check(options_.check_ms), gather(options_.gather_ms);
    if (readers_.empty()) changes_.clear();
    const auto something = [this] { return stopping_ || !changes_.empty(); };
    if (changed_.wait_for(lock, check, something))
      changed_.wait_for(lock, gather, [this] { return stopping_; });
    if (stopping_) return;
    const auto changes = std::exchange(changes_, {});
    const bool check_all = Steady::now() - checked >= check;
    if (check_all) checked = Steady::now();
    std::map<Tenant*, std::vector<std::shared_ptr<Reader>>> readers;
    for (const auto& reader : readers_) {
      if (check_all || changes.contains(&reader->tenant))
        readers[&reader->tenant].push_back(reader);
    }
    lock.unlock();
    for (const auto& [tenant, those] : readers) {
      const auto of_tenant = changes.find(tenant);
      tell(*tenant, those, of_tenant == changes.end() ? Changes() : of_tenant->second);
    }
    readers.clear();  // may end a stream, which takes the lock
    lock.lock();
  }
}

void Newsroom::tell(Tenant& tenant, const std::vector<std::shared_ptr<Reader>>& readers,
                    const Changes& changes) {
  try {
    tenant.store->read([&](db::Transaction& tx) {
      for (const auto& reader : readers) {
        Call call{.tenant = tenant, .now = clock_.now()};
        call.argument = [&](std::string_view name) {
          return name == "request" ? reader->request : std::nullopt;
        };
        if (!still_may(tx, *reader, call)) {
          reader->stream->end();
          continue;
        }
        if (changes.empty()) continue;
        if (changes.contains(std::string(db::missed))) {
          reader->stream->push(event_of(everything, ++reader->number));
          continue;
        }
        for (const auto& json : reader->filter(tx, call, changes))
          reader->stream->push(event_of(json, ++reader->number));
      }
    });
  } catch (const std::exception& error) {
    kernel::log::error("api.news_not_told",
                       {
                           {"association", tenant.slug },
                           {"detail",      error.what()}
    });
    // They come again, and fetch; were they left, they would wait for what was lost.
    for (const auto& reader : readers) reader->stream->end();
  }
}

bool Newsroom::still_may(db::Transaction& tx, const Reader& reader, Call& call) const {
  auto holder =
      auth::authenticate(tx, *reader.tenant.keeper, reader.tenant.id, *reader.endpoint.area,
                         reader.token, call.now, reader.tenant.may_act_for);
  call.actor = std::move(holder.actor);
  return same(call.actor, reader.actor) && auth::authorise(call.actor, reader.endpoint.action).ok();
}

}  // namespace api
