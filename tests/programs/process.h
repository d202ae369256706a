// SPDX-License-Identifier: MIT
// Process: runs a built program and keeps what it said; a folder to run it in.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace trommel {

/// What a program came to.
struct Finished {
  int status = -1;  ///< exit status; 128 + signal when killed
  std::string out;
  std::string err;
};

/// A fresh folder, removed with all in it at the end of a test.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  /// Absolute path of `name` in the folder.
  std::string Path(std::string_view name) const;
  /// Writes a file; its path.
  std::string Write(std::string_view name, std::string_view bytes) const;
  std::string Read(std::string_view name) const;
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
};

using Words = std::vector<std::string>;

/// Runs the program `name` of the build with `words`, in `scratch`, with `in`
/// as standard input, and waits for its end.
Finished RunProgram(const Scratch& scratch, std::string_view name,
                    const Words& words, std::string_view in = {});

/// A program that still runs and whose output is read as it comes.
class Running {
 public:
  Running(const Scratch& scratch, std::string_view name, const Words& words);
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  /// Reads at least one byte more into output(); false at the end.
  bool ReadSome();
  void Signal(int signal) const;
  /// Closes our end of its output.
  void StopReading();
  /// Reads the rest and waits.
  Finished Wait();
  const std::string& output() const { return finished_.out; }

 private:
  const Scratch& scratch_;
  pid_t pid_ = -1;
  int out_ = -1;
  Finished finished_;
};

/// Number of lines of `text`.
size_t CountLines(std::string_view text);

}  // namespace trommel
