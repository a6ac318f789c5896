#include "platform/http/multipart.h"

#include <unistd.h>

#include <cstdlib>

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
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

MultipartReader::MultipartReader(std::string_view content_type, std::string spool)
    : spool_(std::move(spool)) {
  const std::string boundary = attribute(content_type, "boundary");
  if (boundary.empty() || boundary.size() > 70) state_ = State::broken;
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

bool MultipartReader::feed(std::string_view bytes) {
  if (state_ == State::broken) return false;
  if (state_ == State::end) return true;
  buffer_ += bytes;
  while (state_ != State::end && state_ != State::broken && step()) {
  }
  return state_ != State::broken;
}

// One step further; false when more bytes are needed.
bool MultipartReader::step() {
  switch (state_) {
    case State::start:
    case State::content:
      return read_content();
    case State::headers:
      return read_headers();
    default:
      return false;
  }
}

bool MultipartReader::read_headers() {
  if (buffer_.size() < 2) return false;
  if (buffer_.starts_with("--")) {
    state_ = State::end;
    return true;
  }
  const auto end = buffer_.find("\r\n\r\n");
  const bool on_its_line = buffer_.starts_with("\r\n");
  if (end == std::string::npos || !on_its_line) {
    if (!on_its_line || buffer_.size() > part_header_bytes_max) state_ = State::broken;
    return false;
  }
  Part part;
  for (const auto& line : split(std::string_view(buffer_).substr(0, end), '\n')) {
    const std::string_view header = std::string_view(line).substr(0, line.find('\r'));
    const std::string name = lower_ascii(header.substr(0, header.find(':')));
    if (name == "content-disposition") {
      part.name = attribute(header, "name");
      part.file_name = attribute(header, "filename");
    } else if (name == "content-type") {
      part.content_type = trim(header.substr(header.find(':') + 1));
    }
  }
  buffer_.erase(0, end + 4);
  state_ = parts_.size() < parts_max ? State::content : State::broken;
  if (!part.file_name.empty()) {
    part.spool_path = spool_ + "/upload-XXXXXX";
    file_ = ::mkstemp(part.spool_path.data());
    if (file_ < 0) {
      part.spool_path.clear();
      state_ = State::broken;
    }
  }
  parts_.push_back(std::move(part));
  return true;
}

bool MultipartReader::append(std::string_view bytes) {
  if (state_ == State::start) return bytes.empty() || bytes == "\r\n";
  Part& part = parts_.back();
  part.bytes += static_cast<std::int64_t>(bytes.size());
  if (file_ >= 0) return write_all(file_, bytes);
  part.value += bytes;
  return part.value.size() <= value_bytes_max;
}

bool MultipartReader::read_content() {
  const auto end = buffer_.find(delimiter_);
  if (end == std::string::npos) {
    // Everything but what may be the beginning of a delimiter.
    if (buffer_.size() <= delimiter_.size() || state_ == State::start) return false;
    const std::size_t sure = buffer_.size() - delimiter_.size();
    if (!append(std::string_view(buffer_).substr(0, sure))) state_ = State::broken;
    buffer_.erase(0, sure);
    return false;
  }
  if (!append(std::string_view(buffer_).substr(0, end))) {
    state_ = State::broken;
    return false;
  }
  close_file();
  buffer_.erase(0, end + delimiter_.size());
  state_ = State::headers;
  return true;
}

void remove_spooled(const std::vector<Part>& parts) {
  for (const auto& part : parts) {
    if (!part.spool_path.empty()) ::unlink(part.spool_path.c_str());
  }
}

}  // namespace http
