#pragma once

#include <gtest/gtest.h>
#include <zip.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "platform/sheets/sheets.h"

namespace sheets {

class SheetsForTests : public testing::Test {
 protected:
  SheetsForTests() {
    auto pattern = (std::filesystem::temp_directory_path() / "sila-sheets-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~SheetsForTests() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  std::string path() const { return folder_ + "/sheet"; }
  Result<Book> read(std::string_view bytes) const {
    std::ofstream(path(), std::ios::binary) << bytes;
    return read_book(path());
  }
  std::string refused(std::string_view bytes) const {
    const auto book = read(bytes);
    return book ? "read" : book.refusal().obstacles.front().code;
  }
  static std::string bytes_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::string zipped(const std::vector<std::pair<std::string, std::string>>& entries,
                     const char* password = nullptr) const {
    const auto file = path() + ".zip";
    std::filesystem::remove(file);
    auto* archive = zip_open(file.c_str(), ZIP_CREATE, nullptr);
    for (const auto& [name, text] : entries) {
      auto* source = zip_source_buffer(archive, text.data(), text.size(), 0);
      const auto at = zip_file_add(archive, name.c_str(), source, 0);
      if (password != nullptr) zip_file_set_encryption(archive, at, ZIP_EM_AES_256, password);
    }
    EXPECT_EQ(zip_close(archive), 0);
    return bytes_of(file);
  }
  static std::vector<std::string> texts(const Row& row) {
    std::vector<std::string> texts;
    for (const auto& cell : row.cells) texts.push_back(cell.text);
    return texts;
  }

  std::string folder_;
};

}  // namespace sheets
