#pragma once

namespace http {

class Router;
struct ServerOptions;

// Whether the server that runs (or ran last) was told to stop: what is under way still ends, but
// nothing new should come. From any thread.
bool draining();

// From the word to stop on, every answer is the last of its connection, and streams end.
struct Stopping {
  int notice_s = 0;    // so long newcomers are still taken, for whoever looks at /readyz to see;
                       // afterwards they are refused before they could say anything
  int grace_ms = 500;  // so long after the notice a connection that says nothing is kept: what was
                       // on its way to us is answered
};
// When more is asked than the workers can answer: a request that none took for so long is answered
// 503 by the next that can, which is quick, so that those behind it do not wait as long.
struct Patience {
  int queue_ms = 3'000;
};
inline constexpr Patience usual_patience;
// As serve() of http.h, whose `limits.drain_s` bounds it all. `patience` outlives it.
void serve(const Router& router, const ServerOptions& options, const Stopping& stopping,
           const Patience& patience = usual_patience);

}  // namespace http
