// SPDX-License-Identifier: MIT
#include "tests/corpus/corpus_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "interp/text/ascii.h"
#include "tests/corpus/mailbox_facts.h"

namespace trommel::testing {
namespace {

std::vector<std::string> Lines(std::string_view bytes) {
  std::vector<std::string> out;
  while (!bytes.empty()) {
    size_t end = bytes.find('\n');
    out.emplace_back(bytes.substr(0, end));
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  }
  return out;
}

/// The keys whose values are pairs, "name=value".
bool ApplyPair(std::string_view key, const std::string& pair, World* world) {
  const size_t equals = pair.find('=');
  if (equals == std::string::npos) return false;
  const std::string name = pair.substr(0, equals);
  const std::string value = pair.substr(equals + 1);
  if (key == "env") {
    world->host.environment[name] = value;
  } else if (key == "set") {
    return vm::Set(&world->settings, name, value).has_value();
  } else if (key == "var" || key == "variable") {
    world->host.variables[name] = value;
  } else if (key == "item") {
    world->host.items[name] = value;
  } else if (key == "list") {
    world->host.lists[name].push_back(value);
  } else if (key == "content") {
    world->host.contents[name] += value + "\n";
  } else {
    return false;
  }
  return true;
}

bool ApplyOne(std::string_view key, const std::string& value, World* world) {
  if (key == "from") {
    world->envelope.sender = value == "<>" ? "" : value;
    world->envelope.has_sender = true;
  } else if (key == "to") {
    world->envelope.recipient = value;
  } else if (key == "orig") {
    world->envelope.original_recipient = value;
  } else if (key == "prefix") {
    world->envelope.local_part_prefix = value;
  } else if (key == "suffix") {
    world->envelope.local_part_suffix = value;
  } else if (key == "system") {
    world->system_filter = value == "true";
  } else if (key == "home") {
    world->host.home = value;
  } else if (key == "file") {
    world->host.files.insert(value);
  } else if (key == "now") {
    world->host.now.seconds = std::stoll(value);
  } else {
    return ApplyPair(key, value, world) || ApplyMailboxFact(key, value, world);
  }
  return true;
}

}  // namespace

std::string_view CaseFile::Get(std::string_view name) const {
  auto found = sections.find(name);
  return found == sections.end() ? std::string_view() : found->second;
}

CaseFile ParseCase(std::string_view bytes) {
  CaseFile out;
  std::string* section = &out.about;
  for (const std::string& line : Lines(bytes)) {
    if (line.starts_with("--- ")) {
      section = &out.sections[std::string(text::Trim(line.substr(4)))];
    } else {
      *section += line + "\n";
    }
  }
  return out;
}

std::vector<ExpandEntry> ParseExpand(std::string_view bytes) {
  std::vector<ExpandEntry> out;
  size_t number = 0;
  std::string text;
  bool pending = false;
  for (const std::string& line : Lines(bytes)) {
    ++number;
    std::string mark = line.substr(0, 2);
    if (pending && (mark == "=>" || mark == "??" || mark == "!!")) {
      out.push_back({number, text, mark,
                     line.size() > 3 ? line.substr(3) : std::string()});
      pending = false;
    } else if (!line.empty() && !line.starts_with("# ") && line != "#") {
      text = line;
      pending = true;
    }
  }
  return out;
}

bool ApplyEnv(std::string_view section, World* world, std::string* problem) {
  for (const std::string& line : Lines(section)) {
    if (text::Trim(line).empty()) continue;
    size_t colon = line.find(':');
    std::string value;
    if (colon != std::string::npos) {
      value = text::Trim(std::string_view(line).substr(colon + 1));
    }
    if (colon == std::string::npos ||
        !ApplyOne(text::Trim(line.substr(0, colon)), value, world)) {
      *problem = "env line not understood: " + line;
      return false;
    }
  }
  return true;
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<std::string> CorpusFiles(std::string_view folder,
                                     std::string_view suffix) {
  std::vector<std::string> out;
  std::filesystem::path root =
      std::filesystem::path(TROMMEL_SOURCE_DIR) / "corpora" / folder;
  if (!std::filesystem::exists(root)) return out;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().string().ends_with(suffix)) {
      out.push_back(entry.path().string());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace trommel::testing
