#include <zip.h>

#include <memory>
#include <set>

#include "platform/sheets/parse_book.h"

namespace sheets {
namespace {

constexpr std::int64_t inflated_max = 400 << 20;  // 200,000 rows of twenty columns
constexpr std::int64_t entries_max = 5'000;

struct Close {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

std::unique_ptr<zip_t, Close> opened(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  auto* archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  if (archive == nullptr) throw Unreadable("sheet.broken");
  return std::unique_ptr<zip_t, Close>(archive);
}

// What the entry really holds, at most `budget`.
std::int64_t inflate(zip_t* archive, zip_uint64_t index, std::int64_t budget, std::string& head) {
  constexpr std::size_t piece = 64 << 10;
  constexpr std::size_t head_bytes = 256 << 10;
  const std::unique_ptr<zip_file_t, Close> file(zip_fopen_index(archive, index, 0));
  if (!file) throw Unreadable("sheet.broken");
  std::string buffer(piece, '\0');
  std::int64_t total = 0;
  for (;;) {
    const auto got = zip_fread(file.get(), buffer.data(), buffer.size());
    if (got < 0) throw Unreadable("sheet.broken");
    if (got == 0) return total;
    total += got;
    if (total > budget) throw Unreadable("sheet.too_large");
    if (head.size() < head_bytes) head.append(buffer, 0, static_cast<std::size_t>(got));
  }
}

}  // namespace

std::string check_archive(std::string_view bytes) {
  const auto archive = opened(bytes);
  const auto entries = zip_get_num_entries(archive.get(), 0);
  if (entries > entries_max) throw Unreadable("sheet.too_large");
  std::set<std::string> names;
  std::int64_t left = inflated_max;
  bool encrypted = false;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(entries); ++i) {
    zip_stat_t stat;
    if (zip_stat_index(archive.get(), i, 0, &stat) != 0) throw Unreadable("sheet.broken");
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
      throw Unreadable("sheet.password");
    if (!names.insert(stat.name).second) throw Unreadable("sheet.broken");
    std::string head;
    const auto real = inflate(archive.get(), i, left, head);
    // A size that is not true is how a bomb hides.
    if (real != static_cast<std::int64_t>(stat.size)) throw Unreadable("sheet.broken");
    left -= real;
    const std::string_view name = stat.name;
    if (name == "META-INF/manifest.xml")
      encrypted = head.find("encryption-data") != std::string::npos;
    if (name.ends_with("vbaProject.bin") || name.starts_with("Basic/") ||
        name.starts_with("Scripts/"))
      throw Unreadable("sheet.macros");
  }
  if (encrypted) throw Unreadable("sheet.password");
  if (names.contains("xl/workbook.xml")) return "xlsx";
  if (names.contains("content.xml")) return "ods";
  throw Unreadable("sheet.format");
}

}  // namespace sheets
