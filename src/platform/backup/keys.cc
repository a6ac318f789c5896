#include "platform/backup/keys.h"

#include <sodium.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/text.h"
#include "platform/backup/durable.h"

namespace backup {
namespace {

constexpr std::string_view public_word = "sila-backup-public-key ";
constexpr std::string_view secret_word = "sila-backup-secret-key ";
constexpr std::size_t key_bytes = crypto_box_PUBLICKEYBYTES;
constexpr std::size_t file_bytes_max = 200;

unsigned char* raw(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

Refusal refuse_file(const char* code, const std::string& file) {
  return refuse(RefusalKind::invalid, Obstacle{.code = code, .parameters = {{"file", file}}});
}

Result<std::string> read_key(const std::string& file, std::string_view word) {
  const auto text = read_whole(file, file_bytes_max);
  if (!text || !text->starts_with(word)) return refuse_file("backup.key_file", file);
  auto key = unhex(trim(text->substr(word.size())));
  if (key.size() != key_bytes) return refuse_file("backup.key_file", file);
  return key;
}

}  // namespace

KeyPair make_key_pair() {
  KeyPair pair{std::string(key_bytes, '\0'), std::string(crypto_box_SECRETKEYBYTES, '\0')};
  crypto_box_keypair(raw(pair.public_key), raw(pair.secret_key));
  return pair;
}

std::string public_key_of(const std::string& secret_key) {
  std::string key(key_bytes, '\0');
  crypto_scalarmult_base(raw(key), reinterpret_cast<const unsigned char*>(secret_key.data()));
  return key;
}

std::string public_key_text(const std::string& public_key) {
  return std::string(public_word) + hex(public_key);
}

Result<Done> write_key_pair(const std::string& secret_file, const KeyPair& pair) {
  const std::string public_file = secret_file + ".pub";
  for (const auto& file : {secret_file, public_file})
    if (std::filesystem::exists(file)) return refuse_file("backup.exists", file);
  write_durably(secret_file, std::string(secret_word) + hex(pair.secret_key) + "\n");
  write_durably(public_file, public_key_text(pair.public_key) + "\n");
  return Done{};
}

Result<std::string> read_public_key(const std::string& file) {
  return read_key(file, public_word);
}

Result<std::string> read_secret_key(const std::string& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0 && (status.st_mode & 077) != 0)
    return refuse_file("backup.key_open_to_others", file);
  return read_key(file, secret_word);
}

}  // namespace backup
