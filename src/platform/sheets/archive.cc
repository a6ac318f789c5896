#include "platform/sheets/archive.h"

#include <zip.h>

#include "base/text.h"
#include "platform/sheets/parse_book.h"

namespace sheets {
namespace {

constexpr std::int64_t inflated_max = 400 << 20;  // 200,000 rows of twenty columns
constexpr std::int64_t entries_max = 5'000;

struct Close {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

using Opened = std::unique_ptr<zip_t, Close>;

Opened opened(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  auto* archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  if (archive == nullptr) throw Unreadable("sheet.broken");
  return Opened(archive);
}

// How many bytes the entry really holds.
std::int64_t inflate(zip_t* archive, zip_uint64_t index,
                     const std::function<void(std::string_view)>& take) {
  constexpr std::size_t piece = 64 << 10;
  const std::unique_ptr<zip_file_t, Close> file(zip_fopen_index(archive, index, 0));
  if (!file) throw Unreadable("sheet.broken");
  std::string buffer(piece, '\0');
  std::int64_t total = 0;
  for (;;) {
    const auto got = zip_fread(file.get(), buffer.data(), buffer.size());
    if (got < 0) throw Unreadable("sheet.broken");
    if (got == 0) return total;
    total += got;
    take(std::string_view(buffer).substr(0, static_cast<std::size_t>(got)));
  }
}

std::string key_of(std::string_view name) {
  std::string key;
  for (const char c : name) key += c == '\\' ? '/' : c;
  return lower_ascii(key.starts_with('/') ? key.substr(1) : key);
}

}  // namespace

struct Archive::Zip {
  Opened file;
};

Archive::Archive(std::string_view bytes) : zip_(new Zip{opened(bytes)}) {
  check();
}
Archive::~Archive() = default;

void Archive::check() {
  auto* archive = zip_->file.get();
  const auto entries = zip_get_num_entries(archive, 0);
  if (entries > entries_max) throw Unreadable("sheet.too_large");
  std::int64_t left = inflated_max;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(entries); ++i) {
    zip_stat_t stat;
    if (zip_stat_index(archive, i, 0, &stat) != 0) throw Unreadable("sheet.broken");
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
      throw Unreadable("sheet.password");
    const auto key = key_of(stat.name);
    if (!entries_.emplace(key, i).second) throw Unreadable("sheet.broken");
    const auto real = inflate(archive, i, [&](std::string_view piece) {
      left -= static_cast<std::int64_t>(piece.size());
      if (left < 0) throw Unreadable("sheet.too_large");
    });
    // A size that is not true is how a bomb hides.
    if (real != static_cast<std::int64_t>(stat.size)) throw Unreadable("sheet.broken");
    if (key.ends_with("vbaproject.bin") || key.starts_with("basic/") || key.starts_with("scripts/"))
      throw Unreadable("sheet.macros");
  }
}

bool Archive::has(std::string_view name) const {
  return entries_.contains(key_of(name));
}

bool Archive::has_folder(std::string_view name) const {
  const auto key = key_of(name) + "/";
  const auto found = entries_.lower_bound(key);
  return found != entries_.end() && found->first.starts_with(key);
}

void Archive::read(std::string_view name, const std::function<void(std::string_view)>& take) const {
  const auto found = entries_.find(key_of(name));
  if (found == entries_.end()) throw Unreadable("sheet.broken");
  inflate(zip_->file.get(), found->second, take);
}

}  // namespace sheets
