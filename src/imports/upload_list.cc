#include "imports/upload_list.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <mutex>

#include "base/text.h"
#include "platform/kernel/kernel.h"

namespace imports {
namespace {

constexpr std::size_t samples_max = 3;
constexpr std::size_t sample_bytes_max = 60;
constexpr std::size_t name_characters_max = 120;

// One list of 200,000 rows may take half a gigabyte while it is read.
std::mutex& reading() {
  static std::mutex mutex;
  return mutex;
}

std::string clean_name(std::string_view given) {
  auto name = std::string(given.substr(given.find_last_of("/\\") + 1));
  if (!is_utf8(name) || has_control(name)) return {};
  name = trim(strip_invisible(name));
  while (length(name) > name_characters_max) name.pop_back();
  while (!name.empty() && !is_utf8(name)) name.pop_back();
  return name;
}

std::string digest_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  return hex(seal::blake2b(bytes));
}

std::string shortened(std::string text) {
  if (text.size() > sample_bytes_max) text.resize(sample_bytes_max);
  while (!text.empty() && !is_utf8(text)) text.pop_back();
  return text;
}

std::vector<std::vector<std::string>> samples_of(const List& list) {
  std::vector<std::vector<std::string>> samples(list.headings.size());
  for (const auto& row : list.rows) {
    bool all = true;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const bool wanted = samples[i].size() < samples_max;
      if (wanted && i < row.cells.size() && !row.cells[i].text.empty())
        samples[i].push_back(shortened(row.cells[i].text));
      all = all && samples[i].size() == samples_max;
    }
    if (all) break;
  }
  return samples;
}

}  // namespace

Result<ReadList> read_list(const std::string& path, std::string_view file_name,
                           std::string_view sheet) {
  const std::unique_lock hold(reading(), std::try_to_lock);
  if (!hold.owns_lock()) return refuse(RefusalKind::unavailable, "list.reading");
  auto name = clean_name(file_name);
  if (name.empty())
    return refuse(RefusalKind::rule_not_met, Obstacle{.code = "file.name", .field = "/file"});
  auto book = TRY(sheets::read_book(path));
  ReadList read{.digest = digest_of(path), .file = std::move(name), .list = {}, .chunks = {}};
  read.list = TRY(take_list(std::move(book), sheet));
  read.chunks = pack_rows(read.list);
  return read;
}

Import keep_list(db::Transaction& tx, const api::Tenant& tenant, const ReadList& read,
                 const audit::Who& by, const BranchId& branch, Instant now) {
  Import import{.id = kernel::new_id<RequestId>(now).text,
                .branch = branch,
                .by = by,
                .made_at = now,
                .changed_at = now};
  import.heading_index =
      tenant.keeper->fast_index("list/headings", join(read.list.headings, "\x1f"));
  import.about = {.file = read.file,
                  .sheet = read.list.sheet,
                  .other_sheets = read.list.other_sheets,
                  .headings = read.list.headings,
                  .samples = samples_of(read.list)};
  if (auto known = rows::remembered(tx, tenant.id, import.heading_index);
      known && known->mapping.size() == read.list.headings.size()) {
    import.mapping = std::move(known->mapping);
    import.calendar = known->calendar;
    import.is_remembered = true;
  } else {
    import.mapping = suggest_mapping(read.list.headings);
  }
  import.chunks = static_cast<std::int64_t>(read.chunks.size());
  import.rows_all = static_cast<std::int64_t>(read.list.rows.size());
  rows::insert(tx, tenant, import);
  for (std::size_t i = 0; i < read.chunks.size(); ++i)
    rows::put_chunk(tx, tenant, import.id, static_cast<std::int64_t>(i), read.chunks[i]);
  audit::record(tx, tenant.id, by, now,
                {.action = "list.uploaded", .object = import.id, .party = {}, .detail = {}});
  return import;
}

}  // namespace imports
