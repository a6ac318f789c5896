// Loaded before the program (LD_PRELOAD): the n-th write or sync of a file, send or receive on the connection to PostgreSQL (the program
// has no other socket that is a file), or allocation, fails or is the program's last.
// The driver holds the other end of the shared page (tests/lib/failing.py). strace can inject the same faults, but counts calls by
// thread, and one use case's calls are spread over several.
#define _GNU_SOURCE
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CALLS = 1, ALLOCATIONS = 2, LINES = 4, PLACES = 8, BY_PLACE = 16 };
enum { KILLED = -1, KILLED_AFTER = -2, COUNTED = 0 };  // else an errno

enum { DEPTH = 64, NOTED_MAX = 1 << 19, ABOUT = 1000 };

struct Page {
  _Atomic int64_t what;   // several of the above, or nothing; with PLACES it is noted where each allocation was asked for
  _Atomic int64_t at;     // which of them, from 1; BY_PLACE: the first that is asked for there…
  _Atomic int64_t near;   // …among those about this one, or 0: among all. To look where each is asked for takes long.
  _Atomic int64_t how;    // what becomes of it
  _Atomic int64_t count;  // so many came since
  _Atomic int64_t fired;
  int64_t places[NOTED_MAX];
};
static struct Page nothing;
static struct Page* page = &nothing;
static _Thread_local int is_looking __attribute__((tls_model("initial-exec")));

__attribute__((constructor)) static void begin(void) {
  const char* name = getenv("SILA_FAILING");
  const int file = name ? open(name, O_RDWR | O_CLOEXEC) : -1;
  if (file < 0) return;
  void* frame;
  backtrace(&frame, 1);  // loads what it needs now, not within an allocation
  void* shared = mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (shared != MAP_FAILED) page = shared;
  close(file);
}

// A number for the callers, up to the thread's beginning. Programs are laid out by whole pages anew at each start: the last twelve bits of
// an address are the same each time. Left out are the two frames of this library.
__attribute__((noinline)) static int64_t place_here(void) {
  void* frames[DEPTH];
  is_looking = 1;
  const int count = backtrace(frames, DEPTH);
  is_looking = 0;
  uint64_t place = 14695981039346656037U;
  for (int i = 2; i < count; i++) place = (place ^ ((uintptr_t)frames[i] & 0xfff)) * 1099511628211U;
  return (int64_t)place;
}

// What becomes of this one; COUNTED: nothing.
__attribute__((always_inline)) static inline int64_t falls(int64_t what) {
  if (!(page->what & what)) return COUNTED;
  const int64_t number = atomic_fetch_add(&page->count, 1) + 1;
  const int is_noted = (page->what & PLACES) && number <= NOTED_MAX, by_place = (page->what & BY_PLACE) != 0;
  const int64_t near = page->near;
  const int is_near = near == 0 || llabs(number - near) <= ABOUT;
  const int64_t place = is_noted || (by_place && is_near) ? place_here() : 0;
  if (is_noted) page->places[number - 1] = place;
  if ((by_place ? place : number) != page->at || atomic_exchange(&page->fired, 1)) return COUNTED;
  if (page->how == KILLED) kill(getpid(), SIGKILL);
  return page->how;
}

static int is_file(int descriptor) {
  struct stat about;
  return descriptor > 2 && (page->what & CALLS) && fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
}

static int64_t called(int descriptor, long number, long a, long b, long c) {
  const int64_t how = is_file(descriptor) ? falls(CALLS) : COUNTED;
  if (how > 0) {
    errno = (int)how;
    return -1;
  }
  const int64_t done = syscall(number, descriptor, a, b, c);
  if (how == KILLED_AFTER) kill(getpid(), SIGKILL);
  return done;
}

ssize_t write(int descriptor, const void* data, size_t size) { return called(descriptor, SYS_write, (long)data, (long)size, 0); }
ssize_t writev(int descriptor, const struct iovec* parts, int count) { return called(descriptor, SYS_writev, (long)parts, count, 0); }
ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t at) {
  return called(descriptor, SYS_pwrite64, (long)data, (long)size, at);
}
ssize_t pwrite(int descriptor, const void* data, size_t size, off_t at) { return pwrite64(descriptor, data, size, at); }
int fsync(int descriptor) { return (int)called(descriptor, SYS_fsync, 0, 0, 0); }
int fdatasync(int descriptor) { return (int)called(descriptor, SYS_fdatasync, 0, 0, 0); }
int ftruncate64(int descriptor, off64_t size) { return (int)called(descriptor, SYS_ftruncate, size, 0, 0); }
int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

static int is_line(int descriptor) {
  int domain = 0;
  socklen_t size = sizeof domain;
  return (page->what & LINES) && getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && domain == AF_UNIX;
}

// The line is cut for both ends, so that the server learns of it too and nobody waits for an answer to what was never sent.
static ssize_t cut(int descriptor, int64_t how) {
  shutdown(descriptor, SHUT_RDWR);
  errno = (int)how;
  return -1;
}

ssize_t send(int descriptor, const void* data, size_t size, int flags) {
  const int64_t how = is_line(descriptor) ? falls(LINES) : COUNTED;
  if (how > 0) return cut(descriptor, how);
  const ssize_t done = syscall(SYS_sendto, descriptor, data, size, flags, NULL, 0);
  if (how == KILLED_AFTER) kill(getpid(), SIGKILL);
  return done;
}

// What came is lost with the line; to find that nothing came yet is no call.
ssize_t recv(int descriptor, void* data, size_t size, int flags) {
  const ssize_t done = syscall(SYS_recvfrom, descriptor, data, size, flags, NULL, NULL);
  if (done < 0 || !is_line(descriptor)) return done;
  const int64_t how = falls(LINES);
  if (how > 0) return cut(descriptor, how);
  if (how == KILLED_AFTER) kill(getpid(), SIGKILL);
  return done;
}

void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);

__attribute__((always_inline)) static inline int has_none(void) {
  if (is_looking || falls(ALLOCATIONS) == COUNTED) return 0;
  errno = ENOMEM;
  return 1;
}
void* malloc(size_t size) { return has_none() ? NULL : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return has_none() ? NULL : __libc_calloc(count, size); }
void* realloc(void* old, size_t size) { return has_none() ? NULL : __libc_realloc(old, size); }
void* memalign(size_t alignment, size_t size) { return has_none() ? NULL : __libc_memalign(alignment, size); }
void* aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }
int posix_memalign(void** made, size_t alignment, size_t size) {
  void* memory = memalign(alignment, size);
  if (memory == NULL) return ENOMEM;
  *made = memory;
  return 0;
}
