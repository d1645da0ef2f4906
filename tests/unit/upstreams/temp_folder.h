// A folder that lasts as long as one test.
#pragma once

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace callgate::test {

struct TempFolder {
  TempFolder() {
    if (!::mkdtemp(path.data())) std::abort();
  }
  TempFolder(const TempFolder&) = delete;
  ~TempFolder() { std::filesystem::remove_all(path); }

  // Writes a file of this content and mode, and returns its path.
  std::string file(const std::string& name, const std::string& content, mode_t mode) const {
    const std::string whole = path + "/" + name;
    std::ofstream(whole) << content;
    ::chmod(whole.c_str(), mode);
    return whole;
  }

  std::string path = (std::filesystem::temp_directory_path() / "callgate-test-XXXXXX").string();
};

}  // namespace callgate::test
