// SPDX-License-Identifier: MIT
// Code for loops over lists. The steps (stdlib/exim/loops.cc) keep what is
// gathered; $item and $value are what they were before, behind the loop.
#include "interp/exim/expansion_emitter.h"

namespace trommel::exim {
void ExpansionEmitter::BeginInside(std::string_view suffix) {
  inside_.insert(0, suffix);
  command_ = place_;
  command_ += '\n';
  command_ += inside_;
  builder_.BeginFrame(text_, command_);
}

void ExpansionEmitter::EndInside(std::string_view suffix) {
  inside_.erase(0, suffix.size());
  builder_.EndFrame();
}

/// Calls a step with the values on the stack; its own value stays there.
void ExpansionEmitter::Step(std::string_view name, size_t argc) {
  const RowEntry* row = rows_.Find(Language::kExim, RowKind::kStep, name);
  if (row != nullptr) {
    Mark();
    builder_.Call(*row, argc);
  } else {
    builder_.EmitText(Op::kRaise, "lists are not available");
  }
}

/// Starts a loop over the list on the stack; the item is in $item, what it was
/// in the slot `outer`.
ExpansionEmitter::LoopPlace ExpansionEmitter::BeginLoop(const RowEntry* source,
                                                        uint16_t outer) {
  if (source == nullptr) {
    builder_.EmitText(Op::kRaise, "lists are not available");
    builder_.EmitString({});
  } else {
    Mark();
    builder_.Call(*source, 1);
  }
  Load(ItemSlot());
  Store(outer);
  builder_.Emit(Op::kIter);
  LoopPlace place{builder_.Here(), builder_.Branch(Op::kNext)};
  Store(ItemSlot());
  return place;
}

/// What a loop does with an item; null for filter, or when it is missing.
const Node* ExpansionEmitter::BodyOf(const Node& node) {
  const Node* behind_list = node.children->next;
  if (node.text == "map" || behind_list == nullptr) return behind_list;
  return behind_list->next;
}

/// What follows the list, for the errors that Exim meets where it reads a loop
/// without running it: it does so before it runs one.
void ExpansionEmitter::SkipBody(const Node& node) {
  const Node* body = BodyOf(node);
  const bool reduce = node.text == "reduce";
  for (const Node* arg = node.children; arg != nullptr; arg = arg->next) {
    if (!skipping_ || arg == body) continue;
    if (!reduce || arg == node.children) {
      Skip(arg);
    } else {
      // It stays there: Exim forgets to put back what was before.
      String(*arg);
      Store(ValueSlot());
    }
  }
  const bool named = node.text != "sort";
  const std::string suffix = " inside \"" + std::string(node.text) + "\" item";
  if (named) BeginInside(suffix);
  node.test != nullptr ? Skip(*node.test) : Skip(body);
  if (named) EndInside(suffix);
}

void ExpansionEmitter::Loop(const Node& node) {
  const bool reduce = node.text == "reduce";
  const bool sort = node.text == "sort";
  const uint16_t list_slot = Slot(Held::kList);
  const uint16_t item_slot = Slot(Held::kItem);
  const Node* list = node.children;

  String(*list);
  Store(list_slot);
  if (reduce || sort) String(*list->next);
  if (node.broken) return BrokenLoop(node);
  if (reduce) {
    Load(ValueSlot());
    Store(Slot(Held::kValue));
    Store(ValueSlot());
  }
  SkipBody(node);
  if (!reduce) {
    if (sort) Store(Slot(Held::kOrder));
    Load(list_slot);
    Step("list_open", 1);
    builder_.Emit(Op::kPop);
  }
  Load(list_slot);
  LoopPlace loop = BeginLoop(
      rows_.Find(Language::kExim, RowKind::kSource, "list"), item_slot);
  LoopBody(node);
  builder_.JumpBack(loop.again);
  builder_.Bind(loop.done);
  Load(item_slot);
  Store(ItemSlot());
  if (reduce) {
    Load(ValueSlot());
    Load(Slot(Held::kValue));
    Store(ValueSlot());
  } else if (sort) {
    Load(Slot(Held::kOrder));
    Load(list_slot);
    Step("list_sort", 2);
  } else {
    Step("list_close", 0);
  }
}

/// With the string behind the list of reduce and sort on the stack. Exim has
/// set $value when it notices what is wrong.
void ExpansionEmitter::BrokenLoop(const Node& node) {
  if (node.text == "reduce") Store(ValueSlot());
  if (node.text == "sort") builder_.Emit(Op::kPop);
  SkipBody(node);
  builder_.EmitString({});
}

/// What is done with one item.
void ExpansionEmitter::LoopBody(const Node& node) {
  const bool filter = node.test != nullptr;
  const bool sort = node.text == "sort";
  std::string suffix = " inside \"" + std::string(node.text) +
                       (filter ? "\" condition" : "\" item");
  if (sort) {
    suffix = '\0' +
             ("field-extract in sort: \"" + std::string(node.yes->text) + "\"");
  }
  Jumps skip;
  BeginInside(suffix);
  if (filter) {
    JumpWhen(*node.test, false, &skip);
    Load(ItemSlot());
  } else {
    String(*BodyOf(node));
    if (sort) Step("sort_key", 1);
  }
  EndInside(suffix);
  if (node.text == "reduce") {
    Store(ValueSlot());
  } else {
    Step("list_add", 1);
    builder_.Emit(Op::kPop);
  }
  Bind(skip.all());
}

/// Exim runs a loop where it skips, too, over what a skipped list comes to.
void ExpansionEmitter::SkipLoop(const Test& test) {
  const bool outer = skipping_;
  skipping_ = true;
  Jumps jumps;
  JumpLoop(test, true, &jumps);
  Bind(jumps.all());
  skipping_ = outer;
}

void ExpansionEmitter::SkimTest(const Test& test) {
  if (test.children == nullptr) return;
  BeginInside(InsideText(test));
  Skip(*test.children);
  EndInside(InsideText(test));
}

/// forany is true at the first item that is, forall false at the first that is
/// not; of no items both are false.
void ExpansionEmitter::JumpLoop(const Test& test, bool sense, Jumps* jumps) {
  // A loop whose body is this condition has slots of its own.
  ++depth_;
  const bool any = test.kind == Test::Kind::kAny;
  const uint16_t item_slot = Slot(Held::kItem);
  const std::string suffix = InsideText(test);
  const bool wanted = sense != test.negated;
  const uint16_t some_slot = any ? uint16_t{0} : Slot(Held::kSome);
  const bool skipped = skipping_;
  String(*test.args);
  ++loops_;
  skipping_ = false;
  if (test.broken) {
    builder_.Emit(Op::kPop);
    SkimTest(test);
    skipping_ = skipped;
    --loops_;
    --depth_;
    return;
  }
  if (!any) {
    builder_.EmitString({});
    Store(some_slot);
  }
  SkimTest(test);
  LoopPlace loop = BeginLoop(test.row, item_slot);
  if (test.name.ends_with("_jsons")) {
    Load(ItemSlot());
    Step("json_string", 1);
    Store(ItemSlot());
  }
  if (!any) {
    builder_.EmitString("1");
    Store(some_slot);
  }
  Jumps decided;
  BeginInside(suffix);
  JumpWhen(*test.children, any, &decided);
  EndInside(suffix);
  builder_.JumpBack(loop.again);
  skipping_ = skipped;
  --loops_;
  --depth_;

  // Behind the last item: what undecided items come to.
  builder_.Bind(loop.done);
  Load(item_slot);
  Store(ItemSlot());
  Jumps go_on;
  Jumps* when_false = wanted ? &go_on : jumps;
  if (!any) {
    Load(some_slot);
    if (const RowEntry* def =
            rows_.Find(Language::kExim, RowKind::kIfCondition, "def")) {
      builder_.Call(*def, 1);
    }
    when_false->push_back(builder_.Branch(Op::kJumpFalse));
    (wanted ? jumps : &go_on)->push_back(builder_.Branch(Op::kJump));
  } else {
    when_false->push_back(builder_.Branch(Op::kJump));
  }
  Bind(decided.all());
  builder_.Emit(Op::kEndIter);
  Load(item_slot);
  Store(ItemSlot());
  if (any == wanted) jumps->push_back(builder_.Branch(Op::kJump));
  Bind(go_on.all());
}

}  // namespace trommel::exim
