#include <magic.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "base/text.h"
#include "platform/files/files.h"
#include "platform/kernel/kernel.h"

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
constexpr std::size_t ending_length_max = 10;
constexpr std::string_view field = "/file";

Refusal refused(RefusalKind kind, std::string code,
                std::map<std::string, std::string> parameters = {}) {
  return refuse(
      kind,
      {.code = std::move(code), .field = std::string(field), .parameters = std::move(parameters)});
}

struct Close {
  void operator()(magic_t handle) const { magic_close(handle); }
};
using Magic = std::unique_ptr<std::remove_pointer_t<magic_t>, Close>;

Magic opened_magic() {
  Magic opened(magic_open(MAGIC_MIME_TYPE));
  if (!opened || magic_load(opened.get(), nullptr) != 0)
    throw std::runtime_error("libmagic does not load its table of types");
  return opened;
}

// libmagic's handles are not safe to share, and loading its table takes milliseconds: those that
// nobody uses are kept.
class Magics {
 public:
  Magic take() {
    {
      const std::lock_guard hold(mutex_);
      if (!idle_.empty()) {
        Magic one = std::move(idle_.back());
        idle_.pop_back();
        return one;
      }
    }
    return opened_magic();
  }
  void give_back(Magic one) {
    const std::lock_guard hold(mutex_);
    idle_.push_back(std::move(one));
  }

 private:
  std::mutex mutex_;
  std::vector<Magic> idle_;
};

std::string look_at(magic_t magic, const std::string& path) {
  const char* type = magic_file(magic, path.c_str());
  // Not a file of no type: the look failed, and what is left in the handle is not to be trusted.
  if (!type) throw std::runtime_error("libmagic does not look at a file");
  return type;
}

bool is_allowed(std::string_view type) {
  return std::ranges::find(allowed_types, type, &Allowed::type) != allowed_types.end();
}

// Where there is no memory libmagic may call any file plain data and say nothing of it. So a file
// is turned away only after a second look, by a handle that was never short of any.
std::string type_of(const std::string& path) {
  static Magics magics;
  Magic magic = magics.take();
  std::string type = look_at(magic.get(), path);
  if (!is_allowed(type)) {
    magic = opened_magic();
    type = look_at(magic.get(), path);
  }
  magics.give_back(std::move(magic));
  return type;
}

std::string ending_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == name.npos ? std::string() : lower_ascii(name.substr(dot));
}

// The first `count` characters.
std::string_view cut(std::string_view utf8, std::size_t count) {
  std::size_t at = 0;
  for (; at < utf8.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(utf8[at]) & 0xC0) != 0x80;
    if (begins && count-- == 0) break;
  }
  return utf8.substr(0, at);
}

// The name without folders, controls and bidirectional controls; a long one loses its middle and
// keeps its ending.
std::string clean_name(std::string_view given) {
  const auto last = given.find_last_of("/\\");
  if (last != given.npos) given.remove_prefix(last + 1);
  std::string name;
  const std::string visible = strip_invisible(given);
  for (std::size_t i = 0; i < visible.size(); ++i) {
    const auto c = static_cast<unsigned char>(visible[i]);
    const bool c1 = c == 0xC2 && i + 1 < visible.size() &&
                    static_cast<unsigned char>(visible[i + 1]) < 0xA0;  // U+0080…U+009F
    if (c1) ++i;
    if (!c1 && c >= 0x20 && c != 0x7f && c != '"') name += visible[i];
  }
  name = trim(name);
  const std::string ending = ending_of(name);
  if (length(name) > limits::name_characters_max) {
    const std::string kept = length(ending) <= ending_length_max ? ending : "";
    name = std::string(cut(name, limits::name_characters_max - length(kept))) + kept;
  }
  return name.empty() || name == "." || name == ".." ? "file" : name;
}

std::string digest_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content(std::istreambuf_iterator<char>(file), {});
  return hex(seal::blake2b(content));
}

// "image/jpg; charset=…" is what it says before the parameters; browsers that do not know say
// octet-stream, or nothing.
bool says_otherwise(std::string_view declared, std::string_view type) {
  const std::string word = trim(lower_ascii(declared.substr(0, declared.find(';'))));
  if (word.empty() || word == "application/octet-stream" || word == type) return false;
  const bool jpeg = word == "image/jpg" || word == "image/pjpeg";
  const bool heic = word == "image/heif";
  return !(jpeg && type == "image/jpeg") && !(heic && type == "image/heic");
}

}  // namespace

Result<Inspected> inspect(const std::string& spool_path, std::string_view file_name,
                          std::string_view declared_type) {
  struct stat status {};
  if (::stat(spool_path.c_str(), &status) != 0)
    throw std::runtime_error("a spooled upload is missing");
  if (status.st_size == 0) return refused(RefusalKind::invalid, "file.empty");
  if (status.st_size > max_bytes)
    return refused(RefusalKind::too_large, "file.too_large",
                   {
                       {"max_mib", std::to_string(max_bytes >> 20)}
    });
  if (!is_utf8(file_name)) return refused(RefusalKind::invalid, "file.name");
  Inspected found{
      .type = type_of(spool_path), .name = clean_name(file_name), .bytes = status.st_size};
  const auto type = std::ranges::find(allowed_types, found.type, &Allowed::type);
  if (type == allowed_types.end()) return refused(RefusalKind::invalid, "file.type");
  const std::string ending = ending_of(found.name);
  const bool fits =
      ending == type->endings[0] || (!type->endings[1].empty() && ending == type->endings[1]);
  if (says_otherwise(declared_type, found.type))
    return refused(RefusalKind::invalid, "file.false_declared_type");
  if (!ending.empty() && !fits)
    return refused(RefusalKind::invalid, "file.false_type",
                   {
                       {"ending", ending}
    });
  found.digest = digest_of(spool_path);
  return found;
}

}  // namespace files
