// SPDX-License-Identifier: MIT
#include "tools/delivery/vacation_state.h"

#include <array>
#include <utility>

namespace trommel::delivery {
namespace {

constexpr const char* kTable =
    "CREATE TABLE IF NOT EXISTS answered ("
    "handle TEXT NOT NULL, sender TEXT NOT NULL, seconds INTEGER NOT NULL, "
    "PRIMARY KEY (handle, sender)) WITHOUT ROWID";

// Changes one row when the claim is good, none when it is not. A time in the
// future (a clock put back) counts like one as far in the past.
constexpr const char* kClaim =
    "INSERT INTO answered VALUES (?1, ?2, ?3) "
    "ON CONFLICT (handle, sender) DO UPDATE SET seconds = excluded.seconds "
    "WHERE ?4 > 0 AND abs(excluded.seconds - seconds) >= ?4";

constexpr const char* kRelease =
    "DELETE FROM answered WHERE handle = ?1 AND sender = ?2";

}  // namespace

Result<std::unique_ptr<VacationState>> VacationState::Open(
    const std::string& path) {
  TRY_ASSIGN(auto file, StateFile::Open(path, "vacation memory", kTable));
  return std::unique_ptr<VacationState>(new VacationState(std::move(file)));
}

Result<bool> VacationState::Claim(std::string_view handle,
                                  std::string_view sender, int64_t now,
                                  int64_t seconds) {
  const std::array<StateFile::Cell, 4> cells = {handle, sender, now, seconds};
  TRY_ASSIGN(const int changed, file_->Change(kClaim, cells));
  return changed == 1;
}

void VacationState::Release(std::string_view handle, std::string_view sender) {
  const std::array<StateFile::Cell, 2> cells = {handle, sender};
  // When it fails the sender just gets no answer until the period ends.
  (void)file_->Change(kRelease, cells);
}

}  // namespace trommel::delivery
