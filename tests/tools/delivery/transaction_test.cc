// SPDX-License-Identifier: MIT
// CarryOut: the order of things, and going back.
#include "tools/delivery/transaction.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace trommel::delivery {
namespace {

enum class Bad { kNothing, kPrepare, kCommit, kThrow };

class Scripted : public Step {
 public:
  Scripted(char name, Bad bad, std::string* log)
      : name_(name), bad_(bad), log_(log) {}
  Status Prepare() override { return Do('p', bad_ == Bad::kPrepare); }
  Status Commit() override {
    if (bad_ == Bad::kThrow) throw std::runtime_error("x");
    return Do('c', bad_ == Bad::kCommit);
  }
  void Rollback() noexcept override { (void)Do('r', false); }
  std::string Describe() const override { return std::string("step ") + name_; }

 private:
  Status Do(char what, bool fails) {
    *log_ += what;
    *log_ += name_;
    *log_ += ' ';
    if (fails) return Err(Code::kTemporary, "bad");
    return {};
  }
  char name_;
  Bad bad_;
  std::string* log_;
};

struct OrderCase {
  Bad bad;  // of the middle one of three steps
  const char* log;
};

TEST(CarryOut, KeepsTheOrder) {
  const OrderCase cases[] = {
      {Bad::kNothing, "pa pb pc ca cb cc "},
      {Bad::kPrepare, "pa pb rb ra "},
      {Bad::kCommit, "pa pb pc ca cb rc rb ra "},
  };
  for (const OrderCase& c : cases) {
    std::string log;
    std::vector<std::unique_ptr<Step>> steps;
    steps.push_back(std::make_unique<Scripted>('a', Bad::kNothing, &log));
    steps.push_back(std::make_unique<Scripted>('b', c.bad, &log));
    steps.push_back(std::make_unique<Scripted>('c', Bad::kNothing, &log));
    const Status status = CarryOut(steps);
    EXPECT_EQ(log, c.log);
    EXPECT_EQ(status.has_value(), c.bad == Bad::kNothing);
    if (!status) {
      EXPECT_EQ(status.error().text, "step b: bad");
    }
  }
}

TEST(CarryOut, RollsBackUnderAnException) {
  std::string log;
  std::vector<std::unique_ptr<Step>> steps;
  steps.push_back(std::make_unique<Scripted>('a', Bad::kThrow, &log));
  EXPECT_THROW((void)CarryOut(steps), std::runtime_error);
  EXPECT_EQ(log, "pa ra ");
}

}  // namespace
}  // namespace trommel::delivery
