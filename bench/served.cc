#include "served.h"

#include <algorithm>
#include <boost/describe.hpp>
#include <future>

#include "base/json.h"
#include "measure.h"
#include "requests/queue.h"

namespace bench {
namespace {

constexpr int runs = 5;

struct Kilobyte {
  std::string id, reference, kind, status, text;
  std::int64_t seq = 0;
  std::vector<std::string> steps;
};
BOOST_DESCRIBE_STRUCT(Kilobyte, (), (id, reference, kind, status, text, seq, steps))

}  // namespace

Served::Served(app::House& house) {
  house.router().add("GET", "/bench/kilobyte", http::Body::none,
                     [](http::Request&, http::Reply reply) {
                       static const Kilobyte view{
                           "01890000",
                           "48-000001-1",
                           "assistance",
                           "open",
                           std::string(700, 'a'),
                           12,
                           {"receive", "complete", "declare", "verify"}
                       };
                       reply.send({.body = json::write(view)});
                     });
  std::promise<std::uint16_t> listening;
  thread_ = std::thread([&house, &listening] {
    http::serve(house.router(),
                {.port = 0, .workers = 2, .on_listening = [&listening](std::uint16_t at) {
                   listening.set_value(at);
                 }});
  });
  port = listening.get_future().get();
}

Served::~Served() {
  http::request_stop();
  thread_.join();
}

std::string cookie(const std::string& slug, auth::Area area, const std::string& token) {
  return "Cookie: " + auth::cookie_name(area, slug, false) + "=" + token + "\r\n";
}

std::string get(const std::string& path, const std::string& headers) {
  return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
}

std::string_view inquiry() {
  return R"({"kind":"inquiry","values":{"topic":{"text":"services"},"question":{"text":)"
         R"("متى تفتحون أبوابكم، وهل أستطيع أن أرسل من يراجعكم عني؟"}},"capacity":"self",)"
         R"("consents":[{"purpose":"study_request","given":true,"notice_version":1}]})";
}

std::string submission_of(const std::string& slug, const std::string& cookie) {
  static const kernel::Clock clock;
  return "POST /api/" + slug +
         "/portal/requests HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Sila: 1\r\n"
         "Origin: http://127.0.0.1\r\nContent-Type: application/json\r\n" +
         cookie + "Idempotency-Key: " + kernel::new_id<RequestId>(clock.now()).text +
         "\r\nContent-Length: " + std::to_string(inquiry().size()) + "\r\n\r\n" +
         std::string(inquiry());
}

Load middle(const std::function<Load()>& run) {
  std::vector<Load> all;
  for (int i = 0; i < runs; ++i) {
    all.push_back(run());
    if (all.back().refused != 0)
      throw std::runtime_error("the bench was refused: " + all.back().first_refusal);
  }
  std::ranges::sort(all, {}, &Load::rate);
  return all[runs / 2];
}

double queue_seconds(Association& town, const auth::Actor& actor, const std::string& scope,
                     const std::string& state) {
  auto call = town.call_as(actor);
  call.argument = [&](std::string_view name) -> std::optional<std::string> {
    if (name == "scope") return scope;
    if (name == "state") return state;
    return std::nullopt;
  };
  return median_of(15, [&] {
    town.tenant().store->read([&](db::Transaction& tx) {
      if (!requests::list_queue(tx, call)) throw std::runtime_error("the queue was refused");
    });
  });
}

}  // namespace bench
