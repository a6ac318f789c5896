#include "messages/mime.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.h"
#include "platform/kernel/kernel.h"

namespace messages {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t encoded_line_max = 76;
constexpr std::size_t word_bytes_max = 45;  // an encoded word stays under 75 characters

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // its final zero
  return text;
}

std::string base64_lines(std::string_view bytes) {
  const std::string text = base64(bytes);
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += encoded_line_max)
    lines += text.substr(at, encoded_line_max) + std::string(line_end);
  return lines;
}

// RFC 2047, always encoded: no line end, quote or comma of the text can mean anything.
std::string encoded_words(std::string_view utf8) {
  std::string words;
  while (!utf8.empty()) {
    std::size_t count = std::min(word_bytes_max, utf8.size());
    while (count < utf8.size() && (static_cast<unsigned char>(utf8[count]) & 0xC0) == 0x80) --count;
    if (!words.empty()) words += "\r\n ";
    words += "=?UTF-8?B?" + base64(utf8.substr(0, count)) + "?=";
    utf8.remove_prefix(count);
  }
  return words;
}

// "Sat, 21 Nov 2026 05:44:17 +0000"
std::string mail_date(Instant at) {
  constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Date date{static_cast<std::int32_t>(at.ms / day_ms)};
  const auto day = parts(date);
  const auto second = at.ms / second_ms % 86'400;
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d +0000",
                days[static_cast<std::size_t>(weekday(date))], day.day,
                months[static_cast<std::size_t>(day.month - 1)], day.year,
                static_cast<int>(second / 3'600), static_cast<int>(second / 60 % 60),
                static_cast<int>(second % 60));
  return text;
}

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\n':
        html += "<br>\n";
        break;
      default:
        html += c;
    }
  }
  return html;
}

// Web addresses become links; everything is escaped.
std::string linked(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const auto at = std::min(text.find("https://"), text.find("http://"));
    if (at == text.npos) return html + escaped(text);
    html += escaped(text.substr(0, at));
    text.remove_prefix(at);
    auto end = std::min(text.find_first_of(" \n\t<>\""), text.size());
    while (end > 0 && (text[end - 1] == '.' || text[end - 1] == ',')) --end;
    const std::string address = escaped(text.substr(0, end));
    html += "<a href=\"" + address + "\" dir=\"ltr\">" + address + "</a>";
    text.remove_prefix(end);
  }
  return html;
}

std::string html_page(const Outgoing& mail) {
  const bool arabic = mail.language == "ar";
  return std::string("<!doctype html>\n<html lang=\"") + (arabic ? "ar" : "en") + "\" dir=\"" +
         (arabic ? "rtl" : "ltr") +
         "\"><head><meta charset=\"utf-8\"></head>\n<body style=\"font-family: sans-serif; "
         "font-size: 16px; line-height: 1.6; max-width: 36em\">\n<p>" +
         linked(mail.text) + "</p>\n<p>" + escaped(mail.sender) + "</p>\n</body></html>\n";
}

std::string part(const std::string& boundary, std::string_view type, std::string_view content) {
  return "--" + boundary + "\r\nContent-Type: " + std::string(type) +
         "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64_lines(content);
}

std::string plain_lines(std::string_view text) {
  return join(split(text, '\n'), line_end) + std::string(line_end);
}

// Of the key only what an address may hold.
std::string word_of(std::string_view key) {
  std::string word;
  for (const char c : key) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
    if (plain) word += c;
  }
  return word;
}

bool is_atom(std::string_view text, std::string_view others) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           others.find(c) != others.npos;
  });
}

}  // namespace

bool is_mail_address(std::string_view address) {
  const auto at = address.rfind('@');
  if (at == address.npos || address.size() > limits::email_bytes_max) return false;
  const auto local = address.substr(0, at);
  const auto domain = address.substr(at + 1);
  return is_atom(local, ".!#$%&'*+-/=?^_`{|}~") && is_atom(domain, ".-") && domain.front() != '.' &&
         domain.front() != '-' && domain.back() != '.';
}

std::string mime_message(const Outgoing& mail, std::string_view from) {
  const std::string word = word_of(mail.key);
  const std::string boundary = "sila-" + word;
  const std::string domain(from.substr(from.rfind('@') + 1));
  std::string message;
  message += "From: " + encoded_words(mail.sender) + "\r\n <" + std::string(from) + ">\r\n";
  message += "To: <" + mail.to + ">\r\n";
  message += "Subject: " + encoded_words(mail.subject) + "\r\n";
  message += "Date: " + mail_date(mail.at) + "\r\n";
  message += "Message-ID: <" + word + "@" + domain + ">\r\n";
  message += "Auto-Submitted: auto-generated\r\n";
  message += "Content-Language: " + std::string(mail.language == "ar" ? "ar" : "en") + "\r\n";
  message += "MIME-Version: 1.0\r\n";
  message += "Content-Type: multipart/alternative;\r\n boundary=\"" + boundary + "\"\r\n\r\n";
  message += part(boundary, "text/plain", plain_lines(mail.text));
  message += part(boundary, "text/html", html_page(mail));
  message += "--" + boundary + "--\r\n";
  return message;
}

}  // namespace messages
