#include "platform/archive/archive.h"

#include <sodium.h>
#include <zip.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "base/text.h"

namespace archive {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error("archive: " + what);
}

struct Free {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Source = std::unique_ptr<zip_source_t, Free>;
using Archive = std::unique_ptr<zip_t, Free>;

// Whoever unpacks it must not be led out of the folder they unpack it in.
bool stays_inside(const std::string& name) {
  return !name.empty() && name.front() != '/' && name.find('\\') == std::string::npos &&
         ("/" + name + "/").find("/../") == std::string::npos;
}

// A day as MS-DOS writes it, which is what a ZIP file carries: it has no zone.
zip_uint16_t dos_date(Date date) {
  constexpr int first_year = 1980;
  const auto [year, month, day] = parts(date);
  if (year < first_year) return 1 << 5 | 1;
  return static_cast<zip_uint16_t>((year - first_year) << 9 | month << 5 | day);
}

void add(zip_t* archive, const Entry& entry, Date date) {
  if (!stays_inside(entry.name)) fail("a name leads out of the folder: " + entry.name);
  Source source(zip_source_buffer(archive, entry.bytes.data(), entry.bytes.size(), 0));
  if (!source) fail(zip_strerror(archive));
  const auto index = zip_file_add(archive, entry.name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
  if (index < 0) fail(entry.name + ": " + zip_strerror(archive));
  static_cast<void>(source.release());  // the archive's from now on
  zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, dos_date(date), 0);
}

std::string whole(zip_source_t* source) {
  zip_stat_t size;
  if (zip_source_stat(source, &size) != 0 || zip_source_open(source) != 0) fail("not written");
  std::string bytes(size.size, '\0');
  const auto count = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (count < 0 || static_cast<std::size_t>(count) != bytes.size()) fail("cut off");
  return bytes;
}

}  // namespace

std::string safe_name(std::string_view name) {
  std::string safe = strip_invisible(name);
  for (char& c : safe) {
    const auto byte = static_cast<unsigned char>(c);
    const bool control = byte < ' ' || byte == 0x7f;
    if (control || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos) c = '_';
  }
  // "." and ".." are folders; a dot or space at the end is lost on Windows.
  while (!safe.empty() && (safe.back() == '.' || safe.back() == ' ')) safe.pop_back();
  return safe.empty() ? "_" : safe;
}

std::vector<Entry> with_manifest(std::vector<Entry> entries) {
  std::string lines;
  for (const Entry& entry : entries) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(entry.bytes.data()),
                       entry.bytes.size());
    const std::string_view bytes(reinterpret_cast<const char*>(digest.data()), digest.size());
    lines += hex(bytes) + "  " + entry.name + "\n";
  }
  entries.push_back({"MANIFEST", std::move(lines)});
  return entries;
}

std::string zip_of(const std::vector<Entry>& entries, Date date) {
  zip_error_t error;
  zip_error_init(&error);
  const Source file(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!file) fail(zip_error_strerror(&error));
  Archive archive(zip_open_from_source(file.get(), ZIP_TRUNCATE, &error));
  if (!archive) fail(zip_error_strerror(&error));
  zip_source_keep(file.get());  // closing the archive gives its own hold back
  for (const Entry& entry : entries) add(archive.get(), entry, date);
  if (zip_close(archive.get()) != 0) fail(zip_strerror(archive.get()));
  static_cast<void>(archive.release());
  return whole(file.get());
}

}  // namespace archive
