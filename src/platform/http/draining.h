#pragma once

namespace http {

// Whether the server that runs (or ran last) was told to stop: what is under way still ends, but
// nothing new should come. From any thread.
bool draining();

}  // namespace http
