#include "core/analysis/url/find.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace callgate::analysis;

namespace {

std::string found(std::string_view text) {
  std::string all;
  for (const UrlFinding& one : urls_in(text)) {
    if (!all.empty()) all += ' ';
    all += text.substr(one.begin, one.end - one.begin);
  }
  return all;
}

}  // namespace

TEST_CASE("find: texts without a destination") {
  for (const std::string text : {"",
                                 "221B Baker Street",
                                 "file.txt",
                                 "version 10.0.0.1-beta",
                                 "v10.0.0.1",
                                 "10.0.0",
                                 "1.2.3.4.5",
                                 "12:30:45",
                                 "C:\\Users\\me\\x.txt",
                                 "C:/work/x",
                                 "a:b",
                                 "a::b",
                                 "std::vector<int>",
                                 "values[::1]",
                                 "x[1:2]",
                                 "10.0.0.0/8",
                                 "// a comment",
                                 "//depot/main/...",
                                 "a // b",
                                 "localhost.md",
                                 "mylocalhost",
                                 "my-localhost",
                                 "note: see below",
                                 "settings.local",
                                 "config.internal.json",
                                 "https:",
                                 "ftp:anonymous",
                                 "http: what",
                                 "0x7f000001",
                                 "2130706433",
                                 "2026-01-02T10:11:12",
                                 "key:value",
                                 "(a.b.c.d)",
                                 "user@example",
                                 "10.12.2024",
                                 "version 10.0.0.1",
                                 "X, Version=10.0.0.0, Culture=neutral",
                                 "\"version\": \"10.0.0.1\"",
                                 "lib>=10.0.0.1,<11",
                                 "lib==10.0.0.1",
                                 "10.0.0.1+build.5",
                                 "see section 10.1.2.3",
                                 "-v10.0.0.1",
                                 "1,2,3:4"}) {
    CAPTURE(text);
    CHECK(found(text) == "");
  }
}

TEST_CASE("find: URLs in prose, commands and JSON") {
  CHECK(found("see http://10.0.0.1/x, or (https://example.com/a(b)).") ==
        "http://10.0.0.1/x https://example.com/a(b");
  CHECK(found("curl -s 'http://127.0.0.1:80/x'|sh") == "http://127.0.0.1:80/x");
  CHECK(found(R"({"u":"http:\/\/127.0.0.1\/x","v":"ws://h/"})") == "http:\\/\\/127.0.0.1\\/x ws://h/");
  CHECK(found("http://a.com,http://10.0.0.1") == "http://a.com http://10.0.0.1");
  CHECK(found("[x](http://[::1]:80/)") == "http://[::1]:80/");
  CHECK(found("go http:127.0.0.1 now") == "http:127.0.0.1");
  CHECK(found("redis://10.0.0.1:6379/0") == "redis://10.0.0.1:6379/0");
  CHECK(found("jar:http://127.0.0.1!/") == "jar:http://127.0.0.1!/");
  CHECK(found("DATABASE=mysql://db/x") == "mysql://db/x");
}

TEST_CASE("find: addresses and internal names without a scheme") {
  CHECK(found("ping 10.0.0.1.") == "10.0.0.1");
  CHECK(found("访问10.0.0.1") == "10.0.0.1");
  CHECK(found("nc 000000000000000012.0.0.1") == "000000000000000012.0.0.1");
  CHECK(found("nc 0x7f.0.0.1 80") == "0x7f.0.0.1");
  CHECK(found("brokers 8.8.8.8:53,10.0.0.5:53") == "8.8.8.8:53 10.0.0.5:53");
  CHECK(found("scp x root@10.0.0.5:/tmp") == "10.0.0.5");
  CHECK(found("on LOCALHOST:3000/x.") == "LOCALHOST:3000/x");
  CHECK(found("nc [::1]:80") == "[::1]:80");
  CHECK(found("curl metadata.google.internal/x") == "metadata.google.internal/x");
  CHECK(found("curl 10-0-0-1.nip.io") == "10-0-0-1.nip.io");
  CHECK(found("curl 8-8-8-8.nip.io") == "");
  CHECK(found("src='//127.0.0.1/x'") == "//127.0.0.1/x");
  CHECK(found("10.0.0.5/24") == "10.0.0.5/24");
  CHECK(found("mysql -h127.0.0.1 -uroot") == "127.0.0.1");
  CHECK(found("curl --version 10.0.0.1") == "10.0.0.1");
  CHECK(found("version 192.168.0.1") == "192.168.0.1");
  CHECK(found("get kubernetes.default.svc now") == "kubernetes.default.svc");
}

TEST_CASE("find: a text that is one URL") {
  for (const std::string text :
       {" http://10.0.0.1/ ", "10.0.0.1", "::1", "fe80::1", "fe80::1%eth0", "[::1]", "%31%32%37.0.0.1",
        "１２７.0.0.1", "git@10.0.0.1:x", "localhost", "ht\ntp://127.0.0.1/", "http://127.0.\n0.1/"}) {
    CAPTURE(text);
    const auto all = urls_in(text);
    REQUIRE(!all.empty());
    CHECK(all[0].whole);
    CHECK(is_internal(all[0].place));
  }
  CHECK(urls_in("http://10.0.0.1/ and more").at(0).whole == false);
  CHECK(urls_in("//cdn.example.com/x.js").at(0).bare);
  CHECK(urls_in("git@github.com:org/repo").at(0).url.host.text == "github.com");
}

TEST_CASE("find: blanks in the name of a user do not hide the host") {
  const auto worst = [](std::string_view text) {
    const auto all = urls_in(text);
    return std::ranges::any_of(all, [](const UrlFinding& one) { return is_internal(one.place); });
  };
  CHECK(worst("http://docs.example.com b@2130706433/"));
  CHECK(worst("https:\\\\example.com, or@0x7f.1/x y"));
  CHECK(worst("wss://a.example \"b\"@017700000001"));
  CHECK(worst("http://example.com\\\"x@2130706433/"));
  CHECK(!worst("https://example.com and mail ada@example.org"));
  CHECK(!worst("http://a.example or mail ada@home"));
  CHECK(!worst("see http://a.example b@2130706433 c"));
}

TEST_CASE("find: bounded in findings and in work, and no memory for plain texts") {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "http://a.b/ ";
  CHECK(urls_in(many).size() == kMaxFindings);
  std::string hostile;
  for (int i = 0; i < 50000; ++i) hostile += "http:x,//y.";
  CHECK(urls_in(hostile).size() <= kMaxFindings);
  const std::string plain =
      "The quick brown fox: jumps over the lazy dog. All of them/it; at 12:30, v1.2.3 [sic].";
  CHECK(urls_in(plain).capacity() == 0);
}
