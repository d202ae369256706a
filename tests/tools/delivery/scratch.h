// SPDX-License-Identifier: MIT
// What the tests of deliveries share: a folder of their own and other
// processes.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace trommel::delivery {

/// A fresh folder, removed with all in it.
class Scratch {
 public:
  Scratch() {
    std::string name =
        (std::filesystem::temp_directory_path() / "trommelXXXXXX").string();
    path_ = ::mkdtemp(name.data());
    ::chmod(path_.c_str(), 0777);
  }
  ~Scratch() { std::filesystem::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::string Path(std::string_view name) const {
    return path_ + "/" + std::string(name);
  }
  std::string Write(std::string_view name, std::string_view bytes,
                    unsigned mode = 0644) const {
    const std::string path = Path(name);
    std::ofstream(path, std::ios::binary) << bytes;
    ::chmod(path.c_str(), mode);
    return path;
  }
  std::string Read(std::string_view name) const { return ReadFile(Path(name)); }
  static std::string ReadFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream out;
    out << file.rdbuf();
    return out.str();
  }
  bool Has(std::string_view name) const {
    return std::filesystem::exists(Path(name));
  }
  /// Names of all files below `name`, relative to the scratch folder, sorted.
  std::vector<std::string> Files(std::string_view name = ".") const {
    std::vector<std::string> out;
    if (!Has(name)) return out;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(Path(name))) {
      if (entry.is_directory()) continue;
      out.push_back(std::filesystem::relative(entry.path(), path_).string());
    }
    std::sort(out.begin(), out.end());
    return out;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Runs `body` in a child process; its return value as the exit status.
inline int InChild(const std::function<int()>& body) {
  const pid_t id = ::fork();
  if (id == 0) ::_exit(body());
  int status = 0;
  ::waitpid(id, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// A child that has run `prepare` and keeps what that took until this object
/// goes.
class Holder {
 public:
  explicit Holder(const std::function<void()>& prepare) {
    std::array<int, 2> ready{};
    std::array<int, 2> stop{};
    if (::pipe(ready.data()) != 0 || ::pipe(stop.data()) != 0) ::abort();
    id_ = ::fork();
    char byte = 0;
    if (id_ == 0) {
      ::close(stop[1]);
      prepare();
      if (::write(ready[1], "r", 1) != 1) ::_exit(1);
      ::_exit(::read(stop[0], &byte, 1) < 0 ? 1 : 0);
    }
    ::close(ready[1]);
    ::close(stop[0]);
    stop_ = stop[1];
    if (::read(ready[0], &byte, 1) != 1) ::abort();
    ::close(ready[0]);
  }
  ~Holder() {
    ::close(stop_);
    ::waitpid(id_, nullptr, 0);
  }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

 private:
  pid_t id_ = -1;
  int stop_ = -1;
};

}  // namespace trommel::delivery
