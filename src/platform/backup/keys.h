#pragma once

#include <string>

#include "base/result.h"

// Who may open a backup: the holder of a secret key that never stands on the server. The server
// knows its public half, which seals and cannot open.
namespace backup {

struct KeyPair {
  std::string public_key, secret_key;  // 32 bytes each, X25519
};
KeyPair make_key_pair();
std::string public_key_of(const std::string& secret_key);

// As files: one line of text, "sila-backup-public-key " or "sila-backup-secret-key " and 64
// hexadecimal characters. The secret one is made with mode 0600 and is refused when others may read
// it. Refuse backup.key_file {file}, backup.key_open_to_others {file}, backup.exists {file}.
std::string public_key_text(const std::string& public_key);
Result<Done> write_key_pair(const std::string& secret_file, const KeyPair& pair);
Result<std::string> read_public_key(const std::string& file);
Result<std::string> read_secret_key(const std::string& file);

}  // namespace backup
