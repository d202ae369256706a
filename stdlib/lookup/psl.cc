// SPDX-License-Identifier: MIT
// psl and regdom: what the list of public suffixes says of a domain.
//
// Exim 4.98 and later. libpsl is used, and the list of Debian's publicsuffix
// when that is newer than the library's own.
#include <string>

#include "interp/text/ascii.h"
#include "stdlib/shared/client_library.h"
#include "stdlib/shared/exim_lookup.h"

namespace trommel::stdlib {

extern const Feature lookup_psl;

namespace {

/// As libpsl.h has it.
struct PslContext;

struct Library {
  PslContext* (*latest)(const char* path) = nullptr;
  const char* (*suffix)(const PslContext* list, const char* domain) = nullptr;
  const char* (*registered)(const PslContext* list,
                            const char* domain) = nullptr;
  PslContext* list = nullptr;

  static Result<Library> Load() {
    Library out;
    ClientLibrary file("libpsl.so.5", "libpsl5");
    file.Bind("psl_latest", &out.latest);
    file.Bind("psl_unregistrable_domain", &out.suffix);
    file.Bind("psl_registrable_domain", &out.registered);
    if (!file.status()) return Err(file.status().error());
    out.list = out.latest(nullptr);
    if (out.list != nullptr) return out;
    return Err(Code::kDefer, "libpsl has no list of public suffixes");
  }

  /// One a process.
  static const Result<Library>& Get() {
    static const Result<Library> loaded = Load();
    return loaded;
  }
};

class Source : public vm::LookupSource {
 public:
  Source(const Library& library, bool registered)
      : library_(library), registered_(registered) {}

  Result<vm::LookupAnswer> Find(const vm::LookupRequest& request) override {
    const std::string domain = text::Lowered(request.key);
    vm::LookupAnswer answer;
    if (domain.find('\0') != std::string::npos) return answer;
    const auto ask = registered_ ? library_.registered : library_.suffix;
    const char* found = ask(library_.list, domain.c_str());
    answer.found = found != nullptr;
    if (answer.found) answer.value = found;
    answer.tainted = request.taint != Taint::kClean;
    return answer;
  }

 private:
  const Library& library_;
  bool registered_;
};

template <bool registered>
Result<std::unique_ptr<vm::LookupSource>> Open(const vm::LookupRequest&) {
  const Result<Library>& library = Library::Get();
  if (!library) return Err(library.error());
  return std::make_unique<Source>(*library, registered);
}

constexpr vm::LookupDriver kPsl = {"psl", vm::LookupStyle::kQuery, Open<false>};
constexpr vm::LookupDriver kRegdom = {"regdom", vm::LookupStyle::kQuery,
                                      Open<true>};

constexpr Row kRows[] = {
    {RowKind::kLookupType, "psl", "psl <query: string> <how: string>",
     "the public suffix of a domain",
     "${lookup psl{www.example.co.uk}} => co.uk", nullptr,
     exim::LookupRow<kPsl>},
    {RowKind::kLookupType, "regdom", "regdom <query: string> <how: string>",
     "the registered domain that a domain belongs to",
     "${lookup regdom{www.example.co.uk}} => example.co.uk", nullptr,
     exim::LookupRow<kRegdom>},
};

}  // namespace

constinit const Feature lookup_psl = {"lookup_psl", 1, Language::kExim, "",
                                      kRows};

}  // namespace trommel::stdlib
