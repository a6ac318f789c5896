/* Loaded before a program: once the file that SILA_UNTOLD names is there, the program's thread of news sends nothing more, for good, as if
 * the program had died between a commit and telling the others of it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

ssize_t send(int descriptor, const void *bytes, size_t count, int flags) {
  static ssize_t (*real)(int, const void *, size_t, int);
  char thread[16] = "";
  const char *held = getenv("SILA_UNTOLD");
  if (!real) real = (ssize_t(*)(int, const void *, size_t, int))dlsym(RTLD_NEXT, "send");
  if (held && prctl(PR_GET_NAME, thread) == 0 && strcmp(thread, "db-news") == 0)
    while (access(held, F_OK) == 0) pause();
  return real(descriptor, bytes, count, flags);
}
