#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"
#include "platform/db/db.h"

// Personal values are sealed with XChaCha20-Poly1305 under a key per party, which is wrapped by the
// association's key. The association's key lives outside the database, in DATA/keys/SLUG.key (32
// bytes, mode 0600). Destroying a party's key erases the person: events, digests and the audit
// chain stay whole. (domain/saudi.md section 6, decisions.md "Events and facts".)
namespace seal {

// A party's key, opened. Move-only; the memory is wiped at the end.
class Key {
 public:
  Key(const Key&) = delete;
  Key(Key&&) noexcept;
  Key& operator=(Key&&) noexcept;
  ~Key();
  // `context` binds the box to its place ("request_values/<id>/income"); opening under another
  // context fails.
  std::string close(std::string_view plain, std::string_view context) const;
  std::optional<std::string> open(std::string_view box, std::string_view context)
      const;  // nothing: forged, flipped or wrong key

 private:
  friend class Keeper;
  friend Key key_from(std::string_view secret);
  Key() = default;
  struct Bytes;
  std::unique_ptr<Bytes> bytes_;
};

// The keys of one association.
class Keeper {
 public:
  // Reads the association's key, or makes it when `create`. Throws std::runtime_error naming the
  // file when it cannot.
  static std::unique_ptr<Keeper> open(const std::string& key_file, const AssociationId& association,
                                      bool create);
  ~Keeper();

  // Whether this key is the database's own: the first time it is noted there (so in a write), later
  // another one is refused with seal.wrong_key, before anything is sealed under it.
  Result<Done> confirm(db::Transaction& tx) const;

  Key create_party_key(db::Transaction& tx, const PartyId& party, Instant now);
  std::optional<Key> party_key(db::Transaction& tx,
                               const PartyId& party);  // nothing: erased or unknown
  bool erase_party_key(db::Transaction& tx, const PartyId& party, Instant now);
  Key association_key() const;  // for values that belong to no party

  // Deterministic, slow (Argon2id, about 30 ms of one core) keyed digest of an identity
  // number: 32 bytes. Call it on a worker, never inside a write closure. (quality.md fact 9.)
  std::string slow_index(std::string_view kind, std::string_view normalised) const;
  // Deterministic, fast keyed digest: for phones and for link and sign-in tokens. 32 bytes.
  std::string fast_index(std::string_view kind, std::string_view normalised) const;

 private:
  Keeper();
  struct State;
  std::unique_ptr<State> state_;
};

// A key that whoever holds the secret makes again, and nobody else: for what is kept for the holder
// of a link's token. The secret has at least 128 random bits.
Key key_from(std::string_view secret);

std::string blake2b(std::string_view bytes);  // 32 bytes
std::string random_bytes(std::size_t count);
std::string random_token();  // 128 random bits as 26 characters of base32 (lower case)

}  // namespace seal
