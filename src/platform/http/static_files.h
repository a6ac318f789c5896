#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "platform/http/http.h"

namespace http {

// The built web pages, held in memory: read once at start, served with ETag, gzip twin and caching
// by kind.
class StaticFiles {
 public:
  explicit StaticFiles(const std::string& folder);

  struct File {
    std::shared_ptr<const std::string> plain;
    std::shared_ptr<const std::string> zipped;  // made at build time, FILE.gz beside it
    std::string etag, type;
    bool immutable = false;  // hashed names under /assets/
  };
  const File* find(std::string_view path) const;

 private:
  std::map<std::string, File, std::less<>> files_;
};

struct FileAnswer {
  Response head;  // without its body
  std::shared_ptr<const std::string> body;
};
FileAnswer answer_file(const StaticFiles::File& file, const Request& request);

}  // namespace http
