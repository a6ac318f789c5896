#include "platform/backup/sealed_file.h"

#include <sodium.h>

#include <array>

#include "base/json.h"
#include "base/text.h"
#include "platform/backup/keys.h"

namespace backup {
namespace {

constexpr std::string_view magic = "SILABAK\x01";
constexpr std::size_t chunk_bytes = 64 << 10;
constexpr std::size_t seal_bytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t start_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t key_bytes = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr std::size_t sealed_key_bytes = key_bytes + crypto_box_SEALBYTES;
constexpr std::size_t digest_bytes = 32;
constexpr std::size_t check_bytes = 8;
constexpr std::size_t head_bytes_max = 16 << 10;
constexpr std::uint32_t last_bit = 0x80000000;

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* raw(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

template <class Number>
std::string little_endian(Number number) {
  std::string bytes;
  for (std::size_t i = 0; i < sizeof number; ++i)
    bytes += static_cast<char>((number >> (8 * i)) & 0xff);
  return bytes;
}

std::uint32_t number_in(std::string_view bytes) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return number;
}

std::string digest_of(std::initializer_list<std::string_view> parts) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, digest_bytes);
  for (const auto part : parts) crypto_generichash_update(&state, raw(part), part.size());
  std::string digest(digest_bytes, '\0');
  crypto_generichash_final(&state, raw(digest), digest.size());
  return digest;
}

std::string check_of(std::uint64_t number, std::string_view length, std::string_view sealed) {
  return digest_of({little_endian(number), length, sealed}).substr(0, check_bytes);
}

struct Stream {
  crypto_secretstream_xchacha20poly1305_state state{};
  ~Stream() { sodium_memzero(&state, sizeof state); }
};

}  // namespace

struct SealedWriter::State {
  explicit State(const std::string& path) : file(path) {}
  DurableFile file;
  Stream stream;
  std::string bound;  // the digest of all before the chunks
  std::string plain;  // waits until it fills a chunk
  std::uint64_t number = 0;
};

SealedWriter::SealedWriter(const std::string& path, const Head& head, const std::string& recipient)
    : state_(std::make_unique<State>(path)) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  std::string key(key_bytes, '\0');
  crypto_secretstream_xchacha20poly1305_keygen(raw(key));
  std::string sealed_key(sealed_key_bytes, '\0');
  std::string start(start_bytes, '\0');
  const bool sealed = crypto_box_seal(raw(sealed_key), raw(key), key.size(), raw(recipient)) == 0 &&
                      crypto_secretstream_xchacha20poly1305_init_push(&state_->stream.state,
                                                                      raw(start), raw(key)) == 0;
  sodium_memzero(key.data(), key.size());
  if (!sealed) throw std::runtime_error("the recipient's key seals nothing");
  const std::string clear = json::write(head);
  const std::string before = std::string(magic) +
                             little_endian(static_cast<std::uint32_t>(clear.size())) + clear +
                             sealed_key + start;
  state_->bound = digest_of({before});
  state_->file.add(before + state_->bound);
}

SealedWriter::~SealedWriter() = default;

void SealedWriter::write_chunk(bool is_last) {
  const auto take = std::min(chunk_bytes, state_->plain.size());
  std::string sealed(take + seal_bytes, '\0');
  const unsigned char tag =
      is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
              : static_cast<unsigned char>(crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
  crypto_secretstream_xchacha20poly1305_push(&state_->stream.state, raw(sealed), nullptr,
                                             raw(state_->plain), take, raw(state_->bound),
                                             state_->bound.size(), tag);
  state_->plain.erase(0, take);
  const auto length =
      little_endian(static_cast<std::uint32_t>(sealed.size()) | (is_last ? last_bit : 0));
  state_->file.add(length + sealed + check_of(state_->number++, length, sealed));
}

void SealedWriter::add(std::string_view plain) {
  while (!plain.empty()) {
    const auto part = plain.substr(0, chunk_bytes - state_->plain.size());
    state_->plain += part;
    plain.remove_prefix(part.size());
    if (state_->plain.size() == chunk_bytes) write_chunk(false);
  }
}

std::int64_t SealedWriter::finish() {
  write_chunk(true);
  const auto size = state_->file.size();
  state_->file.finish();
  return size;
}

struct SealedReader::State {
  std::string path;
  std::ifstream file;
  Head head;
  std::string sealed_key, start, bound;
  std::int64_t place = 0;
  std::uint64_t number = 0;
  bool ended = false;
  std::optional<Stream> stream;
};

void SealedReader::fail(const char* code, std::int64_t place) const {
  throw Unreadable(refuse(
      RefusalKind::invalid,
      Obstacle{
          .code = code, .parameters = {{"file", state_->path}, {"place", std::to_string(place)}}
  }));
}

std::string SealedReader::take(std::size_t count) {
  std::string bytes(count, '\0');
  state_->file.read(bytes.data(), static_cast<std::streamsize>(count));
  const auto got = state_->file.gcount();
  if (state_->file.bad()) fail("backup.damaged", state_->place);
  state_->place += got;
  if (static_cast<std::size_t>(got) < count) fail("backup.cut_short", state_->place);
  return bytes;
}

SealedReader::SealedReader(const std::string& path) : state_(std::make_unique<State>()) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  state_->path = path;
  state_->file.open(path, std::ios::binary);
  if (!state_->file) fail("backup.not_readable", 0);
  std::string found(magic.size(), '\0');
  state_->file.read(found.data(), static_cast<std::streamsize>(found.size()));
  state_->place = state_->file.gcount();
  if (found != magic) fail("backup.not_a_backup", 0);
  const std::string length = take(4);
  if (number_in(length) > head_bytes_max) fail("backup.damaged", 8);
  const std::string clear = take(number_in(length));
  state_->sealed_key = take(sealed_key_bytes);
  state_->start = take(start_bytes);
  state_->bound = digest_of({magic, length, clear, state_->sealed_key, state_->start});
  const auto head = json::read<Head>(clear);
  if (take(digest_bytes) != state_->bound || !head) fail("backup.damaged", 8);
  state_->head = *head.operator->();
}

SealedReader::~SealedReader() = default;

const Head& SealedReader::head() const {
  return state_->head;
}

const std::string& SealedReader::path() const {
  return state_->path;
}

std::int64_t SealedReader::place() const {
  return state_->place;
}

void SealedReader::unlock(const std::string& secret_key) {
  const std::string public_key = public_key_of(secret_key);
  if (hex(public_key) != state_->head.recipient) fail("backup.wrong_key", 0);
  std::string key(key_bytes, '\0');
  state_->stream.emplace();
  const bool opened =
      crypto_box_seal_open(raw(key), raw(state_->sealed_key), state_->sealed_key.size(),
                           raw(public_key), raw(secret_key)) == 0 &&
      crypto_secretstream_xchacha20poly1305_init_pull(&state_->stream->state, raw(state_->start),
                                                      raw(key)) == 0;
  sodium_memzero(key.data(), key.size());
  if (!opened) fail("backup.damaged", 8);
}

std::optional<std::string> SealedReader::next() {
  if (state_->ended) return std::nullopt;
  const auto here = state_->place;
  const std::string length = take(4);
  const bool is_last = (number_in(length) & last_bit) != 0;
  const std::size_t size = number_in(length) & ~last_bit;
  if (size < seal_bytes || size > chunk_bytes + seal_bytes) fail("backup.damaged", here);
  std::string sealed = take(size);
  if (take(check_bytes) != check_of(state_->number++, length, sealed)) fail("backup.damaged", here);
  state_->ended = is_last;
  if (is_last && state_->file.peek() != std::ifstream::traits_type::eof())
    fail("backup.damaged", state_->place);
  if (!state_->stream) return sealed;
  std::string plain(size - seal_bytes, '\0');
  unsigned char tag = 0;
  const bool opened = crypto_secretstream_xchacha20poly1305_pull(
                          &state_->stream->state, raw(plain), nullptr, &tag, raw(sealed),
                          sealed.size(), raw(state_->bound), state_->bound.size()) == 0;
  const bool says_last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  if (!opened || says_last != is_last) fail("backup.damaged", here);
  return plain;
}

}  // namespace backup
