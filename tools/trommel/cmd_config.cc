// SPDX-License-Identifier: MIT
// trommel config: what is set, by whom; and an installed Exim's options.
#include <array>
#include <cstdlib>
#include <string>

#include "tools/common/config.h"
#include "tools/common/config_file.h"
#include "tools/common/file.h"
#include "tools/common/json.h"
#include "tools/common/output.h"
#include "tools/host/posix_host.h"
#include "tools/trommel/commands.h"
#include "tools/trommel/import_exim.h"
#include "tools/trommel/run_options.h"

namespace trommel {
namespace {

constexpr std::array kOptions = {
    kConfigOption,
    kSetOption,
    kProfileOption,
    Option{0, "exim", "PATH", "the Exim to ask, instead of the installed one"},
    Option{'o', "output", "FILE",
           "where import-exim writes, instead of stdout"},
    kJsonOption,
    kHelpOption};

constexpr Manual kManual = {
    .name = "trommel config",
    .arguments = "show | import-exim",
    .summary = "Show the settings that filters depend on, or import Exim's.",
    .text =
        "Some options of Exim change what a filter means. They stand under\n"
        "Exim's names in the table [exim] of trommel.toml: the file that\n"
        "--config names, else the first that exists of\n"
        "$XDG_CONFIG_HOME/trommel.toml (~/.config/trommel.toml) and\n"
        "/etc/trommel.toml. --set NAME=VALUE changes one. What is not set is\n"
        "as in Debian's Exim.\n"
        "\n"
        "show prints all of them as they are in effect, and who set each.\n"
        "import-exim asks an installed Exim (exim4 -bP) and prints a\n"
        "trommel.toml.\n"
        "\n"
        "Exit status: 0; 64 for a wrong setting; 66 when there is no Exim or "
        "no\n"
        "such file; 74 when Exim cannot be asked or the file not written.\n",
    .examples =
        "  trommel config show\n"
        "  trommel config import-exim -o ~/.config/trommel.toml\n"
        "  trommel config show --json | jq .settings.qualify_domain.value\n",
    .options = kOptions,
    .least = 1,
    .most = 1};

/// The same with the names of this host filled in, as filters see them.
vm::Settings Effective(vm::Settings settings) {
  const auto fill = [](std::string* name, const std::string& otherwise) {
    if (name->empty()) *name = otherwise;
  };
  fill(&settings.primary_hostname, PosixHost().HostName());
  fill(&settings.qualify_domain, settings.primary_hostname);
  fill(&settings.qualify_recipient, settings.qualify_domain);
  fill(&settings.smtp_active_hostname, settings.primary_hostname);
  return settings;
}

std::string_view OriginWord(SettingOrigin origin) {
  switch (origin) {
    case SettingOrigin::kDefault:
      return "default";
    case SettingOrigin::kFile:
      return "file";
    case SettingOrigin::kCommandLine:
      return "--set";
  }
  return {};
}

std::string TextOfConfig(const Config& config, const vm::Settings& effective) {
  constexpr size_t kColumn = 44;
  std::string out = "# ";
  AppendPrintable(config.file.empty() ? "no trommel.toml" : config.file, &out);
  out += "\n[exim]\n";
  for (const vm::SettingRow& row : vm::SettingRows()) {
    std::string line;
    AppendTomlSetting(effective, row, &line);
    if (line.size() < kColumn) line.resize(kColumn, ' ');
    out += line + " # " + std::string(OriginWord(config.OriginOf(row.name))) +
           "\n";
  }
  return out;
}

std::string JsonOfConfig(const Config& config, const vm::Settings& effective) {
  std::string out;
  JsonWriter json(&out);
  json.Open('{');
  if (config.file.empty()) {
    json.Null("file");
  } else {
    json.Text("file", config.file);
  }
  json.Open("settings", '{');
  for (const vm::SettingRow& row : vm::SettingRows()) {
    json.Open(row.name, '{');
    if (row.number != nullptr) {
      json.Number("value", effective.*row.number);
    } else if (row.flag != nullptr) {
      json.Flag("value", effective.*row.flag);
    } else {
      json.Text("value", effective.*row.text);
    }
    json.Text("origin", OriginWord(config.OriginOf(row.name)));
    json.Close('}');
  }
  json.Close('}');
  json.Close('}');
  return out + "\n";
}

int Show(const Arguments& arguments) {
  Result<Config> config = ReadConfig(arguments, HomeFolder());
  if (!config) return Fail(config.error());
  const vm::Settings effective = Effective(config->settings);
  return Print(arguments.Has("json") ? JsonOfConfig(*config, effective)
                                     : TextOfConfig(*config, effective));
}

int Import(const Arguments& arguments) {
  Result<std::string> exim = std::string(arguments.Get("exim").value_or(""));
  if (exim->empty()) exim = FindExim();
  if (!exim) return Fail(exim.error());
  Result<vm::Settings> settings = AskExim(*exim);
  if (!settings) return Fail(settings.error());
  const std::string text = TomlOf(*settings, *exim);
  const std::string_view output = arguments.Get("output").value_or("-");
  if (output == "-") return Print(text);
  Status written = WriteFile(std::string(output), text);
  return written ? 0 : Fail(written.error());
}

int Run(const Arguments& arguments) {
  const std::string_view action = arguments.positionals()[0];
  if (action == "show") return Show(arguments);
  if (action == "import-exim") return Import(arguments);
  return Fail(
      {Code::kUsage, "trommel config knows show and import-exim, not \"" +
                         std::string(action) + "\""});
}

}  // namespace

const Command kConfigCommand = {&kManual, Run};

}  // namespace trommel
