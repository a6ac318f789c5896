#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/http.h"

namespace http {

// Takes a multipart/form-data body apart as it arrives: file parts go to the spool, never to
// memory.
class MultipartReader {
 public:
  // `content_type`: of the request, with its boundary. Files are made in `spool`, mode 0600.
  MultipartReader(std::string_view content_type, std::string spool);
  MultipartReader(const MultipartReader&) = delete;
  MultipartReader& operator=(const MultipartReader&) = delete;
  ~MultipartReader();  // removes the spooled files that were not taken

  enum class Fault : std::uint8_t { none, malformed, too_large, spool };  // spool: the disk
  // After a fault nothing more is read.
  Fault feed(std::string_view bytes);
  bool finished() const { return state_ == State::end; }
  std::vector<Part> take() { return std::move(parts_); }  // their files are the taker's to remove

 private:
  enum class State : std::uint8_t { start, headers, content, end };
  bool step();
  bool read_start();
  bool read_headers();
  bool begin_part(std::string_view headers);
  bool read_content();
  bool append(std::string_view bytes);
  bool fail(Fault fault);
  void close_file();

  State state_ = State::start;
  Fault fault_ = Fault::none;
  std::string delimiter_;  // "\r\n--boundary"
  std::string spool_;
  std::string buffer_;  // what has arrived and is not taken apart yet
  std::vector<Part> parts_;
  int file_ = -1;
};

void remove_spooled(const std::vector<Part>& parts);

// The folder of the spool: made if need be, what an earlier run left behind removed. Throws
// std::runtime_error when it cannot be written.
class Spool {
 public:
  explicit Spool(const std::string& folder);  // empty: a new one under /tmp
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;
  ~Spool();
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
  bool temporary_ = false;
};

}  // namespace http
