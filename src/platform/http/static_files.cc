#include "platform/http/static_files.h"

#include <zlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/text.h"

namespace http {
namespace {

namespace fs = std::filesystem;

std::string_view type_of(const fs::path& file) {
  static const std::map<std::string, std::string_view, std::less<>> types = {
      {".html",        "text/html; charset=utf-8"      },
      {".js",          "text/javascript; charset=utf-8"},
      {".css",         "text/css; charset=utf-8"       },
      {".svg",         "image/svg+xml"                 },
      {".png",         "image/png"                     },
      {".jpg",         "image/jpeg"                    },
      {".webp",        "image/webp"                    },
      {".pdf",         "application/pdf"               },
      {".ico",         "image/x-icon"                  },
      {".json",        "application/json"              },
      {".webmanifest", "application/manifest+json"     },
      {".woff2",       "font/woff2"                    },
      {".txt",         "text/plain; charset=utf-8"     }
  };
  const auto found = types.find(file.extension().string());
  return found == types.end() ? "application/octet-stream" : found->second;
}

std::shared_ptr<const std::string> content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return nullptr;
  return std::make_shared<const std::string>(std::istreambuf_iterator<char>(stream),
                                             std::istreambuf_iterator<char>());
}

// Weak, because the zipped bytes carry the same.
std::string etag_of(const std::string& content) {
  const auto sum =
      ::crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
  char text[40];
  std::snprintf(text, sizeof text, "W/\"%08lx-%zx\"", sum, content.size());
  return text;
}

// Whether `If-None-Match` names this tag; weak comparison, as RFC 9110 has it.
bool known_to_client(const Request& request, const std::string& etag) {
  const auto header = request.header("If-None-Match");
  return header == "*" || header.find(etag.substr(etag.find('"'))) != header.npos;
}

bool takes_gzip(const Request& request) {
  for (const auto& coding : split(lower_ascii(request.header("Accept-Encoding")), ',')) {
    const auto parts = split(coding, ';');
    const bool refused = parts.size() > 1 && trim(parts[1]).starts_with("q=0") &&
                         trim(parts[1]).find_first_of("123456789") == std::string::npos;
    if (trim(parts[0]) == "gzip") return !refused;
  }
  return false;
}

}  // namespace

StaticFiles::StaticFiles(const std::string& folder) {
  if (folder.empty() || !fs::exists(folder)) return;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() == ".gz") continue;
    File file;
    file.plain = content_of(entry.path());
    if (!file.plain) continue;
    file.zipped = content_of(entry.path().string() + ".gz");
    file.etag = etag_of(*file.plain);
    file.type = type_of(entry.path());
    const std::string path = "/" + fs::relative(entry.path(), folder).generic_string();
    file.immutable = path.starts_with("/assets/");
    files_[path] = std::move(file);
  }
}

const StaticFiles::File* StaticFiles::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

FileAnswer answer_file(const StaticFiles::File& file, const Request& request) {
  FileAnswer answer;
  auto& headers = answer.head.headers;
  headers.emplace_back("ETag", file.etag);
  headers.emplace_back("Cache-Control",
                       file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (file.zipped) headers.emplace_back("Vary", "Accept-Encoding");
  answer.head.content_type.clear();
  if (known_to_client(request, file.etag)) {
    answer.head.status = 304;
    return answer;
  }
  answer.head.content_type = file.type;
  answer.body = file.plain;
  if (file.zipped && takes_gzip(request)) {
    headers.emplace_back("Content-Encoding", "gzip");
    answer.body = file.zipped;
  }
  return answer;
}

}  // namespace http
