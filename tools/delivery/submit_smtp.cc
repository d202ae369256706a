// SPDX-License-Identifier: MIT
// SubmitBySmtp: a dialogue in two runs of the program, one that asks what it
// can do and one that sends.
#include <algorithm>
#include <optional>
#include <utility>

#include "interp/text/ascii.h"
#include "tools/common/output.h"
#include "tools/delivery/redirect.h"

namespace trommel::delivery {
namespace {

// Whether a line of an answer to EHLO names the extension.
bool Offers(std::string_view answer, std::string_view extension) {
  for (size_t at = 0; at < answer.size();) {
    const size_t end = std::min(answer.find('\n', at), answer.size());
    std::string_view line = text::Trim(answer.substr(at, end - at));
    at = end + 1;
    if (line.size() < 4 || !line.starts_with("250")) continue;
    line.remove_prefix(4);
    if (text::EqualsCaseless(line.substr(0, line.find(' ')), extension)) {
      return true;
    }
  }
  return false;
}

// The last lines of all answers, by their codes: "220 250 250 354 250 221".
std::string Codes(std::string_view output) {
  std::string codes;
  for (size_t at = 0; at < output.size();) {
    const size_t end = std::min(output.find('\n', at), output.size());
    const std::string_view line = output.substr(at, end - at);
    at = end + 1;
    if (line.size() < 4 || line[3] != ' ') continue;
    if (!codes.empty()) codes += ' ';
    codes += line.substr(0, 3);
  }
  return codes;
}

// CRLF line ends, dots doubled where a line begins with one.
std::string Stuffed(const Pieces& pieces) {
  std::string out;
  bool start = true;
  for (std::string_view piece : pieces) {
    for (size_t i = 0; i < piece.size(); ++i) {
      const char c = piece[i];
      if (c == '\r' && i + 1 < piece.size() && piece[i + 1] == '\n') continue;
      if (start && c == '.') out += '.';
      if (c == '\n') out += '\r';
      out += c;
      start = c == '\n';
    }
  }
  if (!start) out += "\r\n";
  return out;
}

class SmtpStep : public Step {
 public:
  SmtpStep(Submission submission, Pieces pieces, std::string host)
      : submission_(std::move(submission)),
        pieces_(std::move(pieces)),
        hello_("EHLO " + std::move(host) + "\r\n") {}

  Status Prepare() override {
    TRY_ASSIGN(const std::string answer, Talk(hello_ + "QUIT\r\n"));
    notifications_ = Offers(answer, "DSN");
    times_ = Offers(answer, "DELIVERBY");
    const std::string_view mode =
        std::string_view(submission_.by).substr(submission_.by.find(';') + 1);
    if (!submission_.by.empty() && !times_ && !mode.starts_with('N')) {
      return Err(Code::kPermission,
                 "the mail system cannot deliver by a given time");
    }
    return {};
  }

  Status Commit() override {
    TRY_ASSIGN(const std::string answers, Talk(Dialogue()));
    std::string expected = "220 250 250";
    for (size_t i = 0; i < submission_.recipients.size(); ++i) {
      expected += " 250";
    }
    if (Codes(answers) == expected + " 354 250 221") return {};
    std::string text = submission_.sendmail + " did not take the mail: ";
    AppendPrintable(answers, &text);
    return Err(Code::kTemporary, std::move(text));
  }

  void Rollback() noexcept override {}
  std::string Describe() const override {
    std::string what = "mail to";
    for (const std::string& to : submission_.recipients) what += " " + to;
    return what;
  }

 private:
  Result<std::string> Talk(const std::string& input) const {
    ProgramCall call;
    call.argv = {submission_.sendmail, "-bs"};
    call.environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin"};
    TRY_ASSIGN(ProgramResult result, RunProgram(call, {input}));
    if (result.status == 0) return std::move(result.output);
    return Err(Code::kTemporary, submission_.sendmail +
                                     " -bs ended with status " +
                                     std::to_string(result.status));
  }

  std::string Dialogue() const {
    std::string out = hello_ + "MAIL FROM:<" + submission_.sender + ">";
    if (notifications_ && !submission_.dsn_ret.empty()) {
      out += " RET=" + submission_.dsn_ret;
    }
    if (times_ && !submission_.by.empty()) out += " BY=" + submission_.by;
    for (const std::string& to : submission_.recipients) {
      out += "\r\nRCPT TO:<" + to + ">";
      if (const std::string notify = Notify(); !notify.empty()) {
        out += " NOTIFY=" + notify;
      }
    }
    return out + "\r\nDATA\r\n" + Stuffed(pieces_) + ".\r\nQUIT\r\n";
  }

  // A host that keeps no time is at least to tell of delays (RFC 2852 section
  // 4.1.4).
  std::string Notify() const {
    if (!notifications_) return {};
    std::string notify = submission_.dsn_notify;
    if (submission_.by.empty() || times_ || notify == "NEVER") return notify;
    if (notify.empty()) return "FAILURE,DELAY";
    if (notify.find("DELAY") == std::string::npos) notify += ",DELAY";
    return notify;
  }

  Submission submission_;
  Pieces pieces_;
  std::string hello_;
  bool notifications_ = false;
  bool times_ = false;
};

}  // namespace

std::unique_ptr<Step> SubmitBySmtp(Submission submission, Pieces pieces,
                                   std::string host) {
  return std::make_unique<SmtpStep>(std::move(submission), std::move(pieces),
                                    std::move(host));
}

}  // namespace trommel::delivery
