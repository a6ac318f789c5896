#include <array>
#include <boost/json.hpp>

#include "base/json.h"
#include "procedure/procedure.h"

namespace procedure {
namespace {

struct TextField {
  std::string_view name;
  std::string Payload::*member;
};
constexpr TextField text_fields[] = {
    {"item",          &Payload::item         },
    {"outcome",       &Payload::outcome      },
    {"note",          &Payload::note         },
    {"question",      &Payload::question     },
    {"channel",       &Payload::channel      },
    {"proof",         &Payload::proof        },
    {"what",          &Payload::what         },
    {"digest",        &Payload::digest       },
    {"sign_method",   &Payload::sign_method  },
    {"capacity",      &Payload::capacity     },
    {"signer",        &Payload::signer       },
    {"assignee",      &Payload::assignee     },
    {"control",       &Payload::control      },
    {"clause",        &Payload::clause       },
    {"role",          &Payload::role         },
    {"other_request", &Payload::other_request},
    {"reason",        &Payload::reason       }
};

class Writer {
 public:
  template <class T>
  void add(std::string_view name, const T& value) {
    out_ += out_.empty() ? "{\"" : ",\"";
    out_ += name;
    out_ += "\":";
    json::write(out_, value);
  }
  template <class T>
  void add_if(std::string_view name, const std::optional<T>& value) {
    if (value) add(name, *value);
  }
  std::string end() && { return out_.empty() ? "{}" : std::move(out_) + "}"; }

 private:
  std::string out_;
};

// Reads one member; false when it is unknown or of the wrong type.
class Taker {
 public:
  explicit Taker(Payload& payload) : payload_(payload) {}
  bool take(std::string_view name, const boost::json::value& value) {
    for (const auto& field : text_fields) {
      if (name == field.name) return read(value, payload_.*field.member);
    }
    if (name == "items") return read(value, payload_.items);
    if (name == "item_digests") return read(value, payload_.item_digests);
    if (name == "matched") return read(value, payload_.matched.emplace());
    if (name == "valid") return read(value, payload_.valid.emplace());
    if (name == "until") return read(value, payload_.until.emplace());
    if (name == "submitted_on") return read(value, payload_.submitted_on.emplace());
    if (name == "earliest") return read(value, payload_.earliest.emplace());
    if (name == "due") return read(value, payload_.due.emplace());
    if (name == "rectifies") return read(value, payload_.rectifies);
    if (name == "amount_halalas") return read(value, payload_.amount_halalas);
    if (name == "version") return read(value, payload_.version);
    if (name == "round") return read(value, payload_.round);
    if (name == "backdated") return read(value, payload_.backdated);
    return false;
  }

 private:
  template <class T>
  bool read(const boost::json::value& value, T& into) {
    json::Reader reader;
    reader.read(value, into);
    return reader.obstacles.empty();
  }
  Payload& payload_;
};

}  // namespace

std::string encode(const Payload& payload) {
  Writer out;
  for (const auto& field : text_fields) {
    if (!(payload.*field.member).empty()) out.add(field.name, payload.*field.member);
  }
  if (!payload.items.empty()) out.add("items", payload.items);
  if (!payload.item_digests.empty()) out.add("item_digests", payload.item_digests);
  out.add_if("matched", payload.matched);
  out.add_if("valid", payload.valid);
  out.add_if("until", payload.until);
  out.add_if("submitted_on", payload.submitted_on);
  out.add_if("earliest", payload.earliest);
  out.add_if("due", payload.due);
  if (payload.rectifies != 0) out.add("rectifies", payload.rectifies);
  if (payload.amount_halalas != 0) out.add("amount_halalas", payload.amount_halalas);
  if (payload.version != 0) out.add("version", payload.version);
  if (payload.round != 0) out.add("round", payload.round);
  if (payload.backdated) out.add("backdated", true);
  return std::move(out).end();
}

Result<Done> decode_payload(std::string_view text, Payload& into) {
  // Most payloads fit: a replay reads millions of them, and the heap would cost more than the rest.
  std::array<unsigned char, 4'096> room;
  boost::json::monotonic_resource memory(room.data(), room.size());
  boost::json::error_code error;
  const auto document = boost::json::parse({text.data(), text.size()}, error, &memory);
  const auto* object = document.if_object();
  if (error || object == nullptr) return refuse(RefusalKind::invalid, "event.payload");
  Taker taker(into);
  for (const auto& entry : *object) {
    if (!taker.take({entry.key().data(), entry.key().size()}, entry.value())) {
      return refuse(RefusalKind::invalid,
                    Obstacle{.code = "event.payload", .field = "/" + std::string(entry.key())});
    }
  }
  return Done{};
}

}  // namespace procedure
