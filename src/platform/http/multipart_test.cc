#include "platform/http/multipart.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace http {
namespace {

using Fault = MultipartReader::Fault;

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string part(const std::string& disposition, const std::string& content) {
  return "--xyz\r\nContent-Disposition: form-data; " + disposition +
         "\r\nContent-Type: image/png\r\n\r\n" + content + "\r\n";
}

class Multipart : public testing::Test {
 protected:
  Fault feed(MultipartReader& reader, const std::string& bytes, std::size_t piece) {
    Fault fault = Fault::none;
    for (std::size_t at = 0; at < bytes.size() && fault == Fault::none; at += piece)
      fault = reader.feed(std::string_view(bytes).substr(at, piece));
    return fault;
  }
  std::size_t spooled() const {
    const std::filesystem::directory_iterator all(spool.folder());
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }

  Spool spool{""};
  std::string type = "multipart/form-data; boundary=xyz";
};

TEST_F(Multipart, ReadsTheSameHoweverTheBytesArrive) {
  const std::string file =
      std::string("\r\n--xy \r\n-- \0 \r\n--xyy\r", 22) + std::string(5000, 'a');
  const std::string body = part("name=\"note\"", "hello") + part("name=\"empty\"", "") +
                           part("name=\"file\"; filename=\"a \\\"b\\\".png\"", file) +
                           "--xyz--\r\n";
  for (const std::size_t piece : {1, 2, 3, 7, 64, 4096, 100'000}) {
    MultipartReader reader(type, spool.folder());
    ASSERT_EQ(feed(reader, body, piece), Fault::none) << piece;
    ASSERT_TRUE(reader.finished()) << piece;
    const auto parts = reader.take();
    ASSERT_EQ(parts.size(), 3u);
    EXPECT_EQ(parts[0].value, "hello");
    EXPECT_EQ(parts[1].value, "");
    EXPECT_EQ(parts[2].name, "file");
    EXPECT_EQ(parts[2].file_name, "a \"b\".png");
    EXPECT_EQ(parts[2].content_type, "image/png");
    EXPECT_EQ(parts[2].bytes, static_cast<std::int64_t>(file.size()));
    EXPECT_EQ(content_of(parts[2].spool_path), file) << piece;
    remove_spooled(parts);
    EXPECT_EQ(spooled(), 0u);
  }
}

TEST_F(Multipart, KeepsAFileFromOtherUsersOfTheMachine) {
  MultipartReader reader(type, spool.folder());
  reader.feed(part("name=\"file\"; filename=\"a\"", "x") + "--xyz--");
  const auto parts = reader.take();
  const auto mode = std::filesystem::status(parts.at(0).spool_path).permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  remove_spooled(parts);
}

TEST_F(Multipart, IsNotFinishedBeforeTheLastDelimiter) {
  MultipartReader reader(type, spool.folder());
  EXPECT_EQ(reader.feed(part("name=\"a\"", "b") + "--xyz"), Fault::none);
  EXPECT_FALSE(reader.finished());
}

TEST_F(Multipart, RefusesWhatIsNoMultipart) {
  const std::string cases[] = {"hello, this is no multipart", "--abc\r\n\r\nx", "--xyzzy\r\n\r\n",
                               part("name=\"\xff\"", "x")};
  for (const auto& body : cases) {
    MultipartReader reader(type, spool.folder());
    EXPECT_EQ(feed(reader, body + std::string(200, 'x'), 5), Fault::malformed) << body;
  }
  MultipartReader without_boundary("multipart/form-data", spool.folder());
  EXPECT_EQ(without_boundary.feed("--xyz"), Fault::malformed);
}

TEST_F(Multipart, HasALimitOnEverything) {
  std::string many;
  for (int i = 0; i < 9; ++i) many += part("name=\"a\"", "b");
  const std::string cases[] = {many, part("name=\"a\"", std::string((64 << 10) + 1, 'b')),
                               "--xyz\r\nX: " + std::string(5 << 10, 'a')};
  for (const auto& body : cases) {
    MultipartReader reader(type, spool.folder());
    EXPECT_EQ(feed(reader, body + "--xyz--", 1000), Fault::too_large);
  }
}

TEST_F(Multipart, LeavesNoFileWhenItIsGivenUp) {
  {
    MultipartReader reader(type, spool.folder());
    reader.feed("--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nhalf");
    EXPECT_EQ(spooled(), 1u);
  }
  EXPECT_EQ(spooled(), 0u);
}

TEST_F(Multipart, TellsADiskThatDoesNotTakeIt) {
  MultipartReader reader(type, spool.folder() + "/absent");
  EXPECT_EQ(reader.feed(part("name=\"f\"; filename=\"a\"", "x")), Fault::spool);
}

TEST_F(Multipart, SweepsWhatAnEarlierRunLeft) {
  std::ofstream(spool.folder() + "/upload-abcdef") << "old";
  std::ofstream(spool.folder() + "/other") << "not ours";
  const Spool again(spool.folder());
  EXPECT_EQ(spooled(), 1u);
  EXPECT_THROW(Spool("/proc/none"), std::runtime_error);
}

}  // namespace
}  // namespace http
