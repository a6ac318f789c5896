#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

// The product's closed set of roles. A pack maps its own titles to them and grants nothing new.
enum class Role : std::uint8_t {
  officer,     // relations officer
  researcher,  // social research, education affairs
  secretary,   // of a deciding body: records its decisions
  committee_member,
  supervisor,  // programme or project supervisor
  delegate,    // branch delegate or supervisor: an officer for one branch
  quality_manager,
  director,
  board_member,
  administrator
};
inline constexpr int role_count = 10;

// Class of a request kind, and of the parties that have one (decisions.md "Rights").
enum class Class : std::uint8_t { ordinary, restricted, confidential };

std::string_view name_of(Role role);  // "quality_manager"
std::optional<Role> role_named(std::string_view name);
std::string_view name_of(Class confidentiality);
std::optional<Class> class_named(std::string_view name);
