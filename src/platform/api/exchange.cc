#include "platform/api/exchange.h"

#include <charconv>

#include "base/text.h"
#include "platform/api/pace.h"
#include "platform/db/movable_store.h"
#include "platform/http/multipart.h"
#include "platform/kernel/kernel.h"
#include "platform/kernel/problem.h"

namespace api {
namespace {

constexpr int retry_after_s = 2;
// From handing a write over until it is durable: then the log names the request.
constexpr std::chrono::milliseconds slow_write{1'000};

std::optional<std::int64_t> number_of(std::string_view text) {
  if (text.starts_with('"') && text.ends_with('"') && text.size() > 1)
    text = text.substr(1, text.size() - 2);
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size())
    return std::nullopt;
  return number;
}

// "localhost:8080", "127.0.0.1:8080", "[::1]:8080".
bool is_loopback_host(std::string_view host) {
  if (host.starts_with('[')) return kernel::is_loopback(host.substr(1, host.find(']') - 1));
  return kernel::is_loopback(host.substr(0, host.find(':')));
}

}  // namespace

Exchange::Exchange(http::Request&& request, http::Reply reply, const Endpoint& endpoint,
                   const RoutesOptions& options, Flows& flows)
    : request_(std::move(request)),
      reply_(std::move(reply)),
      endpoint_(endpoint),
      options_(options),
      flows_(flows) {}

Exchange::~Exchange() {
  http::remove_spooled(request_.parts);
}

// Behind a trusted proxy the address is the one that it forwards; whoever shares this machine with
// the program is not held back.
Result<Done> Exchange::admit_address() {
  if (kernel::is_loopback(request_.peer)) return Done{};
  of_address_ =
      TRY(flows_.addresses.enter(network_of(request_.peer), "api.too_many", options_.clock->now()));
  return Done{};
}

Result<Done> Exchange::admit_person() {
  const auto& actor = call_->actor;
  if (actor.kind == auth::Actor::Kind::nobody || kernel::is_loopback(request_.peer)) return Done{};
  const std::string who = actor.phone_index.empty() ? actor.id : actor.phone_index;
  of_person_ = TRY(flows_.people.enter(call_->tenant.slug + " " + who, "api.too_many_of_person",
                                       options_.clock->now()));
  return Done{};
}

bool Exchange::open() {
  const auto admitted = admit_address();
  if (!admitted) refuse(admitted.refusal());
  return admitted.ok() && open_tenant();
}

bool Exchange::open_tenant() {
  Tenant* tenant = nullptr;
  try {
    tenant = options_.find_tenant(request_.param("association"));
  } catch (const std::exception& error) {  // its database or its key; the others go on
    kernel::log::error("api.tenant_does_not_open",
                       {
                           {"request_id", request_.request_id},
                           {"detail",     error.what()       }
    });
    refuse(::refuse(RefusalKind::unavailable, "http.overloaded"));
    return false;
  }
  if (tenant == nullptr) {
    refuse(::refuse(RefusalKind::not_found, "http.not_found"));
    return false;
  }
  call_.emplace(Call{.tenant = *tenant, .now = options_.clock->now()});
  call_->request_id = request_.request_id;
  call_->peer = request_.peer;
  call_->idempotency_key = request_.header("Idempotency-Key");
  const auto if_match = request_.header("If-Match");
  call_->if_match = number_of(if_match);
  if (!if_match.empty() && !call_->if_match) {
    refuse(::refuse(RefusalKind::invalid, "api.if_match"));
    return false;
  }
  call_->param = [this](std::string_view name) { return std::string(request_.param(name)); };
  call_->argument = [this](std::string_view name) { return request_.argument(name); };
  call_->raw = &request_;
  call_->response_headers = &headers_;
  call_->keep_refused = &keep_refused_;
  if (const auto checked = check_origin(); !checked) {
    refuse(checked.refusal());
    return false;
  }
  return true;
}

bool Exchange::open_house() {
  auto checked = admit_address();
  if (checked) checked = check_origin();
  if (!checked) refuse(checked.refusal());
  return checked.ok();
}

// A page of another site can send neither the header nor this origin (CSRF). Both are asked of
// every change: a browser names the origin whenever it sends anything but GET and HEAD, so whoever
// does not is none, and says it as our pages would. A loopback host may name itself: only this
// machine's own browser calls it so.
Result<Done> Exchange::check_origin() const {
  if (!endpoint_.changes()) return Done{};
  const auto origin = request_.header("Origin");
  const auto host = request_.header("Host");
  const bool own = origin == options_.public_address ||
                   (is_loopback_host(host) && origin == "http://" + std::string(host));
  if (!own || request_.header("X-Sila") != "1")
    return ::refuse(RefusalKind::forbidden, "api.foreign_origin");
  return Done{};
}

Result<Done> Exchange::identify(db::Transaction& read) {
  Call& call = *call_;
  if (endpoint_.area) {
    const auto token =
        request_.cookie(auth::cookie_name(*endpoint_.area, call.tenant.slug, options_.secure));
    if (!token.empty()) {
      auto holder = auth::authenticate(read, *call.tenant.keeper, call.tenant.id, *endpoint_.area,
                                       token, call.now, call.tenant.may_act_for);
      call.actor = std::move(holder.actor);
      if (holder.touch_due) {
        call.tenant.store->write<char>(
            [id = call.tenant.id, sign_in = call.actor.sign_in, now = call.now](db::Transaction& tx,
                                                                                char&) {
              auth::touch(tx, id, sign_in, now);
              return true;
            },
            [](db::End, char&) {});
      }
    }
  }
  TRY(admit_person());
  if (endpoint_.action == auth::Action::anyone) return Done{};
  if (call.actor.kind == auth::Actor::Kind::nobody) {
    return ::refuse(RefusalKind::unauthenticated, "api.sign_in_first");
  }
  return auth::authorise(call.actor, endpoint_.action);
}

void Exchange::wait_for_turn(db::Transaction& tx) const {
  if (!endpoint_.changes()) return;
  bool names_something = false;
  for (auto at = endpoint_.pattern.find('{'); at != std::string::npos;
       at = endpoint_.pattern.find('{', at + 1)) {
    const auto name = endpoint_.pattern.substr(at + 1, endpoint_.pattern.find('}', at) - at - 1);
    tx.serialize(name + "=" + std::string(request_.param(name)));
    names_something = true;
  }
  if (!names_something) tx.serialize("actor=" + call_->actor.id);
}

void Exchange::answer(http::Response response) {
  for (auto& header : headers_) response.headers.push_back(std::move(header));
  if (call_) response.association = call_->tenant.slug;
  reply_.send(std::move(response));
}

void Exchange::answer(std::string text, int status) {
  answer(http::Response{.status = status, .body = std::move(text)});
}

void Exchange::refuse(const Refusal& refusal) {
  http::Response response{.status = kernel::status_of(refusal.kind),
                          .body = kernel::problem_json(refusal, request_.request_id),
                          .content_type = "application/problem+json"};
  if (response.status == 503 || response.status == 429) {
    const auto& parameters = refusal.obstacles.front().parameters;
    const auto after = parameters.find("retry_after_s");
    response.headers.emplace_back(
        "Retry-After", after == parameters.end() ? std::to_string(retry_after_s) : after->second);
  }
  answer(std::move(response));
}

void Exchange::note_slow_write(std::chrono::steady_clock::time_point began) const {
  const auto took = std::chrono::steady_clock::now() - began;
  if (took < slow_write) return;
  kernel::log::warning(
      "api.slow_write",
      {
          {"request_id",  request_.request_id                                                },
          {"route",       endpoint_.path()                                                   },
          {"association", call_->tenant.slug                                                 },
          {"duration_us", std::chrono::duration_cast<std::chrono::microseconds>(took).count()}
  });
}

void Exchange::answer_fault(const db::Error& error) {
  kernel::log::error("api.database_fault",
                     {
                         {"request_id", request_.request_id},
                         {"detail",     error.what()       }
  });
  refuse(::refuse(RefusalKind::unavailable, "http.overloaded"));
}

void Exchange::answer_end(db::End end) {
  if (end != db::End::error) {
    const auto* store = dynamic_cast<const db::MovableStore*>(call_->tenant.store.get());
    const bool is_moved = end == db::End::full && store != nullptr && store->is_held();
    return refuse(
        ::refuse(RefusalKind::unavailable, is_moved ? "db.being_moved" : "http.overloaded"));
  }
  answer(http::Response{
      .status = 500,
      .body = kernel::problem_json(500, ::refuse(RefusalKind::unavailable, "http.internal"),
                                   request_.request_id),
      .content_type = "application/problem+json"});
}

std::string language_of(const Call& call) {
  return call.argument("language").value_or("ar") == "en" ? "en" : "ar";
}

Result<Page> page_of(const Call& call) {
  Page page;
  page.limit = limits::page_default;
  page.after = call.argument("after").value_or("");
  if (const auto limit = call.argument("limit")) {
    const auto number = number_of(*limit);
    if (!number || *number < 1 || *number > limits::page_max) {
      return ::refuse(RefusalKind::invalid,
                      {
                          .code = "argument.limit",
                          .field = "limit",
                          .parameters = {{"from", "1"}, {"to", std::to_string(limits::page_max)}}
      });
    }
    page.limit = static_cast<int>(*number);
  }
  return page;
}

}  // namespace api
