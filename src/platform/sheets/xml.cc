#include "platform/sheets/xml.h"

#include <expat.h>

#include <exception>
#include <memory>

#include "platform/sheets/parse_book.h"

namespace sheets {
namespace {

constexpr char separator = '\x1f';  // of a namespace and a name

std::string_view local(std::string_view full) {
  const auto at = full.rfind(separator);
  return at == full.npos ? full : full.substr(at + 1);
}

struct Free {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

// What a reader throws may not pass through expat: it is kept until expat has returned.
class Reading {
 public:
  explicit Reading(XmlReader& takes)
      : reader_(takes), parser_(XML_ParserCreateNS(nullptr, separator)) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const char* name, const char** attributes) {
          of(self).guarded(
              [&](XmlReader& reader) { reader.open(local(name), Attributes(attributes)); });
        },
        [](void* self, const char* name) {
          of(self).guarded([&](XmlReader& reader) { reader.close(local(name)); });
        });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const char* text, int size) {
      of(self).guarded([&](XmlReader& reader) {
        reader.text({text, static_cast<std::size_t>(size)});
      });
    });
    XML_SetStartDoctypeDeclHandler(
        parser_.get(), [](void* self, const char*, const char*, const char*, int holds_entities) {
          if (holds_entities != 0)
            of(self).guarded([](XmlReader&) { throw Unreadable("sheet.broken"); });
        });
  }

  void take(std::string_view piece, bool last) {
    const auto status =
        XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
    if (thrown_) std::rethrow_exception(thrown_);
    if (status != XML_STATUS_OK) throw Unreadable("sheet.broken");
  }

 private:
  static Reading& of(void* self) { return *static_cast<Reading*>(self); }

  template <class Event>
  void guarded(const Event& event) {
    if (thrown_) return;
    try {
      event(reader_);
    } catch (...) {
      thrown_ = std::current_exception();
      XML_StopParser(parser_.get(), XML_FALSE);
    }
  }

  XmlReader& reader_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser_;
  std::exception_ptr thrown_;
};

}  // namespace

std::string_view Attributes::get(std::string_view name, std::string_view space) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    const std::string_view full = pair[0];
    if (local(full) == name && (space.empty() || full.find(space) != full.npos)) return pair[1];
  }
  return {};
}

void read_xml(const Archive& archive, std::string_view entry, XmlReader& reader) {
  Reading reading(reader);
  archive.read(entry, [&](std::string_view piece) { reading.take(piece, false); });
  reading.take({}, true);
}

}  // namespace sheets
