// SPDX-License-Identifier: MIT
// Load: container bytes to a Program, from memory or a file.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "interp/base/limits.h"
#include "interp/program/storage.h"

namespace trommel {
namespace {

/// A descriptor that closes itself.
struct File {
  explicit File(const std::string& path)
      : fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~File() {
    if (fd >= 0) close(fd);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  const int fd;
};

/// Whether nobody else could have written the file, and it can be mapped.
Status CheckFile(const struct stat& info) {
  auto bad = [](const char* why) { return Err(Code::kBadProgram, why); };
  if (!S_ISREG(info.st_mode)) return bad("not a regular file");
  if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return bad("others may write it");
  }
  if (info.st_uid != geteuid() && info.st_uid != 0) {
    return bad("it belongs to another user");
  }
  if (info.st_size <= 0) return bad("not a program: empty");
  if (static_cast<uint64_t>(info.st_size) > limits::kProgramBytes) {
    return bad("too large");
  }
  return {};
}

/// Start and size of the file's mapping.
Result<std::span<char>> MapFile(const std::string& path) {
  File file(path);
  auto failed = [](Code code) { return Err(code, std::strerror(errno)); };
  if (file.fd < 0) return failed(Code::kNoInput);
  struct stat info = {};
  if (fstat(file.fd, &info) != 0) return failed(Code::kIo);
  TRY(CheckFile(info));
  auto size = static_cast<size_t>(info.st_size);
  void* mapping = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.fd, 0);
  if (mapping == MAP_FAILED) return failed(Code::kIo);
  return std::span(static_cast<char*>(mapping), size);
}

Error Named(const std::string& path, Error error) {
  error.text = path + ": " + error.text;
  return error;
}

}  // namespace

Result<std::vector<RowEntry>> ProgramLoader::Import(
    const container::Parts& parts, const RowIndex& index) {
  std::vector<RowEntry> rows;
  rows.reserve(parts.imports.size());
  for (const container::Import& import : parts.imports) {
    const RowEntry* entry =
        index.Find(static_cast<Language>(parts.language),
                   static_cast<RowKind>(import.kind), import.row);
    if (entry == nullptr || entry->feature->name != import.feature ||
        entry->feature->version != import.version) {
      return Err(Code::kBadProgram,
                 "program needs feature " + std::string(import.feature) +
                     " version " + std::to_string(import.version));
    }
    rows.push_back(*entry);
  }
  return rows;
}

Value ProgramLoader::ValueOf(const Program& program,
                             const container::Arg& arg) {
  switch (static_cast<Type>(arg.type)) {
    case Type::kNil:
      return Value::Nil();
    case Type::kBool:
      return Value::Bool(arg.index == 1);
    case Type::kInt:
      return Value::Int(program.ints_[arg.index]);
    case Type::kString:
      return program.strings_[arg.index];
    case Type::kList:
      return program.lists_[arg.index];
  }
  return Value::Nil();
}

void ProgramLoader::MakeValues(Program& program) {
  const container::Parts& parts = program.storage_->parts;
  program.code_ = parts.code;
  program.ints_ = parts.ints;
  program.variables_ = parts.variables;
  // All at once: lists and blocks keep spans of it.
  Value* out = program.storage_->values.extend(
      parts.strings.size() + parts.lists.size() + parts.blocks.size() +
      parts.items.size() + parts.args.size());
  const Value* next = out;
  auto take = [&next](size_t count) {
    return std::span(std::exchange(next, next + count), count);
  };
  program.strings_ = take(parts.strings.size());
  program.lists_ = take(parts.lists.size());
  program.blocks_ = take(parts.blocks.size());
  const std::span<const Value> items = take(parts.items.size());
  const std::span<const Value> args = take(parts.args.size());
  for (const container::Range& string : parts.strings) {
    *out++ = Value::String({parts.bytes.data() + string.first, string.size});
  }
  for (const container::Range& list : parts.lists) {
    *out++ = Value::List(items.subspan(list.first, list.size));
  }
  for (const container::Range& block : parts.blocks) {
    *out++ = Value::List(args.subspan(block.first, block.size));
  }
  for (uint32_t item : parts.items) *out++ = program.strings_[item];
  for (const container::Arg& arg : parts.args) *out++ = ValueOf(program, arg);
}

Result<Program> ProgramLoader::Load(std::shared_ptr<Storage> storage,
                                    const RowIndex& index) {
  TRY_ASSIGN(storage->parts, container::Read(storage->bytes, &storage->names));
  TRY(container::Check(storage->parts));
  TRY(container::CheckLayout(storage->parts, storage->bytes));
  TRY_ASSIGN(storage->imports, Import(storage->parts, index));
  const std::span<const RowEntry> imports = storage->imports;
  return Link(std::move(storage), imports);
}

Result<Program> ProgramLoader::Link(std::shared_ptr<Storage> storage,
                                    std::span<const RowEntry> imports) {
  Program program;
  program.storage_ = std::move(storage);
  program.imports_ = imports;
  program.entries_ = program.storage_->entries.all();
  MakeValues(program);
  TRY_ASSIGN(program.stack_depth_, Verify(program));
  return program;
}

Result<Program> Program::Load(std::string bytes, const RowIndex& index) {
  return ProgramLoader::Load(std::make_shared<Storage>(std::move(bytes)),
                             index);
}

Result<Program> Program::LoadFile(const std::string& path,
                                  const RowIndex& index) {
  auto mapping = MapFile(path);
  if (!mapping) return Err(Named(path, std::move(mapping.error())));
  auto program = ProgramLoader::Load(
      std::make_shared<Storage>(mapping->data(), mapping->size()), index);
  if (!program) return Err(Named(path, std::move(program.error())));
  return program;
}

}  // namespace trommel
