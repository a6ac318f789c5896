#pragma once

#include <memory>
#include <string>

#include "messages/connect.h"

namespace messages {

struct RouteOptions {
  std::string public_address;
  std::shared_ptr<const Hooks> hooks;
  // The demo only (loopback): folders of the file gateways, whose newest messages /demo/messages
  // shows. Empty: the route is not there.
  std::string demo_sms_folder, demo_mail_folder;
};
// /desk/messages, /desk/messages/{id}/retry, /portal/messages, /portal/messages/{id}/reading and,
// in the demo, /demo/messages.
void add_routes(api::Routes& routes, const RouteOptions& options);

}  // namespace messages
