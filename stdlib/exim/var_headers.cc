// SPDX-License-Identifier: MIT
// $h_name:, $bh_name:, $rh_name:, $lh_name: header references.
//
// Exim specification, "Header lines in expansions". The front end takes the
// name apart; see stdlib/shared/exim_headers.h for joining and decoding.
#include "stdlib/shared/exim_headers.h"

namespace trommel::stdlib {

extern const Feature exim_var_headers;

namespace {

template <exim::HeaderForm form>
Result<Value> RunHeader(vm::CallContext& context, std::span<const Value> args) {
  return exim::HeaderText(context, args[0].text(), form);
}

constexpr Usage kName = "header <name: string>";

constexpr Row kRows[] = {
    {RowKind::kVariable,
     "h",
     kName,
     "all fields of that name, trimmed, decoded",
     "<$h_subject:> => <Lunch?>",
     nullptr,
     RunHeader<exim::HeaderForm::kDecoded>,
     {},
     true},
    {RowKind::kVariable,
     "bh",
     kName,
     "the same, charset not converted",
     "<$bh_subject:> => <Lunch?>",
     nullptr,
     RunHeader<exim::HeaderForm::kUnconverted>,
     {},
     true},
    {RowKind::kVariable,
     "rh",
     kName,
     "all fields of that name as they stand",
     "<${length_4:$rh_subject:}> => < Lun>",
     nullptr,
     RunHeader<exim::HeaderForm::kRaw>,
     {},
     true},
    {RowKind::kVariable,
     "lh",
     kName,
     "a list of the fields of that name",
     "${listcount:$lh_subject:} => 1",
     nullptr,
     RunHeader<exim::HeaderForm::kList>,
     {},
     true},
};

}  // namespace

constinit const Feature exim_var_headers = {"var_headers", 1, Language::kExim,
                                            "", kRows};

}  // namespace trommel::stdlib
