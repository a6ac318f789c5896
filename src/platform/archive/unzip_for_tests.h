#pragma once

#include <gtest/gtest.h>
#include <zip.h>

#include <string>
#include <vector>

#include "platform/archive/archive.h"

namespace archive {

// What libzip finds in the bytes, each entry checked by its checksum. Tests only.
inline std::vector<Entry> unzipped(const std::string& bytes) {
  std::vector<Entry> entries;
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  if (archive == nullptr) {
    ADD_FAILURE() << zip_error_strerror(&error);
    zip_source_free(source);
    return entries;
  }
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    zip_stat_t about;
    zip_stat_index(archive, index, ZIP_FL_ENC_GUESS, &about);
    Entry entry{.name = about.name, .bytes = std::string(about.size, '\0')};
    zip_file_t* file = zip_fopen_index(archive, index, 0);
    EXPECT_EQ(zip_fread(file, entry.bytes.data(), about.size), static_cast<zip_int64_t>(about.size))
        << entry.name;
    EXPECT_EQ(zip_fclose(file), 0) << entry.name;
    entries.push_back(std::move(entry));
  }
  zip_discard(archive);
  return entries;
}

}  // namespace archive
