#pragma once

#include <cstdint>
#include <string>
#include <vector>

// What a spreadsheet says, without its looks.
namespace sheets {

struct Cell {
  enum class Kind : std::uint8_t { empty, text, number, date, boolean, formula, merged };
  Kind kind = Kind::empty;
  // Numbers in decimal digits, dates ISO (Gregorian), to be written also "2026-11-23 17:05"; of a
  // formula nothing.
  std::string text;

  bool operator==(const Cell&) const = default;
};
inline constexpr std::uint8_t cell_kinds = 7;

struct Row {
  std::int64_t number = 0;  // as the spreadsheet shows it, from 1
  std::vector<Cell> cells;
};

struct Sheet {
  std::string name;
  std::vector<Row> rows;  // without empty ones
};

struct Book {
  std::string format;    // xlsx | ods | csv
  std::string encoding;  // of CSV: UTF-8, windows-1256 …
  std::vector<Sheet> sheets;
};

inline constexpr std::int64_t rows_max = 200'000;
inline constexpr std::int64_t cells_max = 4'000'000;
inline constexpr std::int64_t columns_max = 200;
inline constexpr std::size_t cell_bytes_max = 8'192;

}  // namespace sheets
