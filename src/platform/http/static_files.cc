#include "platform/http/static_files.h"

#include <zlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

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

std::string etag_of(const std::string& content) {
  const auto sum =
      ::crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
  char text[40];
  std::snprintf(text, sizeof text, "\"%08lx-%zx\"", sum, content.size());
  return text;
}

bool lists(std::string_view header, std::string_view word) {
  return header.find(word) != header.npos;
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
  answer.headers.emplace_back("ETag", file.etag);
  answer.headers.emplace_back("Cache-Control",
                              file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (file.zipped) answer.headers.emplace_back("Vary", "Accept-Encoding");
  if (lists(request.header("If-None-Match"), file.etag)) {
    answer.status = 304;
    return answer;
  }
  answer.headers.emplace_back("Content-Type", file.type);
  answer.body = file.plain;
  if (file.zipped && lists(request.header("Accept-Encoding"), "gzip")) {
    answer.headers.emplace_back("Content-Encoding", "gzip");
    answer.body = file.zipped;
  }
  return answer;
}

const std::vector<std::pair<std::string, std::string>>& security_headers() {
  static const std::vector<std::pair<std::string, std::string>> headers = {
      {"Content-Security-Policy",
       "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
       "form-action 'self'; frame-ancestors 'none'"                                              },
      {"X-Content-Type-Options",       "nosniff"                                                 },
      {"Referrer-Policy",              "no-referrer"                                             },
      {"Permissions-Policy",           "camera=(self), geolocation=(), microphone=(), payment=()"},
      {"Cross-Origin-Opener-Policy",   "same-origin"                                             },
      {"Cross-Origin-Resource-Policy", "same-origin"                                             }
  };
  return headers;
}

}  // namespace http
