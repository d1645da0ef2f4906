// The validator against the public JSON-Schema-Test-Suite, as Debian packages it with
// libtest-json-schema-acceptance-perl (scripts/install_dependencies.sh tests).
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/analysis/schema/schema.h"
#include "core/json/outline.h"
#include "core/json/view.h"
#include "unit/analysis/schema/metaschema.h"

using namespace callgate;
using analysis::CompiledSchema;
using analysis::SchemaDocuments;
using analysis::SchemaDraft;
namespace fs = std::filesystem;

namespace {

const fs::path kSuite = "/usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance";

struct Skipped {
  const char* file;
  const char* group;  // what its description begins with
  const char* reason;
};
const Skipped kSkipped[] = {
    {"vocabulary.json", "", "custom metaschemas are not followed: every keyword that is known holds"},
};

std::string read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The files the suite expects a server on localhost:1234 to have, and the metaschemas.
SchemaDocuments remotes() {
  SchemaDocuments documents{{"https://json-schema.org/draft/2020-12/schema", analysis::kMetaschema2020},
                            {"http://json-schema.org/draft-07/schema", analysis::kMetaschema7}};
  const fs::path root = kSuite / "remotes";
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    documents.emplace("http://localhost:1234/" + fs::relative(entry.path(), root).string(),
                      read(entry.path()));
  }
  return documents;
}

bool skipped(const std::string& file, const std::string& group) {
  for (const Skipped& skip : kSkipped) {
    if (file == skip.file && group.rfind(skip.group, 0) == 0) return true;
  }
  return false;
}

struct Count {
  int passed = 0, failed = 0, skipped = 0;
};

std::vector<std::string_view> elements(std::string_view array) {
  std::vector<std::string_view> found;
  json::Elements walk(array);
  for (std::string_view element; walk.next(element);) found.push_back(element);
  return found;
}

void play_group(const std::string& file, std::string_view group, const SchemaDocuments& documents,
                SchemaDraft draft, Count& count) {
  const std::string title = json::decode(json::member(group, "description"));
  const auto tests = elements(json::member(group, "tests"));
  if (skipped(file, title)) {
    count.skipped += static_cast<int>(tests.size());
    return;
  }
  const auto schema = CompiledSchema::compile(json::member(group, "schema"), documents, draft);
  const std::string why = schema ? "" : schema.error().what;
  for (const std::string_view test : tests) {
    const bool expected = json::is_true(json::member(test, "valid"));
    const std::string_view data = json::member(test, "data");
    const std::string name = file + ": " + title + ": " + json::decode(json::member(test, "description"));
    const bool right = schema && schema->fits(data) == expected &&
                       schema->fits(json::Outline(data)) == expected &&
                       schema->judge(data).errors.empty() == expected;
    CHECK_MESSAGE(right, name << " " << why);
    ++(right ? count.passed : count.failed);
  }
}

Count play(const char* folder, SchemaDraft draft) {
  const SchemaDocuments documents = remotes();
  Count count;
  for (const fs::directory_entry& entry : fs::directory_iterator(kSuite / "tests" / folder)) {
    if (entry.path().extension() != ".json")
      continue;  // the folder "optional" is about formats and old dialects
    const std::string text = read(entry.path());
    const std::string_view groups = std::string_view(text).substr(text.find('['));
    for (const std::string_view group : elements(groups)) {
      play_group(entry.path().filename().string(), group, documents, draft, count);
    }
  }
  MESSAGE(std::string(folder) << ": " << count.passed << " passed, " << count.failed << " failed, "
                              << count.skipped << " left out");
  return count;
}

}  // namespace

TEST_CASE("the public test suite of JSON Schema") {
  REQUIRE_MESSAGE(fs::exists(kSuite),
                  "the suite is missing: scripts/install_dependencies.sh tests installs it");
  CHECK(play("draft2020-12", SchemaDraft::draft2020).passed >= 1100);
  CHECK(play("draft7", SchemaDraft::draft7).passed >= 840);
}
