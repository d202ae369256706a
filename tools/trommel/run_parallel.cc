// SPDX-License-Identifier: MIT
// RunParallel: one reader, several workers, reports in message order.
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "tools/trommel/batch.h"
#include "tools/trommel/run_loop.h"

namespace trommel {
namespace {

constexpr size_t kBytesInFlight = size_t{4} << 20U;
constexpr size_t kBatchesAhead = 3;  // for each thread
constexpr size_t kLargestCopied = size_t{1} << 20U;

// Batches that wait for a thread, and the threads. Thread-safe.
class Workers {
 public:
  Workers(const RunPlan& plan, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      threads_.emplace_back([this, plan] { Work(plan); });
    }
  }
  ~Workers() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void Submit(Batch* batch) {
    {
      std::lock_guard lock(mutex_);
      waiting_.push_back(batch);
    }
    changed_.notify_one();
  }

  // Returns when `batch` has been run; runs waiting ones meanwhile.
  void Await(const Batch* batch, Examiner* examiner) {
    std::unique_lock lock(mutex_);
    while (!IsDone(batch)) {
      if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
      if (waiting_.empty()) {
        done_.wait(lock);
      } else {
        RunOne(&lock, examiner);
      }
    }
    std::erase(finished_, batch);
  }

 private:
  bool IsDone(const Batch* batch) const {
    for (const Batch* done : finished_) {
      if (done == batch) return true;
    }
    return false;
  }

  void RunOne(std::unique_lock<std::mutex>* lock, Examiner* examiner) {
    Batch* batch = waiting_.front();
    waiting_.pop_front();
    lock->unlock();
    batch->Examine(examiner);
    lock->lock();
    finished_.push_back(batch);
    done_.notify_one();
  }

  void Work(const RunPlan& plan) {
    std::unique_lock lock(mutex_, std::defer_lock);
    try {
      Examiner examiner(*plan.program, *plan.around, *plan.options,
                        plan.format);
      lock.lock();
      for (;;) {
        changed_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
        if (closed_) return;
        RunOne(&lock, &examiner);
      }
    } catch (...) {
      if (!lock.owns_lock()) lock.lock();
      failure_ = std::current_exception();
      done_.notify_one();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;  // a batch waits, or closed_
  std::condition_variable done_;     // a batch is finished, or failure_
  std::deque<Batch*> waiting_;
  std::vector<const Batch*> finished_;
  std::exception_ptr failure_;
  bool closed_ = false;
  std::vector<std::thread> threads_;  // last: they use all of the above
};

// The reader's side: fills batches and reports them in order.
class Reading {
 public:
  Reading(const RunPlan& plan, size_t threads, MailboxList* mailboxes,
          RunReport* report)
      : most_(threads * kBatchesAhead),
        mailboxes_(mailboxes),
        report_(report),
        examiner_(*plan.program, *plan.around, *plan.options, plan.format),
        workers_(plan, threads - 1) {}

  void Run() {
    mailbox::Item item;
    while (report_->WantsMore() && mailboxes_->Next(&item) && !Interrupted()) {
      Place(item);
      report_->progress.Update(number_, *mailboxes_);
    }
    Submit();
    while (!in_flight_.empty()) ReportOldest();
  }

 private:
  void Place(const mailbox::Item& item) {
    const size_t size = item.bytes.size() + item.from_line.size();
    if (size > kLargestCopied) {
      RunAlone(item);
      return;
    }
    if (filling_ != nullptr && !filling_->HasRoom(size)) Submit();
    while (!in_flight_.empty() &&
           (in_flight_.size() >= most_ || bytes_ + size > kBytesInFlight)) {
      ReportOldest();
    }
    if (filling_ == nullptr) TakeFree();
    filling_->Add(item, ++number_);
  }

  // A large message is run from the reader's memory, when all before it are.
  void RunAlone(const mailbox::Item& item) {
    Submit();
    while (!in_flight_.empty()) ReportOldest();
    std::string lines;
    examiner_.Examine(item, ++number_, &lines, &report_->summary);
    report_->Write(lines);
  }

  void TakeFree() {
    if (free_.empty()) free_.push_back(std::make_unique<Batch>());
    filling_ = std::move(free_.back());
    free_.pop_back();
  }

  void Submit() {
    if (filling_ == nullptr) return;
    bytes_ += filling_->size();
    workers_.Submit(filling_.get());
    in_flight_.push_back(std::move(filling_));
  }

  void ReportOldest() {
    Batch* batch = in_flight_.front().get();
    workers_.Await(batch, &examiner_);
    report_->Write(batch->lines());
    report_->summary.Merge(batch->summary());
    bytes_ -= batch->size();
    batch->Clear();
    free_.push_back(std::move(in_flight_.front()));
    in_flight_.pop_front();
  }

  size_t most_;
  MailboxList* mailboxes_;
  RunReport* report_;
  Examiner examiner_;
  uint64_t number_ = 0;
  size_t bytes_ = 0;  // in batches in flight
  std::unique_ptr<Batch> filling_;
  std::deque<std::unique_ptr<Batch>> in_flight_;
  std::vector<std::unique_ptr<Batch>> free_;
  Workers workers_;  // last: its threads use the batches
};

}  // namespace

void RunParallel(const RunPlan& plan, size_t threads, MailboxList* mailboxes,
                 RunReport* report) {
  Reading(plan, threads, mailboxes, report).Run();
}

}  // namespace trommel
