#include "requests/manifest.h"

namespace requests {
namespace {

std::vector<ManifestIcon> icons(const std::string& name) {
  const std::string path = "/icons/" + name;
  return {
      {path + ".svg",     "any",     "image/svg+xml", "any"         },
      {path + "-192.png", "192x192", "image/png",     "any maskable"},
      {path + "-512.png", "512x512", "image/png",     "any maskable"}
  };
}

}  // namespace

WebManifest describe_manifest(const policy::Pack& pack, const std::string& slug) {
  const std::string home = "/" + slug + "/";
  return {.id = home,
          .name = (pack.neutral ? pack.neutral_name : pack.name).at("ar"),
          .lang = "ar",
          .dir = "rtl",
          .start_url = home,
          .scope = home,
          .display = "standalone",
          .background_color = "#ffffff",
          .theme_color = "#ffffff",
          .icons = icons(pack.neutral ? "neutral" : "portal")};
}

}  // namespace requests
