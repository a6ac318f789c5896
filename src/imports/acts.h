#pragma once

#include "imports/import_view.h"

// What people do with an import. Private to this room.
namespace imports {

struct MapColumns {
  Mapping mapping;
  std::string calendar;  // hijri | gregorian | empty: the year tells
};
BOOST_DESCRIBE_STRUCT(MapColumns, (), (mapping, calendar))

// Says what the columns hold, for this list and the next with these headings, and begins the dry
// run. Refuses list.state, list.mapping_length, list.field_unknown, list.field_twice, list.no_name,
// list.calendar.
Result<Import> map_columns(db::Transaction& tx, const api::Tenant& tenant, Import import,
                           const MapColumns& body, const audit::Who& by, Instant now);
// After the dry run. Refuses list.state.
Result<Import> start_import(db::Transaction& tx, const api::Tenant& tenant, Import import,
                            const audit::Who& by, Instant now);
// Of a list that came in. Refuses list.state.
Result<Import> start_undo(db::Transaction& tx, const api::Tenant& tenant, Import import,
                          const audit::Who& by, Instant now);
// Of a list that did not come in: its rows are gone. Refuses list.state.
Result<Import> discard_import(db::Transaction& tx, const api::Tenant& tenant, Import import,
                              const audit::Who& by, Instant now);

// Of one whose work stopped for half a minute: it goes on where it stood. Refuses list.state,
// list.working.
Result<Import> resume_import(db::Transaction& tx, const api::Tenant& tenant, Import import,
                             const audit::Who& by, Instant now);

// XLSX, right-to-left in Arabic: the rows that were refused, as they stood, each wrong cell
// coloured with its reason beside it, and in a last column. Refuses list.no_errors.
Result<std::string> write_errors(db::Transaction& tx, const api::Tenant& tenant,
                                 const Import& import, std::string_view language, Instant now);

// Rows that nobody has mended are dropped: of a list that never came in after a week, of one that
// did after a month. Returns how many lists.
int sweep_rows(db::Transaction& tx, const api::Tenant& tenant, Instant now);

}  // namespace imports
