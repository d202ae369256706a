// SPDX-License-Identifier: MIT
#include "tests/stdlib/lookup/lookup_world.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "interp/mail/message.h"
#include "interp/vm/machine.h"
#include "stdlib/registry.h"

namespace trommel::testing {

LookupWorld::LookupWorld() : expander_(stdlib::AllFeatures()) {
  folder_ =
      (std::filesystem::temp_directory_path() / "lookups-XXXXXX").string();
  if (::mkdtemp(folder_.data()) == nullptr) ADD_FAILURE() << "mkdtemp";
}

LookupWorld::~LookupWorld() { std::filesystem::remove_all(folder_); }

std::string LookupWorld::Write(std::string_view name,
                               std::string_view bytes) const {
  std::string path = Path(name);
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

bool LookupWorld::Run(const std::string& command,
                      std::string_view input) const {
  const std::string path = Write("input", input);
  const std::string line =
      "cd " + folder_ + " && " + command + " < " + path + " > log 2>&1";
  const bool done = std::system(line.c_str()) == 0;
  EXPECT_TRUE(done) << command;
  return done;
}

std::string LookupWorld::Expand(std::string text, const std::string& file) {
  for (size_t at = 0; (at = text.find("FILE", at)) != std::string::npos;) {
    text.replace(at, 4, file);
    at += file.size();
  }
  const std::string raw = "From: ada@example.org\nX-Key: b\nX-File: " + file +
                          "\nX-Quote: b' or k='a\n\nbody\n";
  const mail::Message message(raw);
  mail::Envelope envelope;
  envelope.sender = "ada@example.org";
  envelope.has_sender = true;
  envelope.recipient = "bob@example.com";
  auto program = expander_.Compile(text);
  if (!program) return "Failed: " + program.error().text;
  vm::Machine machine(**program, host_, settings);
  const auto value = machine.Evaluate({.message = &message,
                                       .envelope = &envelope,
                                       .testing = true,
                                       .expander = &expander_});
  if (value) return std::string(*value);
  code_ = value.error().code;
  return "Failed: " + value.error().text;
}

}  // namespace trommel::testing
