#include "process_body.h"

#include <signal.h>
#include <unistd.h>

#include "mischief.h"

namespace callgate::test {

void ProcessBody::write(int stream, std::string_view bytes) {
  write_all(stream, bytes);
}

void ProcessBody::close(int stream) {
  ::close(stream);
}

bool ProcessBody::leave_process(const std::string& kind, bool hold_pipes) {
  return test::leave_process(kind, hold_pipes, control_);
}

void ProcessBody::ignore_signals() {
  test::ignore_signals();
}

void ProcessBody::exit(int status) {
  ::_exit(status);
}

void ProcessBody::raise(int signal) {
  ::raise(signal);
}

}  // namespace callgate::test
