#include "platform/db/row_code.h"

namespace db {
namespace {

std::uint64_t zigzag(std::int64_t number) {
  return (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63);
}
std::int64_t unzigzag(std::uint64_t number) {
  return static_cast<std::int64_t>((number >> 1) ^ (~(number & 1) + 1));
}

std::optional<std::string_view> take_data(std::string_view& in) {
  const auto size = take_number(in);
  if (!size || *size > in.size()) return std::nullopt;
  const auto data = in.substr(0, *size);
  in.remove_prefix(*size);
  return data;
}

std::optional<Value> take_cell(const Column& column, std::string_view& in) {
  if (in.empty()) return std::nullopt;
  const auto kind = static_cast<Value::Kind>(in.front());
  in.remove_prefix(1);
  if (kind == Value::Kind::null) {
    if (!column.may_be_null) return std::nullopt;
    return Value(nullptr);
  }
  if (kind != column.kind) return std::nullopt;
  if (kind == Value::Kind::integer) {
    const auto number = take_number(in);
    if (!number) return std::nullopt;
    return Value(unzigzag(*number));
  }
  const auto data = take_data(in);
  if (!data) return std::nullopt;
  return kind == Value::Kind::bytes ? Value(Bytes{*data}) : Value(*data);
}

}  // namespace

void put_number(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) out += static_cast<char>(0x80 | (number & 0x7f));
  out += static_cast<char>(number);
}

std::optional<std::uint64_t> take_number(std::string_view& in) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < in.size() && i < 10; ++i) {
    const auto byte = static_cast<unsigned char>(in[i]);
    if (i == 9 && byte > 1) return std::nullopt;
    number |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
    if ((byte & 0x80) != 0) continue;
    if (byte == 0 && i > 0) return std::nullopt;
    in.remove_prefix(i + 1);
    return number;
  }
  return std::nullopt;
}

void put_cell(std::string& out, const Value& cell) {
  out += static_cast<char>(cell.kind);
  if (cell.kind == Value::Kind::null) return;
  if (cell.kind == Value::Kind::integer) return put_number(out, zigzag(cell.integer));
  put_number(out, cell.data.size());
  out += cell.data;
}

std::optional<std::vector<Value>> decode_row(const Table& table, std::string_view row) {
  std::vector<Value> cells;
  cells.reserve(table.columns.size());
  for (const auto& column : table.columns) {
    auto cell = take_cell(column, row);
    if (!cell) return std::nullopt;
    cells.push_back(*cell);
  }
  if (!row.empty()) return std::nullopt;
  return cells;
}

}  // namespace db
