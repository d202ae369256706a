// SPDX-License-Identifier: MIT
// trommel config, --config and --set: what is in effect, and who said so.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>

#include "tests/programs/process.h"

namespace trommel {
namespace {

// The installed user's own configuration stays out of it.
class TrommelConfig : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("XDG_CONFIG_HOME", scratch_.folder().c_str(), 1);
  }
  void TearDown() override { ::unsetenv("XDG_CONFIG_HOME"); }
  Finished Trommel(const Words& words, std::string_view in = {}) {
    return RunProgram(scratch_, "trommel", words, in);
  }
  std::string Print(const Words& options, std::string_view expansion,
                    std::string_view message = "From: a@b\n\nx\ny\n") {
    scratch_.Write(
        "f", "# Exim filter\ntestprint \"<" + std::string(expansion) + ">\"\n");
    Words words = {"test", "f"};
    words.insert(words.end(), options.begin(), options.end());
    const Finished ran = Trommel(words, message);
    const size_t begin = ran.out.find("testprint \"<");
    if (begin == std::string::npos) return ran.err;
    const size_t end = ran.out.find('>', begin + 12);
    return ran.out.substr(begin + 12, end - begin - 12);
  }
  Scratch scratch_;
};

TEST_F(TrommelConfig, ShowSaysWhoSetWhat) {
  scratch_.Write("trommel.toml", "[exim]\nqualify_domain = 'q.example'\n");
  const Finished shown = Trommel({"config", "show", "--set", "timezone=UTC"});
  EXPECT_EQ(shown.status, 0) << shown.err;
  for (const char* line :
       {"/trommel.toml\n[exim]\n",
        "\nqualify_domain = \"q.example\"                 # file\n",
        "\nqualify_recipient = \"q.example\"              # default\n",
        "\ntimezone = \"UTC\"                             # --set\n",
        "\nmessage_body_visible = 500                   # default\n"}) {
    EXPECT_NE(shown.out.find(line), std::string::npos) << line << shown.out;
  }
  scratch_.Write("again.toml", shown.out);
  EXPECT_EQ(Trommel({"config", "show", "--config", "again.toml"}).status, 0);
  const Finished json = Trommel({"config", "show", "--json"});
  EXPECT_NE(json.out.find("\"qualify_domain\":{\"value\":\"q.example\","
                          "\"origin\":\"file\"}"),
            std::string::npos)
      << json.out;
}

TEST_F(TrommelConfig, MistakesAreNamed) {
  struct Row {
    Words words;
    int status;
    const char* says;
  };
  scratch_.Write("bad.toml", "[exim]\nqualify_domian = 'x'\n");
  for (const Row& row :
       {Row{{"config", "shwo"}, 64, "knows show and import-exim"},
        Row{{"config", "show", "--config", "bad.toml"},
            64,
            "bad.toml:2:1: unknown setting \"qualify_domian\"; did you mean "
            "qualify_domain?"},
        Row{{"test", "--config", "bad.toml", "f"}, 64, "bad.toml:2:1: "},
        Row{{"run", "--config", "none.toml", "f", "m"}, 66, "none.toml"},
        Row{{"config", "import-exim", "--exim", "/no/exim"}, 74, "/no/exim"}}) {
    const Finished ran = Trommel(row.words);
    EXPECT_EQ(ran.status, row.status) << row.says;
    EXPECT_NE(ran.err.find(row.says), std::string::npos) << ran.err;
  }
}

TEST_F(TrommelConfig, ImportReadsWhatEximPrints) {
  const std::string exim = scratch_.Write(
      "exim",
      "#!/bin/sh\n"
      "test \"$*\" = -bP || exit 1\n"
      "echo 'primary_hostname = mx.example'\n"
      "echo 'nonsense is not a known option'\n"
      "echo 'no_check_rfc2047_length'\necho print_topbitchars\n"
      "echo 'mysql_servers = <value not displayable>'\n"
      "echo 'ldap_version = -1'\n"
      "echo 'bounce_return_size_limit = 100K'\necho 'timezone = '\n");
  ::chmod(exim.c_str(), 0755);
  const Finished ran =
      Trommel({"config", "import-exim", "--exim", exim, "-o", "out.toml"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const std::string text = scratch_.Read("out.toml");
  for (const char* line :
       {"\nprimary_hostname = \"mx.example\"\n",
        "\ncheck_rfc2047_length = false\n", "\nprint_topbitchars = true\n",
        "\nbounce_return_size_limit = 102400\n", "\ntimezone = \"\"\n",
        "\nmysql_servers = \"\"\n", "\nldap_version = \"-1\"\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
  EXPECT_EQ(Print({"--config", "out.toml"}, "$primary_hostname"), "mx.example");
  scratch_.Write("exim", "#!/bin/sh\necho broken; exit 3\n");
  const Finished failed = Trommel({"config", "import-exim", "--exim", exim});
  EXPECT_EQ(failed.status, 74);
  EXPECT_NE(failed.err.find("failed (status 3): broken"), std::string::npos);
}

TEST_F(TrommelConfig, EverySettingTakesEffect) {
  ::setenv("SEEN", "yes", 1);
  struct Row {
    const char* set;
    const char* expansion;
    const char* printed;
  };
  for (const Row& row :
       {Row{"primary_hostname=p", "$primary_hostname", "p"},
        Row{"qualify_domain=q", "$qualify_domain $qualify_recipient", "q q"},
        Row{"qualify_recipient=r", "$qualify_recipient", "r"},
        Row{"smtp_active_hostname=s", "$smtp_active_hostname", "s"},
        Row{"print_topbitchars=yes", "${escape:\xC3\xA9}", "\xC3\xA9"},
        Row{"message_body_visible=1", "$message_body", "x"},
        Row{"message_body_newlines=true", "${escape:$message_body}",
            "x\\ny\\n"},
        Row{"strip_trailing_dot=true", "${address:a@b.}", "a@b"},
        Row{"strip_excess_angle_brackets=true", "${domain:<<a@b>>}", "b"},
        Row{"allow_domain_literals=true", "${domain:<a@[::1]>}", "[::1]"},
        Row{"allow_utf8_domains=true", "${local_part:a@\xC3\xA9}", "a"},
        Row{"timezone=XYZ-5:30", "$tod_zone ${env{TZ}}", "+0530 XYZ-5:30"},
        Row{"keep_environment=SEEN", "${env{SEEN}}", "yes"},
        Row{"add_environment=A=b", "${env{A}}", "b"},
        Row{"bounce_return_size_limit=1K", "$bounce_return_size_limit", "1024"},
        Row{"localhost_number=7", "$localhost_number", "7"},
        Row{"spool_directory=/s", "$spool_directory", "/s"}}) {
    EXPECT_NE(Print({}, row.expansion), row.printed) << row.set;
    EXPECT_EQ(Print({"--set", row.set}, row.expansion), row.printed) << row.set;
  }
  ::unsetenv("SEEN");
}

TEST_F(TrommelConfig, EximsTestModeObeysIt) {
  ::setenv("SEEN", "yes", 1);
  scratch_.Write("trommel.toml",
                 "[exim]\nqualify_domain = 'q.example'\n"
                 "keep_environment = 'SEEN'\nstrip_trailing_dot = true\n");
  scratch_.Write("f",
                 "# Exim filter\ntestprint \"<$qualify_domain "
                 "$tod_zone ${env{SEEN}} ${env{TZ}}>\"\n");
  const Finished ran =
      Trommel({"-bf", "f", "-f", "x@y.", "--set=timezone=XYZ+2"}, "A: b\n\n");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("Testprint: <q.example -0200 yes XYZ+2>\n"),
            std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("Sender      = x@y\n"), std::string::npos);
  scratch_.Write("h",
                 "# Exim filter\ntestprint \"$h_envelope-to:"
                 "$h_delivery-date:$h_return-path:\"\n");
  const std::string message =
      "Envelope-to: a\nDelivery-date: b\nReturn-path: <c>\n\n";
  EXPECT_NE(Trommel({"-bf", "h"}, message).out.find("Testprint: \n"),
            std::string::npos);
  const Finished kept =
      Trommel({"-bf", "h", "--set=envelope_to_remove=no",
               "--set=delivery_date_remove=no", "--set=return_path_remove=no"},
              message);
  EXPECT_NE(kept.out.find("Testprint: ab<c>\n"), std::string::npos) << kept.out;
  const Finished wrong = Trommel({"-bf", "f", "--set", "tmezone=x"});
  EXPECT_EQ(wrong.status, 1);
  EXPECT_NE(wrong.err.find("did you mean timezone?"), std::string::npos);
  const Finished large =
      Trommel({"-bf", "f", "--set", "header_maxsize=4"}, "A: b\n\n");
  EXPECT_EQ(large.status, 1);
  EXPECT_EQ(large.out, "");
  EXPECT_NE(large.err.find("(more than 4 characters): message abandoned"),
            std::string::npos);
  ::unsetenv("SEEN");
}

TEST_F(TrommelConfig, HeaderLimitsRefuseTheMessage) {
  for (const char* set : {"header_maxsize=9", "header_line_maxsize=9"}) {
    EXPECT_NE(Print({"--set", set}, "x").find("allows: 9 bytes"),
              std::string::npos);
  }
  EXPECT_EQ(Print({"--set", "header_maxsize=10"}, "x"), "x");
  scratch_.Write("m", "From a@b Thu Jan  1 00:00:00 2026\nFrom: a@b\n\nx\n");
  const Finished ran = Trommel({"run", "--set", "header_maxsize=9", "f", "m"});
  EXPECT_NE(ran.out.find("header_maxsize allows: 9 bytes"), std::string::npos)
      << ran.out;
}

TEST_F(TrommelConfig, CharsetsAndEncodedWords) {
  const std::string word = "=?utf-8?q?" + std::string(70, 'a') + "=C3=A9?=";
  const std::string message = "S: " + word + "\n\n";
  EXPECT_EQ(Print({}, "$h_s:", message), word);
  EXPECT_EQ(Print({"--set", "check_rfc2047_length=no"}, "$h_s:", message),
            std::string(70, 'a') + "\xC3\xA9");
  EXPECT_EQ(Print({"--set", "headers_charset=iso-8859-1"}, "${escape:$h_s:}",
                  "S: =?utf-8?q?=C3=A9?=\n\n"),
            "\\351");
}

TEST_F(TrommelConfig, TheDeliveryAgentObeysItToo) {
  const std::string message = "Received: a\nReceived: b\nFrom: a@b\n\nx\n";
  const auto deliver = [&](const Words& more) {
    Words words = {"--home", scratch_.folder(), "--maildir", "in", "-r", "m@x"};
    words.insert(words.end(), more.begin(), more.end());
    return RunProgram(scratch_, "trommel-lda", words, message);
  };
  EXPECT_EQ(deliver({}).status, 0);
  EXPECT_EQ(deliver({"--set", "received_headers_max=2"}).status, 0);
  const Finished loop = deliver({"--set", "received_headers_max=1"});
  EXPECT_EQ(loop.status, 77);
  EXPECT_EQ(loop.out, "Too many \"Received\" headers - suspected mail loop\n");
  scratch_.Write("trommel.toml", "[exim]\nreceived_headers_max = 1\n");
  EXPECT_EQ(deliver({}).status, 77);
  scratch_.Write("trommel.toml", "[exim\n");
  EXPECT_EQ(deliver({}).status, 75);
}

}  // namespace
}  // namespace trommel
