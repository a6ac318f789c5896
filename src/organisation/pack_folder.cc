#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/text.h"
#include "organisation/policy_versions.h"
#include "platform/kernel/folder.h"

namespace organisation {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t files_max = 200;
constexpr std::uintmax_t file_bytes_max = 1'048'576;  // 1 MiB
constexpr std::size_t length_bytes = 8;

std::string read_file(const fs::path& path) {
  // One byte more than allowed is enough for the parser to refuse it by its own rule.
  std::ifstream file(path, std::ios::binary);
  std::string bytes(file_bytes_max + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.bad() || (!file && !file.eof())) {
    throw std::runtime_error("cannot read " + path.string());
  }
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

void take_folder(policy::Files& files, const fs::path& folder, const std::string& prefix) {
  for (const auto& name : kernel::names_in(folder.string())) {
    const fs::path path = folder / name;
    if (fs::is_directory(fs::symlink_status(path))) {
      take_folder(files, path, prefix + name + "/");
    } else if (path.extension() == ".yaml" && fs::is_regular_file(path)) {
      if (files.size() >= files_max)
        throw std::runtime_error("too many files in " + folder.string());
      files[prefix + name] = read_file(path);
    }
  }
}

void put_length(std::string& encoded, std::size_t length) {
  for (std::size_t i = 0; i < length_bytes; ++i) {
    encoded += static_cast<char>((length >> (8 * i)) & 0xFFu);
  }
}

std::string take_part(std::string_view& rest) {
  if (rest.size() < length_bytes) throw std::runtime_error("a stored policy version is cut off");
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) {
    length |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest[i])) << (8 * i);
  }
  rest.remove_prefix(length_bytes);
  if (rest.size() < length) throw std::runtime_error("a stored policy version is cut off");
  std::string part(rest.substr(0, length));
  rest.remove_prefix(length);
  return part;
}

}  // namespace

policy::Files read_pack_folder(const std::string& folder, const std::string& installed) {
  const fs::path path(folder);
  if (!fs::is_directory(path)) throw std::runtime_error("no folder " + folder);
  policy::Files files;
  take_folder(files, path, "");
  const auto whole = fs::absolute(path).lexically_normal();
  const auto parent =
      whole.filename().empty() ? whole.parent_path().parent_path() : whole.parent_path();
  for (const auto& packs : {parent, fs::path(installed)}) {
    if (!fs::is_directory(packs / "common")) continue;
    take_folder(files, packs / "common", "common/");
    break;
  }
  return files;
}

std::string encode_files(const policy::Files& files) {
  std::string encoded;
  for (const auto& [name, bytes] : files) {
    put_length(encoded, name.size());
    encoded += name;
    put_length(encoded, bytes.size());
    encoded += bytes;
  }
  return encoded;
}

policy::Files decode_files(std::string_view encoded) {
  policy::Files files;
  while (!encoded.empty()) {
    auto name = take_part(encoded);
    files[std::move(name)] = take_part(encoded);
  }
  return files;
}

std::string digest_of(std::string_view encoded) {
  return hex(seal::blake2b(encoded));
}

}  // namespace organisation
