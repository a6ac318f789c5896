#pragma once

#include <cstddef>
#include <cstdint>

// Limits that hold in every room. Those of one room alone stand in that room (http::Limits,
// db::WriterLimits, files::max_bytes, policy::parse).
namespace limits {

// Text, in code points.
inline constexpr std::size_t name_characters_max = 120;    // of a person, a branch, a title
inline constexpr std::size_t line_characters_max = 300;    // one line: subject, address, search
inline constexpr std::size_t text_characters_max = 4'000;  // a reason, a question, a reply
inline constexpr std::size_t email_bytes_max = 254;        // RFC 5321
inline constexpr std::size_t phone_bytes_max = 24;
inline constexpr std::size_t password_characters_min = 12;
inline constexpr std::size_t password_bytes_max = 200;

// JSON.
inline constexpr std::size_t json_depth_max = 16;
inline constexpr std::size_t json_items_max = 1'000;  // of one array or object

// Lists.
inline constexpr int page_default = 50;
inline constexpr int page_max = 200;

// Keys.
inline constexpr std::size_t idempotency_key_bytes_max = 64;
inline constexpr std::int64_t idempotency_days = 90;

}  // namespace limits
