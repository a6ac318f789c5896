#include "app/free_port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <bit>

namespace app {

std::uint16_t free_port(const std::string& address) {
  sockaddr_in place{};
  place.sin_family = AF_INET;
  if (inet_pton(AF_INET, address.c_str(), &place.sin_addr) != 1) return 0;
  const int socket_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket_fd < 0) return 0;
  socklen_t size = sizeof place;
  auto* any = std::bit_cast<sockaddr*>(&place);
  const bool bound = bind(socket_fd, any, size) == 0 && getsockname(socket_fd, any, &size) == 0;
  close(socket_fd);
  return bound ? ntohs(place.sin_port) : 0;
}

}  // namespace app
