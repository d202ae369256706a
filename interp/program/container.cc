// SPDX-License-Identifier: MIT
// Container: parts to FlatBuffers and back.
#include "interp/program/container.h"

#include <bit>
#include <cstring>

#include "interp/base/limits.h"
#include "interp/program/builder.h"
#include "program_generated.h"

namespace trommel::container {
namespace {

static_assert(std::endian::native == std::endian::little,
              "containers are used in place");
static_assert(sizeof(Insn) == sizeof(fbs::Insn));
static_assert(sizeof(Range) == sizeof(fbs::Range));
static_assert(sizeof(Arg) == sizeof(fbs::Arg));
static_assert(sizeof(Line) == sizeof(fbs::Line));
static_assert(sizeof(Frame) == sizeof(fbs::Frame));

constexpr size_t kAlignment = 8;
constexpr size_t kTableOverhead = 64;

/// Bytes the parts will need, a little over.
size_t Estimate(const Parts& parts) {
  size_t size = 512 + parts.source_name.size() + parts.bytes.size() +
                parts.code.size_bytes() + parts.strings.size_bytes() +
                parts.items.size_bytes() + parts.lists.size_bytes() +
                parts.ints.size_bytes() + parts.args.size_bytes() +
                parts.blocks.size_bytes() + parts.lines.size_bytes() +
                parts.frames.size_bytes();
  for (const Import& import : parts.imports) {
    size += import.feature.size() + import.row.size() + kTableOverhead;
  }
  for (std::string_view name : parts.variables) {
    size += name.size() + kTableOverhead;
  }
  return size;
}

using Buffer = flatbuffers::FlatBufferBuilder;

template <class Struct, class T>
auto Structs(Buffer& buffer, std::span<const T> items) {
  return buffer.CreateVectorOfStructs(
      reinterpret_cast<const Struct*>(items.data()), items.size());
}

auto Text(Buffer& buffer, std::string_view text) {
  return buffer.CreateString(text.data(), text.size());
}

auto Imports(Buffer& buffer, const Parts& parts) {
  std::vector<flatbuffers::Offset<fbs::Import>> made;
  made.reserve(parts.imports.size());
  for (const Import& import : parts.imports) {
    auto feature = Text(buffer, import.feature);
    auto row = Text(buffer, import.row);
    made.push_back(
        fbs::CreateImport(buffer, feature, import.version, import.kind, row));
  }
  return buffer.CreateVector(made);
}

auto Variables(Buffer& buffer, const Parts& parts) {
  std::vector<flatbuffers::Offset<flatbuffers::String>> made;
  made.reserve(parts.variables.size());
  for (std::string_view name : parts.variables) {
    made.push_back(Text(buffer, name));
  }
  return buffer.CreateVector(made);
}

auto Code(Buffer& buffer, std::span<const Insn> code) {
  buffer.ForceVectorAlignment(code.size(), sizeof(Insn), kAlignment);
  return Structs<fbs::Insn>(buffer, code);
}

void Fill(Buffer& buffer, const Parts& parts) {
  auto name = Text(buffer, parts.source_name);
  auto code = Code(buffer, parts.code);
  auto bytes = buffer.CreateVector(
      reinterpret_cast<const uint8_t*>(parts.bytes.data()), parts.bytes.size());
  auto strings = Structs<fbs::Range>(buffer, parts.strings);
  auto items = buffer.CreateVector(parts.items.data(), parts.items.size());
  auto lists = Structs<fbs::Range>(buffer, parts.lists);
  auto ints = buffer.CreateVector(parts.ints.data(), parts.ints.size());
  auto args = Structs<fbs::Arg>(buffer, parts.args);
  auto blocks = Structs<fbs::Range>(buffer, parts.blocks);
  auto imports = Imports(buffer, parts);
  auto variables = Variables(buffer, parts);
  auto lines = Structs<fbs::Line>(buffer, parts.lines);
  auto frames = Structs<fbs::Frame>(buffer, parts.frames);
  fbs::FinishProgramBuffer(
      buffer, fbs::CreateProgram(buffer, parts.format, parts.language, name,
                                 parts.source_size, parts.source_hash, code,
                                 bytes, strings, items, lists, ints, args,
                                 blocks, imports, variables, lines, frames));
}

Status TooLarge() {
  return Err(Code::kLimit, "the program is larger than " +
                               std::to_string(limits::kProgramBytes) +
                               " bytes");
}

template <class T, class Vector>
std::span<const T> View(const Vector& vector) {
  if (vector.size() == 0) return {};
  return {reinterpret_cast<const T*>(vector.Data()), vector.size()};
}

std::string_view View(const flatbuffers::String& text) {
  return {text.c_str(), text.size()};
}

bool AlignedAt(const void* data, size_t alignment) {
  return std::bit_cast<uintptr_t>(data) % alignment == 0;
}

/// An empty vector may end anywhere.
template <class Vector>
bool Aligned(const Vector& vector, size_t alignment) {
  return vector.size() == 0 || AlignedAt(vector.Data(), alignment);
}

bool Aligned(const fbs::Program& root) {
  return Aligned(*root.code(), kAlignment) &&
         Aligned(*root.ints(), kAlignment) && Aligned(*root.strings(), 4) &&
         Aligned(*root.items(), 4) && Aligned(*root.lists(), 4) &&
         Aligned(*root.args(), 4) && Aligned(*root.blocks(), 4) &&
         Aligned(*root.lines(), 4) && Aligned(*root.frames(), 4);
}

Parts PartsOf(const fbs::Program& root, Names* names) {
  Parts parts;
  parts.format = root.format();
  parts.language = root.language();
  parts.source_name = View(*root.source_name());
  parts.source_size = root.source_size();
  parts.source_hash = root.source_hash();
  parts.code = View<Insn>(*root.code());
  auto bytes = View<char>(*root.bytes());
  parts.bytes = {bytes.data(), bytes.size()};
  parts.strings = View<Range>(*root.strings());
  parts.items = View<uint32_t>(*root.items());
  parts.lists = View<Range>(*root.lists());
  parts.ints = View<int64_t>(*root.ints());
  parts.args = View<Arg>(*root.args());
  parts.blocks = View<Range>(*root.blocks());
  parts.lines = View<Line>(*root.lines());
  parts.frames = View<Frame>(*root.frames());
  names->imports.reserve(root.imports()->size());
  for (const fbs::Import* import : *root.imports()) {
    names->imports.push_back({View(*import->feature()), import->version(),
                              import->kind(), View(*import->row())});
  }
  names->variables.reserve(root.variables()->size());
  for (const flatbuffers::String* name : *root.variables()) {
    names->variables.push_back(View(*name));
  }
  parts.imports = names->imports;
  parts.variables = names->variables;
  return parts;
}

}  // namespace

Result<std::string> Write(const Parts& parts) {
  size_t estimate = Estimate(parts);
  if (estimate > 2 * limits::kProgramBytes) TRY(TooLarge());
  Buffer buffer(estimate);
  Fill(buffer, parts);
  if (buffer.GetSize() > limits::kProgramBytes) TRY(TooLarge());
  return std::string(reinterpret_cast<const char*>(buffer.GetBufferPointer()),
                     buffer.GetSize());
}

Status CheckSize(const Parts& parts) {
  if (Estimate(parts) <= limits::kProgramBytes) return {};
  TRY(Write(parts));
  return {};
}

Result<Parts> Read(std::string_view bytes, Names* names) {
  constexpr size_t kSmallest = 64;
  constexpr flatbuffers::uoffset_t kDepth = 4;
  auto bad = [](std::string why) { return Err(Code::kBadProgram, why); };
  if (bytes.size() > limits::kProgramBytes) return bad("too large");
  if (bytes.size() < kSmallest) return bad("not a program: too short");
  if (!AlignedAt(bytes.data(), kAlignment)) return bad("misaligned buffer");
  if (!fbs::ProgramBufferHasIdentifier(bytes.data())) {
    return bad("not a program: no TRML identifier");
  }
  auto tables = static_cast<flatbuffers::uoffset_t>(bytes.size() / 4);
  flatbuffers::Verifier verifier(reinterpret_cast<const uint8_t*>(bytes.data()),
                                 bytes.size(), kDepth, tables);
  if (!fbs::VerifyProgramBuffer(verifier)) return bad("damaged structure");
  const fbs::Program& root = *fbs::GetProgram(bytes.data());
  if (root.format() != kProgramFormat) {
    return bad("program format " + std::to_string(root.format()) +
               ", this build reads format " + std::to_string(kProgramFormat));
  }
  if (!Aligned(root)) return bad("misaligned table");
  if (root.imports()->size() > kNames || root.variables()->size() > kNames) {
    return bad("too many imports or variables");
  }
  return PartsOf(root, names);
}

}  // namespace trommel::container
