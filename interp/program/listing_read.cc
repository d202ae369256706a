// SPDX-License-Identifier: MIT
// Assemble: text to a container.
#include <algorithm>
#include <deque>
#include <vector>

#include "interp/base/limits.h"
#include "interp/program/builder.h"
#include "interp/program/container.h"
#include "interp/program/listing.h"
#include "interp/program/listing_labels.h"
#include "interp/program/listing_words.h"

namespace trommel {
namespace listing {
namespace {

using container::Arg;
using container::Range;

uint32_t Size(size_t size) { return static_cast<uint32_t>(size); }

container::Parts EmptyParts() {
  container::Parts parts;
  parts.format = kProgramFormat;
  return parts;
}

class Assembly {
 public:
  /// Reads one line. `r` views the listing, as the labels will.
  void Line(LineReader& r, size_t number) {
    line_ = number;
    if (r.AtEnd()) return;
    std::string_view word = r.Word();
    if (r.Eat(':')) {
      labels_.Define(word, code_.size());
    } else if (in_code_) {
      Instruction(r, word);
    } else {
      Table(r, word);
    }
    if (!r.AtEnd()) r.Fail("more than expected");
  }

  Status Link() { return labels_.Link(code_); }

  Result<std::string> Write() {
    parts_.code = code_;
    parts_.bytes = bytes_;
    parts_.strings = strings_;
    parts_.items = items_;
    parts_.lists = lists_;
    parts_.ints = ints_;
    parts_.args = args_;
    parts_.blocks = blocks_;
    parts_.imports = names_.imports;
    parts_.variables = names_.variables;
    parts_.lines = lines_;
    parts_.frames = frames_;
    return container::Write(parts_);
  }

 private:
  using Reader = void (Assembly::*)(LineReader&);
  struct Directive {
    std::string_view name;
    Reader read;
  };

  void Table(LineReader& r, std::string_view word) {
    static constexpr Directive kDirectives[] = {
        {"format", &Assembly::Format},     {"language", &Assembly::Language},
        {"source", &Assembly::Source},     {"import", &Assembly::Import},
        {"string", &Assembly::String},     {"int", &Assembly::Int},
        {"list", &Assembly::List},         {"block", &Assembly::Block},
        {"variable", &Assembly::Variable}, {"line", &Assembly::Place},
        {"frame", &Assembly::Frame},       {"code", &Assembly::Code}};
    for (const Directive& directive : kDirectives) {
      if (directive.name == word) return (this->*directive.read)(r);
    }
    r.Fail("unknown word " + std::string(word));
  }

  /// The number of a table's entry, which is written for the reader only.
  static void Entry(LineReader& r, size_t size) {
    uint64_t number = r.Number();
    if (!r.failed() && number != size) r.Fail("entry out of order");
  }

  static uint32_t Number(LineReader& r) {
    return static_cast<uint32_t>(r.Number());
  }

  /// Keeps `text`; the result lives as long as this.
  std::string_view Kept(std::string text) {
    return texts_.emplace_back(std::move(text));
  }

  void Format(LineReader& r) { parts_.format = Number(r); }
  void Language(LineReader& r) {
    parts_.language = static_cast<uint8_t>(r.Choice(kLanguages, "language"));
  }
  void Source(LineReader& r) {
    parts_.source_name = Kept(r.Quoted());
    r.Expect("size");
    parts_.source_size = Number(r);
    r.Expect("hash");
    parts_.source_hash = r.Number(std::numeric_limits<uint64_t>::max());
  }
  void Import(LineReader& r) {
    Entry(r, names_.imports.size());
    if (r.Choice(kLanguages, "language") != parts_.language) {
      r.Fail("import from another language");
    }
    container::Import import;
    import.kind = static_cast<uint8_t>(r.Choice(kKinds, "kind"));
    import.feature = Kept(r.Name());
    r.Expect('/');
    import.version = Number(r);
    import.row = Kept(r.Name());
    names_.imports.push_back(import);
  }
  void String(LineReader& r) {
    Entry(r, strings_.size());
    std::string text = r.Quoted();
    strings_.push_back({Size(bytes_.size()), Size(text.size())});
    bytes_ += text;
  }
  void Int(LineReader& r) {
    Entry(r, ints_.size());
    ints_.push_back(r.Signed());
  }
  void List(LineReader& r) {
    Entry(r, lists_.size());
    uint32_t first = Size(items_.size());
    while (!r.AtEnd()) items_.push_back(Number(r));
    lists_.push_back({first, Size(items_.size()) - first});
  }
  void Block(LineReader& r) {
    Entry(r, blocks_.size());
    uint32_t first = Size(args_.size());
    while (!r.AtEnd()) args_.push_back(ReadArg(r));
    blocks_.push_back({first, Size(args_.size()) - first});
  }
  static Arg ReadArg(LineReader& r) {
    static constexpr std::string_view kArgs[] = {"nil",    "false", "int",
                                                 "string", "list",  "true"};
    constexpr size_t kTrue = 5;
    size_t type = r.Choice(kArgs, "argument");
    if (type == kTrue) return {1, static_cast<uint32_t>(Type::kBool)};
    if (type < static_cast<size_t>(Type::kInt)) return {0, Size(type)};
    r.Expect(':');
    return {Number(r), Size(type)};
  }
  void Variable(LineReader& r) {
    Entry(r, names_.variables.size());
    names_.variables.push_back(Kept(r.Quoted()));
  }
  void Place(LineReader& r) {
    container::Line line;
    line.pc = Number(r);
    line.line = Number(r);
    r.Expect(':');
    line.column = Number(r);
    lines_.push_back(line);
  }
  void Frame(LineReader& r) {
    container::Frame frame;
    frame.begin = Number(r);
    frame.end = Number(r);
    r.Expect("text");
    frame.text = Number(r);
    r.Expect("command");
    frame.command = Number(r);
    frames_.push_back(frame);
  }
  void Code(LineReader&) { in_code_ = true; }

  void Instruction(LineReader& r, std::string_view word) {
    auto info = std::ranges::find(kOps, word, &OpInfo::name);
    if (info == kOps.end()) {
      return r.Fail("unknown instruction " + std::string(word));
    }
    auto op = static_cast<Op>(info - kOps.begin());
    code_.push_back({op, 0, 0, 0});
    ReadOperand(r, info->operand, code_.back());
  }

  void ReadOperand(LineReader& r, Operand operand, Insn& insn) {
    static constexpr std::string_view kFlags[] = {"false", "true"};
    constexpr uint64_t kMostB = std::numeric_limits<uint16_t>::max();
    switch (operand) {
      case Operand::kNone:
        return;
      case Operand::kFlag:
        insn.a = static_cast<uint8_t>(r.Choice(kFlags, "flag"));
        return;
      case Operand::kCount:
      case Operand::kSlot:
      case Operand::kGroup:
        insn.b = static_cast<uint16_t>(r.Number(kMostB));
        return;
      case Operand::kString:
      case Operand::kList:
      case Operand::kInt:
        insn.c = Number(r);
        return;
      case Operand::kTarget:
        labels_.Use(r.Word(), code_.size() - 1, line_);
        return;
      case Operand::kCall:
        return ReadCall(r, "args", insn);
      case Operand::kBlock:
        return ReadCall(r, "block", insn);
    }
  }

  void ReadCall(LineReader& r, std::string_view keyword, Insn& insn) {
    std::string name = r.Name();
    r.Expect('#');
    uint64_t import = r.Number(std::numeric_limits<uint16_t>::max());
    if (!r.failed() && (import >= names_.imports.size() ||
                        names_.imports[import].row != name)) {
      r.Fail("no such import");
    }
    insn.b = static_cast<uint16_t>(import);
    r.Expect(keyword);
    insn.c = Number(r);
  }

  container::Parts parts_ = EmptyParts();
  container::Names names_;
  std::vector<Insn> code_;
  std::string bytes_;
  std::vector<Range> strings_;
  std::vector<uint32_t> items_;
  std::vector<Range> lists_;
  std::vector<int64_t> ints_;
  std::vector<Arg> args_;
  std::vector<Range> blocks_;
  std::vector<container::Line> lines_;
  std::vector<container::Frame> frames_;
  std::deque<std::string> texts_;
  Labels labels_;
  size_t line_ = 0;
  bool in_code_ = false;
};

}  // namespace
}  // namespace listing

Result<std::string> Assemble(std::string_view text) {
  constexpr size_t kMost = 16 * limits::kProgramBytes;
  if (text.size() > kMost) return Err(Code::kLimit, "the listing is too large");
  listing::Assembly assembly;
  for (size_t number = 1; !text.empty(); ++number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    listing::LineReader reader(line);
    assembly.Line(reader, number);
    if (reader.failed()) {
      return Err(Code::kBadProgram,
                 "line " + std::to_string(number) + ": " + reader.why());
    }
  }
  TRY(assembly.Link());
  return assembly.Write();
}

}  // namespace trommel
