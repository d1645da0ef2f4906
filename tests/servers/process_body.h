#pragma once

#include "body.h"
#include "control.h"

namespace callgate::test {

// The process this runs in: its descriptors, its end, its children.
class ProcessBody final : public Body {
 public:
  explicit ProcessBody(Control& control) : control_(control) {}

  void write(int stream, std::string_view bytes) override;
  void close(int stream) override;
  void received(std::string_view line) override { control_.received(line); }
  void note(char kind, std::string_view text) override { control_.note(kind, text); }
  bool leave_process(const std::string& kind, bool hold_pipes) override;
  void ignore_signals() override;
  void exit(int status) override;
  void raise(int signal) override;
  bool ended() const override { return false; }

 private:
  Control& control_;
};

}  // namespace callgate::test
