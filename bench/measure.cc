#include "measure.h"

#include <boost/json.hpp>
#include <cstdio>
#include <fstream>

namespace bench {

void Table::add(const std::string& name, double value, const std::string& unit, Better better,
                std::optional<double> limit, const std::string& limit_name, const Target& target) {
  Row row{.name = name, .value = value, .unit = unit, .limit = limit, .limit_name = limit_name};
  row.target = target.text;
  if (limit) row.ratio = better == Better::more ? value / *limit : *limit / value;
  if (target.ratio) row.met = row.ratio && *row.ratio >= *target.ratio;
  if (target.figure)
    row.met = better == Better::more ? value >= *target.figure : value <= *target.figure;
  rows_.push_back(row);
  std::fprintf(stderr, "  %s: %.6g %s\n", name.c_str(), value, unit.c_str());
}

// Markdown, so that docs/performance.md can take it as it is.
void Table::print() const {
  std::printf("| what | value | limit | ratio | target |\n|---|---|---|---|---|\n");
  for (const auto& row : rows_) {
    std::printf("| %s | %.6g %s |", row.name.c_str(), row.value, row.unit.c_str());
    if (row.limit) {
      std::printf(" %.6g (%s) | %.2f |", *row.limit, row.limit_name.c_str(), *row.ratio);
    } else {
      std::printf(" – | – |");
    }
    const char* verdict = !row.met ? "" : *row.met ? ": met" : ": **missed**";
    std::printf(" %s%s |\n", row.target.c_str(), verdict);
  }
}

void Table::write_json(const std::string& path) const {
  boost::json::array all;
  for (const auto& row : rows_) {
    boost::json::object one{
        {"name",   row.name  },
        {"value",  row.value },
        {"unit",   row.unit  },
        {"limit",  nullptr   },
        {"ratio",  nullptr   },
        {"target", row.target},
    };
    if (row.limit) one["limit"] = *row.limit;
    if (row.ratio) one["ratio"] = *row.ratio;
    if (row.met) one["met"] = *row.met;
    if (!row.limit_name.empty()) one["limit_is"] = row.limit_name;
    all.push_back(std::move(one));
  }
  std::ofstream(path) << boost::json::serialize(all) << "\n";
}

}  // namespace bench
