#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

// The files inside a spreadsheet. Private to this room.
namespace sheets {

// Opening it inflates and counts every entry, whatever the archive says of its size. Throws
// Unreadable: sheet.broken, sheet.too_large, sheet.password, sheet.macros.
class Archive {
 public:
  explicit Archive(std::string_view bytes);
  ~Archive();
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  // Names are told apart as Office does: whatever their case, from the root.
  bool has(std::string_view name) const;
  bool has_folder(std::string_view name) const;
  // The entry's bytes, a piece at a time.
  void read(std::string_view name, const std::function<void(std::string_view)>& take) const;

 private:
  struct Zip;
  void check();

  std::unique_ptr<Zip> zip_;
  std::map<std::string, std::uint64_t, std::less<>> entries_;  // by key
};

}  // namespace sheets
