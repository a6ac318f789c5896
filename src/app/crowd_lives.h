#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/demo.h"
#include "platform/db/tables.h"

// What a town of the demo has lived, person by person, ready to be copied: every row that the use
// cases wrote for somebody, with holes where another person, member of staff or minute would stand.
namespace app::crowd {

struct Hole {
  enum class Kind : std::uint8_t {
    id,         // of the person, a request, an event …: Life::ids
    colleague,  // a member of staff: Lives::colleagues
    digest,     // Life::digests
    instant,    // written out
    reference,  // Life::references
    name,
    phone,
    phone_index,  // in hexadecimal
    identity      // Life::identities
  };
  Kind kind = Kind::id;
  std::size_t index = 0, team = 0;
  std::int64_t ms = 0;
};

struct Pattern {
  struct Part {
    std::string before;
    Hole hole;
  };
  std::vector<Part> parts;
  std::string rest;
};

struct Cell {
  enum class Kind : std::uint8_t { null, number, instant, text, sealed, phone_index, party_key };
  Kind kind = Kind::null;
  std::int64_t number = 0;
  Pattern text;     // of a sealed cell what is in it
  Pattern context;  // of a sealed cell what it is bound to
};
using Row = std::vector<Cell>;

// Rows of one table that lie together in the order of its key, all of one life.
struct Group {
  std::size_t table = 0, life = 0;
  std::string order;
  std::vector<Row> rows;
};

// A digest in hexadecimal: of one value, or of the items that were signed.
struct Digest {
  Pattern value;
  std::map<std::string, std::size_t> items;
  int version = 0;
};

struct Reference {
  std::string text;
  int hijri_year = 0;  // its last two digits
};

struct Life {
  std::vector<std::string> ids;  // the person's own first
  std::vector<Digest> digests;
  std::vector<Reference> references;
  std::string name, phone;
  bool woman = false;
  std::vector<std::string> identities;
  std::vector<std::string> requests;  // ids, by reference
};

struct Lives {
  std::vector<db::Table> tables;
  std::vector<Life> lives;  // in the order in which they were registered
  std::vector<Group> groups;
  std::vector<std::vector<std::string>> colleagues;  // who may stand in for each other
};

// Reads the whole association. Throws std::runtime_error where something of a life is not
// understood: then a copy of it would not be whole.
Lives read_lives(api::Tenant& tenant, const std::vector<DemoStaff>& staff);

// Whether the moment follows from a date alone, so that it is the same for whoever came an hour
// later.
bool is_of_the_day(std::int64_t ms);

}  // namespace app::crowd
