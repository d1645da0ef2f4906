/* The floor of the benchmark: starts COMMAND and passes bytes both ways with poll, read and write. It parses
 * nothing and copies every byte once into a buffer of its own, which is the least that a program in the
 * middle can do. Ends when the command has closed its output or the host is gone; exits with the command's
 * status. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kBufferBytes = 65536 };

struct lane {
  int from, to; /* -1 once closed */
  size_t at, size;
  char bytes[kBufferBytes];
};

static struct lane up, down;

static void die(const char* what) {
  perror(what);
  exit(2);
}

static void close_end(int* fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

/* Writes what the lane holds; a reader that went away closes the lane. */
static void drain(struct lane* lane) {
  while (lane->size > 0) {
    ssize_t n = write(lane->to, lane->bytes + lane->at, lane->size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) return;
    if (n < 0) {
      lane->size = 0;
      close_end(&lane->from);
      break;
    }
    lane->at += (size_t)n;
    lane->size -= (size_t)n;
  }
  lane->at = 0;
  if (lane->from < 0) close_end(&lane->to);
}

static void fill(struct lane* lane) {
  ssize_t n = read(lane->from, lane->bytes, kBufferBytes);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (n <= 0) {
    close_end(&lane->from);
    n = 0;
  }
  lane->size = (size_t)n;
  drain(lane);
}

static pid_t start(char** command) {
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC)) die("pipe");
  pid_t pid = vfork();
  if (pid < 0) die("vfork");
  if (pid == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    execvp(command[0], command);
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  up = (struct lane){.from = 0, .to = in[1]};
  down = (struct lane){.from = out[0], .to = 1};
  return pid;
}

int main(int argc, char** argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: bench_relay COMMAND ARGS...\n");
    return 2;
  }
  pid_t pid = start(argv + 1);
  signal(SIGPIPE, SIG_IGN);
  const int ends[] = {up.from, up.to, down.from, down.to};
  for (int i = 0; i < 4; ++i) fcntl(ends[i], F_SETFL, fcntl(ends[i], F_GETFL) | O_NONBLOCK);
  struct lane* lanes[] = {&up, &down};
  while (down.to >= 0) {
    struct pollfd waits[2];
    for (int i = 0; i < 2; ++i) {
      const int writing = lanes[i]->size > 0;
      waits[i] = (struct pollfd){.fd = writing ? lanes[i]->to : lanes[i]->from,
                                 .events = writing ? POLLOUT : POLLIN};
    }
    if (poll(waits, 2, -1) < 0 && errno != EINTR) die("poll");
    for (int i = 0; i < 2; ++i) {
      if (!waits[i].revents) continue;
      if (waits[i].events == POLLOUT) {
        drain(lanes[i]);
      } else {
        fill(lanes[i]);
      }
    }
  }
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
