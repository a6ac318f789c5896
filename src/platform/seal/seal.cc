#include "platform/seal/seal.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <mutex>
#include <stdexcept>

#include "platform/kernel/kernel.h"

namespace seal {
namespace {

constexpr std::size_t key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
// A box is: how it is sealed (1: XChaCha20-Poly1305), nonce, sealed text with its tag.
constexpr char box_version = 1;
constexpr std::size_t head_bytes = 1 + nonce_bytes;
// Of the slow index: about 30 ms of a core (quality.md fact 9).
constexpr unsigned long long index_passes = 3;
constexpr std::size_t index_memory_bytes = 16u << 20;

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* raw(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

using RawKey = std::array<unsigned char, key_bytes>;

std::string close_box(const RawKey& key, std::string_view plain, std::string_view context) {
  std::string box(head_bytes + plain.size() + tag_bytes, box_version);
  randombytes_buf(box.data() + 1, nonce_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(box) + head_bytes, nullptr, raw(plain),
                                             plain.size(), raw(context), context.size(), nullptr,
                                             raw(box) + 1, key.data());
  return box;
}

std::optional<std::string> open_box(const RawKey& key, std::string_view box,
                                    std::string_view context) {
  if (box.size() < head_bytes + tag_bytes || box[0] != box_version) return std::nullopt;
  std::string plain(box.size() - head_bytes - tag_bytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          raw(plain), nullptr, nullptr, raw(box) + head_bytes, box.size() - head_bytes,
          raw(context), context.size(), raw(box) + 1, key.data()) != 0) {
    return std::nullopt;
  }
  return plain;
}

[[noreturn]] void fail(const std::string& file, const std::string& what) {
  throw std::runtime_error("the key file " + file + " " + what);
}

RawKey read_key(const std::string& file) {
  RawKey key{};
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(file, "is missing or cannot be read: restore it from where you keep it");
  const auto count = ::read(descriptor, key.data(), key.size());
  struct stat status {};
  ::fstat(descriptor, &status);
  ::close(descriptor);
  if (count != static_cast<ssize_t>(key.size()) ||
      status.st_size != static_cast<off_t>(key.size())) {
    fail(file, "is damaged: it must hold exactly 32 bytes");
  }
  if ((status.st_mode & 077) != 0) fail(file, "may be read by others: chmod 600 it");
  return key;
}

// Makes the entry of `file` in its folder durable.
bool sync_folder(const std::string& file) {
  const auto folder = std::filesystem::path(file).parent_path();
  const int descriptor =
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  return synced;
}

// Whole and durable before it has its name: a key that is lost or cut makes everything sealed under
// it unreadable. A file that is there already is kept.
void write_key(const std::string& file) {
  RawKey key{};
  randombytes_buf(key.data(), key.size());
  const std::string draft = file + "." + kernel::random_text();
  const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) fail(file, "cannot be made");
  const bool written =
      ::write(descriptor, key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
      ::fsync(descriptor) == 0;
  ::close(descriptor);
  sodium_memzero(key.data(), key.size());
  const bool named = written && (::link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST);
  ::unlink(draft.c_str());
  if (!named || !sync_folder(file)) fail(file, "could not be written");
}

}  // namespace

struct Key::Bytes {
  RawKey key{};
  ~Bytes() { sodium_memzero(key.data(), key.size()); }
};

Key::Key(Key&&) noexcept = default;
Key& Key::operator=(Key&&) noexcept = default;
Key::~Key() = default;

std::string Key::close(std::string_view plain, std::string_view context) const {
  return close_box(bytes_->key, plain, context);
}

std::optional<std::string> Key::open(std::string_view box, std::string_view context) const {
  return open_box(bytes_->key, box, context);
}

Key key_from(std::string_view secret) {
  static constexpr std::string_view purpose = "sila.key_from";
  Key made;
  made.bytes_ = std::make_unique<Key::Bytes>();
  crypto_generichash(made.bytes_->key.data(), made.bytes_->key.size(), raw(secret), secret.size(),
                     raw(purpose), purpose.size());
  return made;
}

struct Keeper::State {
  AssociationId association;
  RawKey key{};        // wraps the parties' keys
  RawKey index_key{};  // of the keyed digests, derived from it
  std::mutex slow;     // one slow digest at a time
  ~State() {
    sodium_memzero(key.data(), key.size());
    sodium_memzero(index_key.data(), index_key.size());
  }
};

Keeper::Keeper() = default;
Keeper::~Keeper() = default;

std::unique_ptr<Keeper> Keeper::open(const std::string& key_file, const AssociationId& association,
                                     bool create) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  if (create && ::access(key_file.c_str(), F_OK) != 0) write_key(key_file);
  std::unique_ptr<Keeper> keeper(new Keeper);
  keeper->state_ = std::make_unique<State>();
  keeper->state_->association = association;
  keeper->state_->key = read_key(key_file);
  crypto_kdf_derive_from_key(keeper->state_->index_key.data(), key_bytes, 1, "silaindx",
                             keeper->state_->key.data());
  return keeper;
}

namespace {

std::string wrap_context(const AssociationId& association, const PartyId& party) {
  return "party_keys/" + association.text + "/" + party.text;
}

}  // namespace

const db::Sql insert_key(R"sql(
INSERT INTO party_keys (association_id, party_id, wrapped, created_at, erased_at)
VALUES ($1, $2, $3, $4, NULL))sql");

Key Keeper::create_party_key(db::Transaction& tx, const PartyId& party, Instant now) {
  Key made;
  made.bytes_ = std::make_unique<Key::Bytes>();
  randombytes_buf(made.bytes_->key.data(), key_bytes);
  const std::string wrapped =
      close_box(state_->key, {reinterpret_cast<const char*>(made.bytes_->key.data()), key_bytes},
                wrap_context(state_->association, party));
  tx.execute(insert_key, state_->association, party, db::Bytes{wrapped}, now);
  return made;
}

const db::Sql select_key(R"sql(
SELECT wrapped FROM party_keys
 WHERE association_id = $1 AND party_id = $2 AND erased_at IS NULL)sql");

std::optional<Key> Keeper::party_key(db::Transaction& tx, const PartyId& party) {
  const auto wrapped = tx.one(
      select_key, [](const db::Row& row) { return row.bytes(0); }, state_->association, party);
  if (!wrapped) return std::nullopt;
  auto opened = open_box(state_->key, *wrapped, wrap_context(state_->association, party));
  if (!opened || opened->size() != key_bytes) {
    throw std::runtime_error("party_keys: a party's key does not open under the association's key");
  }
  Key key;
  key.bytes_ = std::make_unique<Key::Bytes>();
  std::copy(opened->begin(), opened->end(), key.bytes_->key.begin());
  sodium_memzero(opened->data(), opened->size());
  return key;
}

const db::Sql erase_key(R"sql(
UPDATE party_keys SET wrapped = NULL, erased_at = $3
 WHERE association_id = $1 AND party_id = $2 AND erased_at IS NULL)sql");

bool Keeper::erase_party_key(db::Transaction& tx, const PartyId& party, Instant now) {
  return tx.execute(erase_key, state_->association, party, now) > 0;
}

const db::Sql select_key_check(R"sql(
SELECT key_check FROM association_seals WHERE association_id = $1)sql");
const db::Sql insert_key_check(R"sql(
INSERT INTO association_seals (association_id, key_check) VALUES ($1, $2))sql");

Result<Done> Keeper::confirm(db::Transaction& tx) const {
  const std::string mine = fast_index("association_seals", state_->association.text);
  const auto known = tx.one(
      select_key_check, [](const db::Row& row) { return row.bytes(0); }, state_->association);
  if (!known) tx.execute(insert_key_check, state_->association, db::Bytes{mine});
  if (known && *known != mine) return refuse(RefusalKind::unavailable, "seal.wrong_key");
  return Done{};
}

Key Keeper::association_key() const {
  Key key;
  key.bytes_ = std::make_unique<Key::Bytes>();
  crypto_kdf_derive_from_key(key.bytes_->key.data(), key_bytes, 2, "silaassn", state_->key.data());
  return key;
}

std::string Keeper::slow_index(std::string_view kind, std::string_view normalised) const {
  const std::string salted = fast_index(kind, "slow");
  const std::string keyed = fast_index(kind, normalised);
  std::string digest(32, '\0');
  const std::lock_guard lock(state_->slow);
  if (crypto_pwhash(raw(digest), digest.size(), keyed.data(), keyed.size(), raw(salted),
                    index_passes, index_memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();
  }
  return digest;
}

std::string Keeper::fast_index(std::string_view kind, std::string_view normalised) const {
  std::string digest(32, '\0');
  crypto_generichash_state state;
  crypto_generichash_init(&state, state_->index_key.data(), key_bytes, digest.size());
  const std::string head = std::to_string(kind.size()) + ":" + std::string(kind) + ":";
  crypto_generichash_update(&state, raw(head), head.size());
  crypto_generichash_update(&state, raw(normalised), normalised.size());
  crypto_generichash_final(&state, raw(digest), digest.size());
  return digest;
}

std::string blake2b(std::string_view bytes) {
  std::string digest(32, '\0');
  crypto_generichash(raw(digest), digest.size(), raw(bytes), bytes.size(), nullptr, 0);
  return digest;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), count);
  return bytes;
}

std::string random_token() {
  return kernel::random_text();
}

}  // namespace seal
