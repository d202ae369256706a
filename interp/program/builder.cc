// SPDX-License-Identifier: MIT
// Builder: writes code and interned constants, then a container.
#include "interp/program/builder.h"

#include <array>
#include <cassert>
#include <cstdint>
#include <limits>

#include "interp/program/container.h"
#include "interp/program/intern.h"
#include "interp/program/places.h"
#include "interp/program/storage.h"

namespace trommel {
namespace {

using container::Arg;

constexpr uint32_t kOpen = std::numeric_limits<uint32_t>::max();

std::span<const char> Chars(std::string_view text) {
  return {text.data(), text.size()};
}

std::string_view View(std::span<const char> chars) {
  return {chars.data(), chars.size()};
}

}  // namespace

struct Builder::Impl {
  Impl(Language language_in, const SourceText& source_in,
       Constants constants_in)
      : language(language_in),
        constants(constants_in),
        source(source_in),
        places(source_in) {
    // A constant for every so many bytes of script; other things in proportion.
    constexpr size_t kBytesPerString = 16;
    const size_t bytes = source.bytes().size();
    const size_t guess = bytes / kBytesPerString;
    if (constants == Constants::kAsTheyCome) {
      ReserveDense(bytes);
      return;
    }
    strings.Reserve(guess, bytes);
    blocks.Reserve(guess / 2, 2 * guess);
    lists.Reserve(guess / 8, guess);
    code.reserve(guess + 16);
  }

  /// For bytes that are all of expansions.
  void ReserveDense(size_t bytes) {
    strings.Room(bytes / 10, bytes);
    blocks.Room(bytes / 32, bytes / 12);
    code.reserve(bytes / 4);
    frames.Reserve(bytes / 64);
  }

  uint32_t here() const { return static_cast<uint32_t>(code.size()); }

  void Push(Op op, size_t a, size_t b, size_t c) {
    failed |= b > std::numeric_limits<uint16_t>::max() || c > kOpen;
    places.Reach(here());
    code.push_back({op, static_cast<uint8_t>(a), static_cast<uint16_t>(b),
                    static_cast<uint32_t>(c)});
  }

  template <class Table, class Run>
  uint32_t Keep(Table* table, const Run& run) const {
    return constants == Constants::kInterned ? table->Intern(run)
                                             : table->Append(run);
  }
  uint32_t String(std::string_view text) { return Keep(&strings, Chars(text)); }
  uint32_t Number(int64_t number) { return ints.Intern({&number, 1}); }

  uint32_t List(std::span<const std::string_view> list) {
    items.clear();
    for (std::string_view item : list) items.push_back(String(item));
    return lists.Intern(items.all());
  }

  Arg ArgOf(const Constant& constant) {
    auto type = static_cast<uint32_t>(constant.type);
    switch (constant.type) {
      case Type::kNil:
        return {0, type};
      case Type::kBool:
        return {constant.boolean ? 1U : 0U, type};
      case Type::kInt:
        return {Number(constant.number), type};
      case Type::kString:
        return {String(constant.text), type};
      case Type::kList:
        return {List(constant.list), type};
    }
    return {};
  }

  /// A script calls few different rows, however long it is, and most of them
  /// again.
  uint16_t Import(const RowEntry& entry) {
    constexpr size_t kRowBytes = sizeof(Row);
    const auto address = reinterpret_cast<uintptr_t>(entry.row);
    uint16_t& recent = recent_rows[address / kRowBytes % recent_rows.size()];
    if (recent < rows.size() && rows[recent].row == entry.row) return recent;
    recent = FindImport(entry);
    return recent;
  }

  uint16_t FindImport(const RowEntry& entry) {
    size_t number = 0;
    for (const RowEntry& known : rows) {
      if (known.row == entry.row) return static_cast<uint16_t>(number);
      ++number;
    }
    failed |= number > std::numeric_limits<uint16_t>::max();
    rows.push_back(entry);
    imports.push_back({entry.feature->name, entry.feature->version,
                       static_cast<uint8_t>(entry.row->kind), entry.row->name});
    return static_cast<uint16_t>(number);
  }

  bool Fits() const {
    return !failed && !strings.full() && !lists.full() && !ints.full() &&
           !blocks.full() && !names.full();
  }

  /// The tables as they are now: the code is at its end.
  const container::Parts& Parts() {
    container::Parts& parts = storage.parts;
    parts.format = kProgramFormat;
    parts.language = static_cast<uint8_t>(language);
    source_name = source.name();
    parts.source_name = source_name;
    parts.source_size = static_cast<uint32_t>(source.bytes().size());
    parts.source_hash = HashSource(source.bytes());
    parts.code = code.all();
    parts.bytes = View(strings.pool());
    parts.strings = strings.runs();
    parts.items = lists.pool();
    parts.lists = lists.runs();
    parts.ints = ints.pool();
    parts.args = blocks.pool();
    parts.blocks = blocks.runs();
    parts.imports = imports.all();
    for (size_t i = 0; i < names.size(); ++i) {
      variables.push_back(View(names[i]));
    }
    parts.variables = variables.all();
    parts.lines = places.lines();
    parts.frames = frames.frames();
    return parts;
  }

  Language language;
  Constants constants;
  const SourceText& source;
  PlaceWriter places;
  FrameWriter frames;
  InlineVector<Insn, 64> code;
  RunTable<char, 512, 16> strings;
  RunTable<uint32_t, 4, 4> lists;
  RunTable<int64_t, 4, 4> ints;
  RunTable<Arg> blocks;
  InlineVector<RowEntry, 8> rows;          // of `imports`
  std::array<uint16_t, 64> recent_rows{};  // numbers, by address
  InlineVector<container::Import, 8> imports;
  InlineVector<std::string_view, 8> variables;  // of `names`
  RunTable<char, 128> names;
  InlineVector<uint32_t, 8> items;            // of the list being interned
  InlineVector<Arg, Usage::kMaxParams> args;  // of the block being interned
  bool failed = false;
  std::string source_name;
  ProgramLoader::Storage storage;  // of the program that these tables become
};

Builder::Builder(Language language, const SourceText& source,
                 Constants constants)
    : impl_(std::make_shared<Impl>(language, source, constants)) {}
Builder::~Builder() = default;

void Builder::Emit(Op op) { impl_->Push(op, 0, 0, 0); }

void Builder::EmitBool(bool value) {
  impl_->Push(Op::kBool, value ? 1 : 0, 0, 0);
}

void Builder::EmitInt(int64_t value) {
  impl_->Push(Op::kInt, 0, 0, impl_->Number(value));
}

void Builder::EmitString(std::string_view value) {
  impl_->Push(Op::kStr, 0, 0, impl_->String(value));
}

void Builder::EmitList(std::span<const std::string_view> items) {
  impl_->Push(Op::kList, 0, 0, impl_->List(items));
}

void Builder::EmitCount(Op op, size_t count) { impl_->Push(op, 0, count, 0); }

void Builder::EmitText(Op op, std::string_view text) {
  impl_->Push(op, 0, 0, impl_->String(text));
}

void Builder::Call(const RowEntry& row, size_t argc) {
  impl_->Push(Op::kCall, 0, impl_->Import(row), argc);
}

void Builder::CallConst(const RowEntry& row, std::span<const Constant> args) {
  impl_->args.clear();
  for (const Constant& arg : args) impl_->args.push_back(impl_->ArgOf(arg));
  uint32_t block = impl_->Keep(&impl_->blocks, impl_->args.all());
  impl_->Push(Op::kCallConst, 0, impl_->Import(row), block);
}

Jump Builder::Branch(Op op) {
  Jump jump{impl_->here()};
  impl_->Push(op, 0, 0, kOpen);
  return jump;
}

void Builder::Bind(Jump jump) { impl_->code[jump.at].c = impl_->here(); }

uint32_t Builder::Here() const { return impl_->here(); }

void Builder::JumpBack(uint32_t target) {
  impl_->Push(Op::kJump, 0, 0, target);
}

void Builder::NextEntry() {
  Emit(Op::kHalt);
  impl_->storage.entries.push_back(impl_->here());
}

uint16_t Builder::Variable(std::string_view name) {
  uint32_t slot = impl_->names.Intern(Chars(name));
  impl_->failed |= slot >= container::kNames;
  return static_cast<uint16_t>(slot);
}

size_t Builder::variables() const { return impl_->names.size(); }

void Builder::At(uint32_t offset) { impl_->places.At(offset); }

void Builder::BeginFrame(std::string_view text, std::string_view command) {
  uint32_t text_string = impl_->String(text);
  impl_->frames.Begin(impl_->here(), text_string, impl_->String(command));
}

void Builder::EndFrame() { impl_->frames.End(impl_->here()); }

Status Builder::Close() {
  while (impl_->frames.open()) EndFrame();
  Emit(Op::kHalt);
  if (!impl_->Fits()) {
    return Err(Code::kLimit, "the script does not fit a program");
  }
  return {};
}

Result<std::string> Builder::Finish() {
  TRY(Close());
  return container::Write(impl_->Parts());
}

Result<Program> Builder::Build() {
  TRY(Close());
  const container::Parts& parts = impl_->Parts();
  TRY(container::CheckSize(parts));
  // Tables that were interned are packed, and what is numbered is there.
  assert(container::Check(parts));
  const std::span<const RowEntry> rows = impl_->rows.all();
  ProgramLoader::Storage& storage = impl_->storage;
  return ProgramLoader::Link({std::move(impl_), &storage}, rows);
}

}  // namespace trommel
