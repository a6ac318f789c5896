#include <magic.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>

#include "base/text.h"
#include "platform/files/files.h"

namespace files {
namespace {

struct Allowed {
  std::string_view type;
  std::array<std::string_view, 2> endings;
};
constexpr std::array<Allowed, 5> allowed_types = {
    {{"application/pdf", {".pdf", ""}},
     {"image/jpeg", {".jpg", ".jpeg"}},
     {"image/png", {".png", ""}},
     {"image/webp", {".webp", ""}},
     {"image/heic", {".heic", ".heif"}}}
};
constexpr std::size_t name_length_max = 120;
constexpr std::string_view field = "/file";

Refusal refused(RefusalKind kind, std::string code,
                std::map<std::string, std::string> parameters = {}) {
  return refuse(
      kind,
      {.code = std::move(code), .field = std::string(field), .parameters = std::move(parameters)});
}

// One handle per thread: libmagic's are not safe to share, and loading its table takes
// milliseconds.
std::string type_of(const std::string& path) {
  struct Close {
    void operator()(magic_t handle) const { magic_close(handle); }
  };
  thread_local const std::unique_ptr<std::remove_pointer_t<magic_t>, Close> handle = [] {
    std::unique_ptr<std::remove_pointer_t<magic_t>, Close> opened(magic_open(MAGIC_MIME_TYPE));
    if (!opened || magic_load(opened.get(), nullptr) != 0) {
      throw std::runtime_error("libmagic does not load its table of types");
    }
    return opened;
  }();
  const char* type = magic_file(handle.get(), path.c_str());
  return type ? type : "";
}

// The name without folders, controls and bidirectional controls, cut at a character boundary.
std::string clean_name(std::string_view given) {
  const auto last = given.find_last_of("/\\");
  if (last != given.npos) given.remove_prefix(last + 1);
  std::string name;
  for (const char c : strip_invisible(given)) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f && c != '"') name += c;
  }
  name = trim(name);
  while (length(name) > name_length_max) {
    do {
      name.erase(name.begin() + static_cast<std::ptrdiff_t>(name.size() - 1));
    } while (!is_utf8(name));
  }
  return name.empty() || name == "." || name == ".." ? "file" : name;
}

std::string ending_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == name.npos ? std::string() : lower_ascii(name.substr(dot));
}

std::string digest_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content(std::istreambuf_iterator<char>(file), {});
  return hex(seal::blake2b(content));
}

}  // namespace

Result<Inspected> inspect(const std::string& spool_path, std::string_view file_name) {
  struct stat status {};
  if (::stat(spool_path.c_str(), &status) != 0)
    throw std::runtime_error("a spooled upload is missing");
  if (status.st_size == 0) return refused(RefusalKind::invalid, "file.empty");
  if (status.st_size > max_bytes)
    return refused(RefusalKind::too_large, "file.too_large",
                   {
                       {"max_mib", "10"}
    });
  if (!is_utf8(file_name)) return refused(RefusalKind::invalid, "file.name");
  Inspected found{
      .type = type_of(spool_path), .name = clean_name(file_name), .bytes = status.st_size};
  const auto type = std::ranges::find(allowed_types, found.type, &Allowed::type);
  if (type == allowed_types.end()) return refused(RefusalKind::invalid, "file.type");
  const std::string ending = ending_of(found.name);
  const bool fits =
      ending == type->endings[0] || (!type->endings[1].empty() && ending == type->endings[1]);
  if (!ending.empty() && !fits)
    return refused(RefusalKind::invalid, "file.false_type",
                   {
                       {"ending", ending}
    });
  found.digest = digest_of(spool_path);
  return found;
}

}  // namespace files
