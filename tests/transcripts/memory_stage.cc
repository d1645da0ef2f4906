#include "memory_stage.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <sstream>

#include "core/base/seal.h"
#include "gateway/commands/run_command.h"
#include "gateway/words.h"
#include "upstreams/timer.h"

namespace callgate::test {
namespace {

void connect(OwnedFd& ours, OwnedFd& theirs) {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return;
  for (const int fd : ends) ::fcntl(fd, F_SETFL, O_NONBLOCK);
  ours = OwnedFd(ends[0]);
  theirs = OwnedFd(ends[1]);
}

}  // namespace

// The test talks to the server that was started last.
class MemoryStage::Link final : public ServerLink {
 public:
  using ServerLink::ServerLink;
  bool command(const std::string& line) override {
    if (!latest_ || latest_->over()) return false;
    latest_->command(line);
    return true;
  }
  void start(PlayedProcess& process) { latest_ = &process; }
  void hear(char kind, std::string text) {
    if (kind == 'S') began();
    if (kind == '!') ended(std::stoi(text));
    if (kind != 'S') note(kind, std::move(text));
  }

 private:
  PlayedProcess* latest_ = nullptr;
};

// One gateway, from its start to its end. Each has a loop of its own: what still waits when it ends goes with
// it.
struct MemoryStage::Life {
  explicit Life(const Clock& clock) : timers(Timers::by_hand(loop, clock)) {}
  Task<void> stop() {
    co_await gateway->stop();
    over = true;
  }

  Words words;
  Environ environment;
  std::optional<Config> config;
  std::optional<state::Directory> directory;
  state::Key key{};
  boost::asio::io_context loop{1};
  Timers& timers;
  std::optional<Gateway> gateway;
  bool stopping = false, over = false;
};

MemoryStage::MemoryStage(const Case& a_case, const Options& options) : Stage(a_case, options) {
  clock_.start = SystemClock().today();
  prepare_hashes();
}

MemoryStage::~MemoryStage() = default;

std::unique_ptr<ServerLink> MemoryStage::make_link(const std::string& name) {
  auto link = std::make_unique<Link>(name);
  servers_.push_back(link.get());
  return link;
}

std::string MemoryStage::start() {
  std::filesystem::current_path(directory() + "/work");
  exit_code_.reset();
  closing_ = false;
  unsent_.clear();
  sent_ = 0;
  life_ = std::make_unique<Life>(clock_);
  life_->environment = environment();
  std::vector<std::string> line = command_line();
  line.erase(line.begin());
  std::istringstream in;
  std::ostringstream said;
  commands::Console console{in, said, said, false, false, 0, nullptr};
  exit_code_ = read_words(line, life_->words, console);
  if (!exit_code_) {
    ConfigResult config = read_config(life_->words.run.launch, life_->environment);
    if (config) {
      life_->config = std::move(*config);
    } else {
      for (const std::string& error : config.error().errors) said << error << "\n";
      exit_code_ = 1;
    }
  }
  for (std::istringstream text(said.str()); std::getline(text, log_.emplace_back());) {
  }
  log_.pop_back();
  if (exit_code_) return {};
  for (const std::string& warning : life_->config->warnings) write(Level::warn, warning);
  const auto root = state::Directory::locate(life_->words.run.state_dir, life_->environment);
  auto directory = root ? state::Directory::create(*root) : Result<state::Directory>(root.error());
  const auto key = directory ? directory->key() : Result<state::Key>(directory.error());
  if (!key) return to_string(key.error());
  life_->directory = std::move(*directory);
  life_->key = *key;
  OwnedFd input, output;
  connect(to_gateway_, input);
  connect(from_gateway_, output);
  const auto over = [this] {
    if (!std::exchange(life_->stopping, true)) callgate::spawn(life_->stop());
  };
  life_->gateway.emplace(Gateway::Parts{life_->loop, clock_, *this, *this, *life_->config, *life_->directory,
                                        life_->key, life_->environment, principal_of(life_->words.run.launch),
                                        life_->words.run.launch, life_->words.run.state_dir, input.release(),
                                        output.release(), over});
  life_->gateway->start();
  return {};
}

Result<Child> MemoryStage::spawn(const Command& command) {
  if (command.argv.size() < 2 || command.argv.front() != options_.server) {
    return Error{Errc::io, "in memory there are scripted servers only", command.argv.front()};
  }
  const std::string& path = command.argv[1];
  const auto found = std::find_if(servers_.begin(), servers_.end(), [&](const Link* link) {
    return path == directory() + "/" + link->name() + ".json";
  });
  Link* link = found == servers_.end() ? nullptr : *found;
  const int run = link ? link->runs() + 1 : 1;
  std::string problem;
  Script script = Script::load(path, run, problem);
  if (!problem.empty()) return Error{Errc::io, problem, path};
  processes_.push_back(
      std::make_unique<PlayedProcess>(std::move(script), run, [link](char kind, std::string text) {
        if (link) link->hear(kind, std::move(text));
      }));
  if (link) link->start(*processes_.back());
  return processes_.back()->child();
}

void MemoryStage::write(Level level, std::string_view text) {
  static const char* const kNames[] = {"debug", "info", "warning", "error"};
  if (wants(level))
    log_.push_back(std::string("callgate ") + kNames[static_cast<int>(level)] + ": " + std::string(text));
}

std::string MemoryStage::run_command(const std::vector<std::string>& arguments, const std::string& input,
                                     std::string& out, std::string& err, int& exit_code) {
  settle();
  std::istringstream in(input);
  std::ostringstream said, complained;
  commands::Console console{in, said, complained, false, false, 0, nullptr};
  Words words;
  const std::optional<int> code = read_words(arguments, words, console);
  const Environ variables = environment();
  exit_code = code ? *code : commands::run_command(words, variables, clock_, console);
  out = said.str();
  err = complained.str();
  return {};
}

bool MemoryStage::speak_as_host() {
  if (!to_gateway_) return false;
  const std::size_t before = sent_;
  while (sent_ < unsent_.size()) {
    const ssize_t n = ::send(to_gateway_.get(), unsent_.data() + sent_, unsent_.size() - sent_,
                             MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0 && errno != EPIPE) break;
    sent_ = n < 0 ? unsent_.size() : sent_ + static_cast<std::size_t>(n);
  }
  if (sent_ < unsent_.size()) return sent_ > before;
  const bool moved = sent_ > before || closing_;
  unsent_.clear();
  sent_ = 0;
  if (closing_) to_gateway_.reset();
  return moved;
}

bool MemoryStage::listen_as_host() {
  char byte;
  if (!from_gateway_ || ::recv(from_gateway_.get(), &byte, 1, MSG_DONTWAIT | MSG_PEEK) < 0) return false;
  std::vector<std::string> lines;
  if (!lines_.read_from(from_gateway_.get(), lines)) from_gateway_.reset();
  host_lines_.insert(host_lines_.end(), lines.begin(), lines.end());
  return true;
}

bool MemoryStage::settle() {
  bool anything = false;
  for (bool moved = true; moved; anything = anything || moved) {
    moved = speak_as_host();
    life_->loop.restart();
    moved = life_->loop.poll() > 0 || moved;
    for (std::size_t i = 0; i < processes_.size(); ++i) moved = processes_[i]->turn() || moved;
    moved = listen_as_host() || moved;
    if (moved || !life_->gateway) continue;
    // Only now is it worth while to wait for the disk.
    life_->gateway->catch_up();
    moved = life_->loop.poll() > 0;
    if (!life_->over) continue;
    life_->gateway.reset();
    exit_code_ = 0;
    moved = true;
  }
  return anything;
}

void MemoryStage::move_to(Instant moment) {
  clock_.advance(std::chrono::ceil<Millis>(std::max(moment - clock_.now(), Instant::duration{0})));
  life_->timers.fire();
}

bool MemoryStage::turn_before(Instant deadline) {
  if (settle()) return true;
  const Instant next = life_->timers.next();
  move_to(std::min(next, deadline));
  return next <= deadline;
}

std::string MemoryStage::advance(std::chrono::milliseconds by) {
  const Instant end = clock_.now() + by;
  settle();
  while (life_->timers.next() <= end) {
    move_to(life_->timers.next());
    settle();
  }
  move_to(end);
  return {};
}

}  // namespace callgate::test
