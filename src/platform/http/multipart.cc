#include "platform/http/multipart.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "base/text.h"

namespace http {
namespace {

constexpr std::size_t parts_max = 8;
constexpr std::size_t part_header_bytes_max = 4 << 10;
constexpr std::size_t value_bytes_max = 64 << 10;

// The value of `name="…"` (or bare) in a header such as Content-Disposition.
std::string attribute(std::string_view header, std::string_view name) {
  for (std::size_t at = header.find(';'); at != header.npos; at = header.find(';', at)) {
    ++at;
    while (at < header.size() && header[at] == ' ') ++at;
    if (header.substr(at, name.size()) != name || header.substr(at + name.size(), 1) != "=")
      continue;
    std::string_view value = header.substr(at + name.size() + 1);
    if (!value.starts_with('"')) return std::string(value.substr(0, value.find(';')));
    std::string plain;
    for (std::size_t i = 1; i < value.size() && value[i] != '"'; ++i) {
      if (value[i] == '\\' && i + 1 < value.size()) ++i;
      plain += value[i];
    }
    return plain;
  }
  return {};
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

MultipartReader::MultipartReader(std::string_view content_type, std::string spool)
    : spool_(std::move(spool)) {
  const std::string boundary = attribute(content_type, "boundary");
  if (boundary.empty() || boundary.size() > 70) fault_ = Fault::malformed;
  delimiter_ = "\r\n--" + boundary;
  buffer_ = "\r\n";  // so that the first delimiter looks like every other
}

MultipartReader::~MultipartReader() {
  close_file();
  remove_spooled(parts_);
}

void MultipartReader::close_file() {
  if (file_ >= 0) ::close(file_);
  file_ = -1;
}

bool MultipartReader::fail(Fault fault) {
  fault_ = fault;
  return false;
}

MultipartReader::Fault MultipartReader::feed(std::string_view bytes) {
  if (fault_ == Fault::none && state_ != State::end) {
    buffer_ += bytes;
    while (step()) {
    }
  }
  return fault_;
}

// One step further; false when more bytes are needed, or none.
bool MultipartReader::step() {
  switch (state_) {
    case State::start:
      return read_start();
    case State::headers:
      return read_headers();
    case State::content:
      return read_content();
    case State::end:
      return false;
  }
  return false;
}

// No browser sends a preamble.
bool MultipartReader::read_start() {
  if (buffer_.size() < delimiter_.size()) return false;
  if (!buffer_.starts_with(delimiter_)) return fail(Fault::malformed);
  buffer_.erase(0, delimiter_.size());
  state_ = State::headers;
  return true;
}

bool MultipartReader::read_headers() {
  if (buffer_.size() < 2) return false;
  if (buffer_.starts_with("--")) {
    state_ = State::end;
    return false;
  }
  if (!buffer_.starts_with("\r\n")) return fail(Fault::malformed);
  const auto end = buffer_.find("\r\n\r\n");
  if (end == std::string::npos) {
    return buffer_.size() > part_header_bytes_max ? fail(Fault::too_large) : false;
  }
  const std::string headers = buffer_.substr(0, end);
  buffer_.erase(0, end + 4);
  return begin_part(headers);
}

bool MultipartReader::begin_part(std::string_view headers) {
  if (parts_.size() >= parts_max) return fail(Fault::too_large);
  Part part;
  for (const auto& line : split(headers, '\n')) {
    const std::string_view header = std::string_view(line).substr(0, line.find('\r'));
    const std::string name = lower_ascii(header.substr(0, header.find(':')));
    if (name == "content-disposition") {
      part.name = attribute(header, "name");
      part.file_name = attribute(header, "filename");
    } else if (name == "content-type") {
      part.content_type = trim(header.substr(header.find(':') + 1));
    }
  }
  if (!is_utf8(part.name) || !is_utf8(part.file_name)) return fail(Fault::malformed);
  if (!part.file_name.empty()) {
    part.spool_path = spool_ + "/upload-XXXXXX";
    file_ = ::mkostemp(part.spool_path.data(), O_CLOEXEC);
    if (file_ < 0) return fail(Fault::spool);
  }
  parts_.push_back(std::move(part));
  state_ = State::content;
  return true;
}

bool MultipartReader::append(std::string_view bytes) {
  Part& part = parts_.back();
  part.bytes += static_cast<std::int64_t>(bytes.size());
  if (file_ >= 0) return write_all(file_, bytes) || fail(Fault::spool);
  part.value += bytes;
  return part.value.size() <= value_bytes_max || fail(Fault::too_large);
}

bool MultipartReader::read_content() {
  const auto end = buffer_.find(delimiter_);
  const bool whole = end != std::string::npos;
  // Everything but what may be the beginning of a delimiter.
  const std::size_t sure =
      whole ? end : buffer_.size() - std::min(buffer_.size(), delimiter_.size() - 1);
  if (!append(std::string_view(buffer_).substr(0, sure))) return false;
  buffer_.erase(0, whole ? end + delimiter_.size() : sure);
  if (!whole) return false;
  close_file();
  state_ = State::headers;
  return true;
}

void remove_spooled(const std::vector<Part>& parts) {
  for (const auto& part : parts) {
    if (!part.spool_path.empty()) ::unlink(part.spool_path.c_str());
  }
}

Spool::Spool(const std::string& folder) : folder_(folder), temporary_(folder.empty()) {
  namespace fs = std::filesystem;
  if (temporary_) {
    folder_ = "/tmp/sila-spool-XXXXXX";
    if (::mkdtemp(folder_.data()) == nullptr)
      throw std::runtime_error("no folder for uploads can be made under /tmp");
    return;
  }
  std::error_code error;
  if (fs::create_directories(folder_, error)) fs::permissions(folder_, fs::perms::owner_all, error);
  if (error || ::access(folder_.c_str(), W_OK | X_OK) != 0)
    throw std::runtime_error("the folder for uploads cannot be written: " + folder_);
  for (const auto& file : fs::directory_iterator(folder_)) {
    if (file.path().filename().string().starts_with("upload-")) fs::remove(file.path(), error);
  }
}

Spool::~Spool() {
  std::error_code ignored;
  if (temporary_) std::filesystem::remove_all(folder_, ignored);
}

}  // namespace http
