#pragma once

#include <string>
#include <string_view>

#include "messages/gateways.h"

namespace messages {

// local@domain in ASCII, nothing that could end a header or an SMTP command.
bool is_mail_address(std::string_view address);

// An Internet message (RFC 5322): headers encoded by RFC 2047, a plain and an HTML part, right to
// left in Arabic. The Message-ID is made of the key, so that a message sent twice is known as one.
std::string mime_message(const Outgoing& mail, std::string_view from);

}  // namespace messages
