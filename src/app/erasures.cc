#include "app/erasures.h"

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "platform/backup/durable.h"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t list_bytes_max = 1u << 30;

void keep_in(const std::string& folder, const std::string& slug, const Erasures& erased) {
  const auto file = erasures_file(folder, slug);
  const auto text = backup::read_whole(file, list_bytes_max);
  auto known = read_erasures(text.value_or(""), file);
  if (!known) throw std::runtime_error("the list of erasures " + file + " is damaged");
  auto all = std::move(known).value();
  all.insert(all.end(), erased.begin(), erased.end());
  const std::string now = written(std::move(all));
  if (text == now) return;
  fs::create_directories(folder);
  // Of a program that was killed while it wrote; another that is writing now tries again.
  fs::remove(file + ".part");
  backup::write_durably(file, now, backup::Over::what_is_there);
}

}  // namespace

std::string written(Erasures erasures) {
  std::ranges::sort(erasures);
  std::string text;
  const Erasure* last = nullptr;
  for (const auto& one : erasures) {
    if (last && last->association == one.association && last->party == one.party) continue;
    text += one.association.text + " " + one.party.text + " " + iso(one.at) + "\n";
    last = &one;
  }
  return text;
}

Result<Erasures> read_erasures(std::string_view text, const std::string& file) {
  Erasures erasures;
  auto lines = split(text, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto words = split(lines[i], ' ');
    const auto at = words.size() == 3 ? parse_instant(words[2]) : std::nullopt;
    if (!at || !is_id(words[0]) || words[1].empty()) {
      return refuse(RefusalKind::invalid,
                    Obstacle{
                        .code = "erasures.line",
                        .parameters = {{"file", file}, {"line", std::to_string(i + 1)}}
      });
    }
    erasures.push_back({{words[0]}, {words[1]}, *at});
  }
  return erasures;
}

Result<Erasures> erasures_in(const std::string& place) {
  std::vector<fs::path> files;
  if (fs::is_directory(place)) {
    for (const auto& entry : fs::directory_iterator(place))
      if (entry.path().extension() == ".list") files.push_back(entry.path());
  } else if (fs::exists(place)) {
    files.emplace_back(place);
  }
  Erasures all;
  for (const auto& file : files) {
    const auto text = backup::read_whole(file.string(), list_bytes_max);
    const auto some = TRY(read_erasures(text.value_or("?"), file.string()));
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::vector<std::string> erasure_folders(const std::string& data, const std::string& backups) {
  std::vector<std::string> folders{data + "/erasures"};
  if (!backups.empty()) folders.push_back(backups + "/erasures");
  return folders;
}

std::string erasures_file(const std::string& folder, const std::string& slug) {
  return folder + "/" + slug + ".list";
}

void ErasureNotes::note(db::Transaction& tx) {
  const auto count = seal::count_erased(tx, association_);
  if (count == noted_) return;
  Erasures erased;
  for (const auto& one : seal::erased_parties(tx, association_))
    erased.push_back({association_, one.party, one.at});
  if (!erased.empty())
    for (const auto& folder : folders_) keep_in(folder, slug_, erased);
  noted_ = count;
}

}  // namespace app
