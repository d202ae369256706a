// SPDX-License-Identifier: MIT
#include "interp/vm/host.h"

namespace trommel::vm {
namespace {

Failure NotHere(std::string_view what) {
  return Err(Code::kPermission, std::string(what) + " cannot be done here");
}

}  // namespace

text::DateTime Host::LocalTime(int64_t seconds) {
  return {seconds, Now().zone_minutes};
}

std::optional<int32_t> Host::ZoneMinutes(std::string_view zone, int64_t) {
  if (zone.empty()) return Now().zone_minutes;
  return zone == "UTC" ? std::optional<int32_t>(0) : std::nullopt;
}

Result<std::string> Host::ReadFile(const std::string&) {
  return NotHere("reading files");
}

Result<FileStatus> Host::StatFile(const std::string&) {
  return NotHere("looking at files");
}

Result<LookupAnswer> Host::Lookup(const LookupDriver&, const LookupRequest&) {
  return NotHere("lookups");
}

Result<ProgramResult> Host::RunProgram(const ProgramRequest&) {
  return NotHere("running programs");
}

Result<std::string> Host::AskSocket(const SocketRequest&) {
  return NotHere("talking to sockets");
}

Result<bool> Host::CheckPam(const std::string&, std::span<const std::string>) {
  return NotHere("checking passwords");
}

std::optional<std::string> Host::Variable(std::string_view) {
  return std::nullopt;
}

Result<bool> Host::WasMarked(std::string_view) { return false; }

Result<std::optional<std::vector<std::string>>> Host::ListEntries(
    std::string_view) {
  return std::optional<std::vector<std::string>>();
}

std::optional<std::string> Host::EnvironmentItem(std::string_view) {
  return std::nullopt;
}

uint64_t Host::Random(uint64_t) { return 0; }

}  // namespace trommel::vm
