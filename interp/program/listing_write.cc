// SPDX-License-Identifier: MIT
// Disassemble: a program as text.
#include <cinttypes>
#include <cstdio>

#include "interp/program/container.h"
#include "interp/program/listing.h"
#include "interp/program/listing_preview.h"
#include "interp/program/listing_words.h"

namespace trommel {
namespace listing {
namespace {

using container::Arg;
using container::Parts;
using container::Range;

constexpr size_t kCommentColumn = 40;

class Writer {
 public:
  Writer(const Program& program, const Parts& parts)
      : program_(program), parts_(parts) {}

  std::string Write() {
    Header();
    Imports();
    Constants();
    Places();
    Code();
    return std::move(out_);
  }

 private:
  void Word(std::string_view word) {
    if (out_.size() > line_) out_ += ' ';
    out_ += word;
  }
  void Number(uint64_t number) { Word(std::to_string(number)); }
  void Quoted(std::string_view text) {
    Word("");
    AppendQuoted(out_, text);
  }
  void End() {
    out_ += '\n';
    line_ = out_.size();
  }
  /// Ends the line with a comment, unless that is empty.
  void End(std::string_view comment) {
    if (!comment.empty()) {
      size_t width = out_.size() - line_;
      out_.append(width < kCommentColumn ? kCommentColumn - width : 1, ' ');
      out_ += "; ";
      out_ += comment;
    }
    End();
  }
  /// Begins an entry of a table.
  void Entry(std::string_view table, size_t number) {
    Word(table);
    Number(number);
  }

  void Header() {
    Word("; A program of Trommel; docs/BYTECODE.md says how to read it.");
    End();
    Entry("format", parts_.format);
    End();
    Word("language");
    Word(kLanguages[parts_.language]);
    End();
    char hash[32];
    std::snprintf(hash, sizeof hash, "hash 0x%016" PRIx64, parts_.source_hash);
    Word("source");
    Quoted(parts_.source_name);
    Entry("size", parts_.source_size);
    Word(hash);
    End();
  }

  void Imports() {
    for (size_t i = 0; i < parts_.imports.size(); ++i) {
      const container::Import& import = parts_.imports[i];
      Entry("import", i);
      Word(kLanguages[parts_.language]);
      Word(kKinds[import.kind]);
      Word("");
      AppendName(out_, import.feature);
      out_ += '/' + std::to_string(import.version) + ' ';
      AppendName(out_, import.row);
      End(program_.import(i).row->usage.line());
    }
  }

  void Constants() {
    for (size_t i = 0; i < parts_.strings.size(); ++i) {
      Entry("string", i);
      Quoted(parts_.Text(i));
      End();
    }
    for (size_t i = 0; i < parts_.ints.size(); ++i) {
      Entry("int", i);
      Word(std::to_string(parts_.ints[i]));
      End();
    }
    for (size_t i = 0; i < parts_.lists.size(); ++i) {
      Entry("list", i);
      const Range& list = parts_.lists[i];
      for (uint32_t item : parts_.items.subspan(list.first, list.size)) {
        Number(item);
      }
      End(Preview(program_.list(i)));
    }
    for (size_t i = 0; i < parts_.blocks.size(); ++i) Block(i);
  }

  void Block(size_t i) {
    Entry("block", i);
    const Range& block = parts_.blocks[i];
    for (const Arg& arg : parts_.args.subspan(block.first, block.size)) {
      ArgWord(arg);
    }
    End(PreviewAll(program_.block(i)));
  }

  void ArgWord(const Arg& arg) {
    switch (static_cast<Type>(arg.type)) {
      case Type::kNil:
        return Word("nil");
      case Type::kBool:
        return Word(arg.index == 0 ? "false" : "true");
      case Type::kInt:
        return Word("int:" + std::to_string(arg.index));
      case Type::kString:
        return Word("string:" + std::to_string(arg.index));
      case Type::kList:
        return Word("list:" + std::to_string(arg.index));
    }
  }

  void Places() {
    for (size_t i = 0; i < parts_.variables.size(); ++i) {
      Entry("variable", i);
      Quoted(parts_.variables[i]);
      End();
    }
    for (const container::Line& line : parts_.lines) {
      Entry("line", line.pc);
      Word(std::to_string(line.line) + ":" + std::to_string(line.column));
      End();
    }
    for (const container::Frame& frame : parts_.frames) {
      Entry("frame", frame.begin);
      Number(frame.end);
      Entry("text", frame.text);
      Entry("command", frame.command);
      End(Preview(program_.string(frame.text)) + " for " +
          Preview(program_.string(frame.command)));
    }
  }

  void Code() {
    std::vector<bool> targets(parts_.code.size());
    for (const Insn& insn : parts_.code) {
      if (InfoOf(insn.op).operand == Operand::kTarget) targets[insn.c] = true;
    }
    Word("code");
    End();
    size_t line = 0;
    for (size_t pc = 0; pc < parts_.code.size(); ++pc) {
      if (targets[pc]) {
        Word("L" + std::to_string(pc) + ":");
        End();
      }
      std::string comment = Instruction(parts_.code[pc]);
      if (line < parts_.lines.size() && parts_.lines[line].pc == pc) {
        if (!comment.empty()) comment += "  ";
        comment += "line " + std::to_string(parts_.lines[line++].line);
      }
      End(comment);
    }
  }

  void ImportWord(const Insn& insn) {
    Word("");
    AppendName(out_, parts_.imports[insn.b].row);
    out_ += '#' + std::to_string(insn.b);
  }

  /// Writes the instruction; what its operand means, as a comment.
  std::string Instruction(const Insn& insn) {
    const OpInfo& info = InfoOf(insn.op);
    out_ += "  ";
    out_ += info.name;
    switch (info.operand) {
      case Operand::kNone:
        return {};
      case Operand::kFlag:
        Word(insn.a == 0 ? "false" : "true");
        return {};
      case Operand::kCount:
      case Operand::kGroup:
        Number(insn.b);
        return {};
      case Operand::kSlot:
        Number(insn.b);
        return Preview(Value::String(parts_.variables[insn.b]));
      case Operand::kString:
        Number(insn.c);
        return Preview(program_.string(insn.c));
      case Operand::kList:
        Number(insn.c);
        return Preview(program_.list(insn.c));
      case Operand::kInt:
        Number(insn.c);
        return std::to_string(parts_.ints[insn.c]);
      case Operand::kTarget:
        Word("L" + std::to_string(insn.c));
        return {};
      case Operand::kCall:
        ImportWord(insn);
        Entry("args", insn.c);
        return {};
      case Operand::kBlock:
        ImportWord(insn);
        Entry("block", insn.c);
        return PreviewAll(program_.block(insn.c));
    }
    return {};
  }

  const Program& program_;
  const Parts& parts_;
  std::string out_;
  size_t line_ = 0;  // where the present line begins
};

}  // namespace
}  // namespace listing

std::string Disassemble(const Program& program) {
  container::Names names;
  auto parts = container::Read(program.bytes(), &names);
  // A Program has been read before; it cannot fail now.
  return parts ? listing::Writer(program, *parts).Write() : std::string();
}

}  // namespace trommel
