#include "platform/sheets/wire.h"

#include <cstring>
#include <stdexcept>

namespace sheets {
namespace {

// The tags of the records.
constexpr char tag_book = 'B', tag_sheet = 'S', tag_row = 'R', tag_end = 'Z', tag_refusal = 'E';

void put(std::string& out, std::uint32_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof bytes);
}
void put(std::string& out, std::string_view text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

struct CutOff : std::runtime_error {
  CutOff() : std::runtime_error("the packed book is cut off") {}
};

class Reader {
 public:
  explicit Reader(std::string_view packed) : rest_(packed) {}
  char tag() { return take(1).front(); }
  std::uint32_t number() {
    std::uint32_t number = 0;
    std::memcpy(&number, take(sizeof number).data(), sizeof number);
    return number;
  }
  std::string text(std::size_t most) {
    const auto size = number();
    if (size > most) throw CutOff();
    return std::string(take(size));
  }

 private:
  std::string_view take(std::size_t bytes) {
    if (rest_.size() < bytes) throw CutOff();
    const auto taken = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return taken;
  }
  std::string_view rest_;
};

Refusal refused(std::string code) {
  return refuse(RefusalKind::rule_not_met, Obstacle{.code = std::move(code), .field = "/file"});
}

Row row_of(Reader& reader) {
  Row row{.number = reader.number(), .cells = {}};
  const auto cells = reader.number();
  if (cells > columns_max) throw CutOff();
  row.cells.resize(cells);
  for (auto& cell : row.cells) {
    const auto kind = static_cast<std::uint8_t>(reader.tag());
    if (kind >= cell_kinds) throw CutOff();
    cell.kind = static_cast<Cell::Kind>(kind);
    cell.text = reader.text(cell_bytes_max);
  }
  return row;
}

Result<Book> book_of(Reader reader) {
  constexpr std::size_t name_bytes = 1'024;
  Book book;
  std::int64_t rows = 0;
  for (;;) {
    switch (reader.tag()) {
      case tag_refusal:
        return refused(reader.text(name_bytes));
      case tag_book:
        book.format = reader.text(name_bytes);
        book.encoding = reader.text(name_bytes);
        break;
      case tag_sheet:
        book.sheets.push_back({reader.text(name_bytes), {}});
        break;
      case tag_row:
        if (book.sheets.empty() || ++rows > rows_max) throw CutOff();
        book.sheets.back().rows.push_back(row_of(reader));
        break;
      case tag_end:
        return book;
      default:
        throw CutOff();
    }
  }
}

}  // namespace

std::string pack_book(const Book& book) {
  std::string out(1, tag_book);
  put(out, book.format);
  put(out, book.encoding);
  for (const auto& sheet : book.sheets) {
    out += tag_sheet;
    put(out, sheet.name);
    for (const auto& row : sheet.rows) {
      out += tag_row;
      put(out, static_cast<std::uint32_t>(row.number));
      put(out, static_cast<std::uint32_t>(row.cells.size()));
      for (const auto& cell : row.cells) {
        out += static_cast<char>(cell.kind);
        put(out, cell.text);
      }
    }
  }
  return out + tag_end;
}

std::string pack_refusal(std::string_view code) {
  std::string out(1, tag_refusal);
  put(out, code);
  return out;
}

Result<Book> unpack_book(std::string_view packed) {
  try {
    return book_of(Reader(packed));
  } catch (const CutOff&) {
    return refused("sheet.broken");
  }
}

}  // namespace sheets
