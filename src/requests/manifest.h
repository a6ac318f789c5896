#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "platform/api/api.h"

namespace requests {

// What a phone asks for when somebody puts the portal on its first screen (W3C's web app manifest;
// its own names).
struct ManifestIcon {
  std::string src, sizes, type, purpose;
};
BOOST_DESCRIBE_STRUCT(ManifestIcon, (), (src, sizes, type, purpose))

struct WebManifest {
  std::string id, name, lang, dir, start_url, scope, display, background_color, theme_color;
  std::vector<ManifestIcon> icons;
};
BOOST_DESCRIBE_STRUCT(WebManifest, (),
                      (id, name, lang, dir, start_url, scope, display, background_color,
                       theme_color, icons))

// The association's name in Arabic; where being known here is confidential, the neutral name and
// icon.
WebManifest describe_manifest(const policy::Pack& pack, const std::string& slug);

}  // namespace requests
