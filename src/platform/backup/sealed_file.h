#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/backup/durable.h"

// The sealed file that a backup is. All numbers are little-endian.
//
//   8   "SILABAK" and the version of this form (1)
//   4   length of the head
//   …   head: canonical JSON, in clear (Head)
//   80  the file's key, sealed to the recipient (crypto_box_seal, X25519)
//   24  beginning of the stream (crypto_secretstream_xchacha20poly1305)
//   32  BLAKE2b-256 of everything before
//   then chunks, each: 4 its length, the highest bit set in the last one · the sealed chunk (up to
//   64 KiB of plain bytes and 17 more), bound to the digest before · 8 the beginning of the
//   BLAKE2b-256 of its number, its length and itself.
//
// The seals hold against whoever would change a backup; the digests, which need no key, find bit
// rot where the file lies, while the secret key stays where it is.
namespace backup {

struct Head {
  std::string scope;        // whole | association
  std::string association;  // its id; empty of a whole
  std::string slug;         // its name in addresses; empty of a whole
  std::int64_t schema = 0;  // number of the newest migration of an association's database
  std::string made_at;      // "2026-11-21T05:44:17.123Z"
  std::string program;      // version that made it
  std::string recipient;    // public key that it is sealed to, hexadecimal

  bool operator==(const Head&) const = default;
};
BOOST_DESCRIBE_STRUCT(Head, (), (scope, association, slug, schema, made_at, program, recipient))

// Why a file is no backup that can be read, with the place: backup.not_a_backup, backup.damaged,
// backup.cut_short {file, place}, backup.wrong_key {file}.
class Unreadable : public std::runtime_error {
 public:
  explicit Unreadable(Refusal why) : std::runtime_error(why.obstacles.at(0).code), refusal(why) {}
  Refusal refusal;
};

class SealedWriter {
 public:
  SealedWriter(const std::string& path, const Head& head, const std::string& recipient);
  ~SealedWriter();
  void add(std::string_view plain);
  std::int64_t finish();  // how many bytes the file has; it has its name from now on

 private:
  void write_chunk(bool is_last);
  struct State;
  std::unique_ptr<State> state_;
};

// Throws Unreadable.
class SealedReader {
 public:
  explicit SealedReader(const std::string& path);  // reads the head
  ~SealedReader();
  const Head& head() const;
  void unlock(const std::string& secret_key);
  // The next plain bytes, after unlock(); without it the chunk is checked against its digest alone
  // and what comes is sealed. Nothing: the end, and it was the end.
  std::optional<std::string> next();
  const std::string& path() const;
  std::int64_t place() const;  // of the first byte that was not read yet

 private:
  std::string take(std::size_t count);
  [[noreturn]] void fail(const char* code, std::int64_t place) const;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace backup
