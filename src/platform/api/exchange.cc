#include "platform/api/exchange.h"

#include <charconv>

#include "base/text.h"
#include "platform/http/multipart.h"
#include "platform/kernel/kernel.h"
#include "platform/kernel/problem.h"

namespace api {
namespace {

constexpr int retry_after_s = 2;

std::optional<std::int64_t> number_of(std::string_view text) {
  if (text.starts_with('"') && text.ends_with('"') && text.size() > 1)
    text = text.substr(1, text.size() - 2);
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size())
    return std::nullopt;
  return number;
}

}  // namespace

Exchange::Exchange(http::Request&& request, http::Reply reply, const Endpoint& endpoint,
                   const RoutesOptions& options)
    : request_(std::move(request)),
      reply_(std::move(reply)),
      endpoint_(endpoint),
      options_(options) {}

Exchange::~Exchange() {
  http::remove_spooled(request_.parts);
}

bool Exchange::open() {
  Tenant* tenant = nullptr;
  try {
    tenant = options_.find_tenant(request_.param("association"));
  } catch (const db::Error& error) {
    kernel::log::error("api.tenant_does_not_open", {
                                                       {"detail", error.what()}
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
  call_->if_match = number_of(request_.header("If-Match"));
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

// A page of another site can send neither the header nor this origin (CSRF).
Result<Done> Exchange::check_origin() const {
  if (!endpoint_.changes()) return Done{};
  const auto origin = request_.header("Origin");
  const std::string own = options_.public_address.empty()
                              ? "http://" + std::string(request_.header("Host"))
                              : options_.public_address;
  const bool foreign = !origin.empty() && origin != own;
  if (foreign || request_.header("X-Sila") != "1")
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
  if (endpoint_.action == auth::Action::anyone) return Done{};
  if (call.actor.kind == auth::Actor::Kind::nobody) {
    return ::refuse(RefusalKind::unauthenticated, "api.sign_in_first");
  }
  return auth::authorise(call.actor, endpoint_.action);
}

void Exchange::answer(http::Response response) {
  for (auto& header : headers_) response.headers.push_back(std::move(header));
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

void Exchange::answer_end(db::End end) {
  if (end != db::End::error) return refuse(::refuse(RefusalKind::unavailable, "http.overloaded"));
  answer(http::Response{
      .status = 500,
      .body = kernel::problem_json(500, ::refuse(RefusalKind::unavailable, "http.internal"),
                                   request_.request_id),
      .content_type = "application/problem+json"});
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
