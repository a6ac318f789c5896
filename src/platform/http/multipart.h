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

  bool feed(
      std::string_view bytes);  // false: malformed, or over a limit; nothing more is read then
  bool finished() const { return state_ == State::end; }
  std::vector<Part> take() { return std::move(parts_); }  // their files are the taker's to remove

 private:
  enum class State : std::uint8_t { start, headers, content, end, broken };
  bool step();
  bool read_headers();
  bool read_content();
  bool append(std::string_view bytes);
  void close_file();

  State state_ = State::start;
  std::string delimiter_;  // "\r\n--boundary"
  std::string spool_;
  std::string buffer_;  // what has arrived and is not taken apart yet
  std::vector<Part> parts_;
  int file_ = -1;
};

void remove_spooled(const std::vector<Part>& parts);

}  // namespace http
