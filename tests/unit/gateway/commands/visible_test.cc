#include "gateway/commands/visible.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace callgate::commands;

TEST_CASE("visible: what a terminal would obey or hide is spelled out") {
  CHECK(visible("plain, café, 日本, 🙂") == "plain, café, 日本, 🙂");
  CHECK(visible("\x1b[31mred\n") == "⟨U+001B⟩[31mred⟨U+000A⟩");
  CHECK(visible("a\u202Eb\u200Bc\u00ADd") == "a⟨U+202E⟩b⟨U+200B⟩c⟨U+00AD⟩d");
  CHECK(visible("\u009B2J") == "⟨U+009B⟩2J");
  CHECK(visible("tag\U000E0041") == "tag⟨U+E0041⟩");
  CHECK(visible(std::string_view("\0", 1)) == "⟨U+0000⟩");
}

TEST_CASE("visible: bytes that are no UTF-8") {
  CHECK(visible("\xFF") == "⟨0xFF⟩");
  CHECK(visible("\xC0\x80") == "⟨0xC0⟩⟨0x80⟩");
  CHECK(visible("\xED\xA0\x80") == "⟨0xED⟩⟨0xA0⟩⟨0x80⟩");
  CHECK(visible("\xE2\x82") == "⟨0xE2⟩⟨0x82⟩");
  CHECK(visible("\xF4\x90\x80\x80") == "⟨0xF4⟩⟨0x90⟩⟨0x80⟩⟨0x80⟩");
}

TEST_CASE("visible: JSON keeps its value") {
  const std::string json = "{\n  \"a\": \"x\u202Ey\U000E0041z café \\u001b\"\n}";
  const std::string shown = visible_json(json);
  CHECK(shown == "{\n  \"a\": \"x\\u202ey\\udb40\\udc41z café \\u001b\"\n}");
  CHECK(nlohmann::json::parse(shown) == nlohmann::json::parse(json));
}

TEST_CASE("visible: columns") {
  CHECK(columns("") == 0);
  CHECK(columns("abc") == 3);
  CHECK(columns("café") == 4);
  CHECK(columns("日本") == 4);
  CHECK(columns("🙂") == 2);
}
