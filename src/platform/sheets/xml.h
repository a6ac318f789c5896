#pragma once

#include <string_view>

#include "platform/sheets/archive.h"

// The XML inside a spreadsheet, an event at a time, by expat. Private to this room.
namespace sheets {

// The attributes of one element, by their name without its namespace; they live as long as the
// event. Workbooks of one format come in several namespaces (ECMA-376 Transitional and Strict).
class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}

  // Empty where it is missing. `space`: what its namespace has to contain.
  std::string_view get(std::string_view name, std::string_view space = "") const;

 private:
  const char** pairs_;
};

class XmlReader {
 public:
  virtual ~XmlReader() = default;
  virtual void open(std::string_view name, const Attributes& attributes) = 0;
  virtual void close(std::string_view name) = 0;
  virtual void text(std::string_view) {}
};

// Throws Unreadable: sheet.broken, also where it defines entities, which no spreadsheet does; and
// whatever the reader throws.
void read_xml(const Archive& archive, std::string_view entry, XmlReader& reader);

}  // namespace sheets
