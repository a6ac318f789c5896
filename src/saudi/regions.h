#pragma once

#include <span>
#include <string_view>

// The thirteen regions and their governorates (domain/saudi.md section 2). Two numberings of the
// regions collide (number 4 is Qassim, SA-04 the Eastern Province): both are kept, ISO 3166-2 is
// what we store. Governorates have no official codes that we know: slugs of our own, which stay.
namespace saudi {

struct Region {
  int number;             // of the post and of the statistics office
  std::string_view code;  // theirs too: "RD"
  std::string_view iso;   // "SA-01"
  std::string_view ar, en, capital_ar, capital_en;
};
struct Governorate {                      // but for the seats of the regions
  std::string_view slug, region, ar, en;  // region: its ISO code
};

std::span<const Region> regions();
std::span<const Governorate> governorates();
const Region* region(std::string_view iso);  // nothing when there is none
const Region* region_numbered(int number);
const Governorate* governorate(std::string_view slug);

}  // namespace saudi
