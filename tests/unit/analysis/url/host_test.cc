#include "core/analysis/url/host.h"

#include <doctest/doctest.h>

#include "core/analysis/url/cidr.h"
#include "core/analysis/url/idna.h"
#include "core/analysis/url/ipv4.h"
#include "core/analysis/url/punycode.h"

using namespace callgate::analysis;
using Kind = Host::Kind;

TEST_CASE("host: addresses are found in every form") {
  for (const char* text :
       {"127.0.0.1", "127.1", "0x7f.1", "0177.0.0.01", "2130706433", "0x7F000001", "017700000001",
        "127.0.0.1.", "%31%32%37.0.0.1", "１２７。０．０｡１", "127\u00AD.0.0.1"}) {
    CAPTURE(text);
    const Host host = parse_host(text);
    CHECK(host.kind == Kind::ipv4);
    CHECK(host.text == "127.0.0.1");
  }
  CHECK(parse_host("0xffffffff").text == "255.255.255.255");
  CHECK(parse_host("[::FFFF:127.0.0.1]").text == "::ffff:7f00:1");
  CHECK(parse_host("[2001:0:0:1:0:0:0:1]").text == "2001:0:0:1::1");
  CHECK(parse_host("[1:0:2:3:4:5:6:7]").text == "1:0:2:3:4:5:6:7");
  CHECK(parse_host("[::]").text == "::");
}

TEST_CASE("host: what is neither a name nor an address is nothing") {
  for (const char* text : {"",
                           "256.0.0.1",
                           "1.2.3.4.5",
                           "0x100000000",
                           "1..2",
                           "foo.09",
                           "a b",
                           "a<b",
                           "a%20b",
                           "%",
                           "%zz",
                           "[::1",
                           "[::1%25lo]",
                           "[:1]",
                           "[1:2:3]",
                           "[::1::]",
                           "[1:2:3:4:5:6:7::8:9]",
                           "[::1.2.3]",
                           "[::01.2.3.4]",
                           "\xFF",
                           "%80",
                           "a\u200C.b"}) {
    CAPTURE(text);
    CHECK(parse_host(text).kind == Kind::none);
  }
  CHECK(parse_host(std::string(5000, 'a')).kind == Kind::none);
}

TEST_CASE("host: names are in lower case and ASCII") {
  CHECK(parse_host("EXAMPLE.com").text == "example.com");
  CHECK(parse_host("BÜCHER.de").text == "xn--bcher-kva.de");
  CHECK(parse_host("faß.de").text == "xn--fa-hia.de");
  CHECK(parse_host("lo\u200Bcalhost").text == "localhost");
  CHECK(parse_host("☃.net").text == "xn--n3h.net");
  CHECK(parse_host("i❤.ws").text == "xn--i-7iq.ws");
  CHECK(parse_host("0x7f.0.0.0x7g").kind == Kind::name);
  CHECK(!to_ascii(std::string_view("a\0b", 3)));
  CHECK(punycode(std::u32string(U"pre-ü")) == "pre--3ra");
}

TEST_CASE("host: patterns go by labels") {
  CHECK(host_matches("*.example.com", "a.example.com"));
  CHECK(host_matches("*.example.com", "a.b.Example.com.:443"));
  CHECK(!host_matches("*.example.com", "example.com"));
  CHECK(!host_matches("*.example.com", "badexample.com"));
  CHECK(host_matches("EXAMPLE.com:8080", "example.com"));
  CHECK(host_matches("api-*.example.com", "api-7.example.com"));
  CHECK(!host_matches("api-*.example.com", "api-7.evil.example.com"));
  CHECK(host_matches("a.*.example.com", "a.b.example.com"));
  CHECK(!host_matches("a.*.example.com", "a.b.c.example.com"));
  CHECK(host_matches("bücher.de", "xn--bcher-kva.de"));
  CHECK(host_matches("*", "anything.example"));
  CHECK(!host_matches("*", "not a host"));
  CHECK(!host_matches("", "example.com"));
  CHECK(!host_matches("*.0.0.1", "127.0.0.1"));
  CHECK(host_matches("127.0.0.1", "0x7f.1:80"));
  CHECK(host_matches("[::1]:80", "::1"));
  CHECK(host_matches("::1", "[0:0::1]:443"));
  CHECK(!host_matches("::1", "[::2]"));
}

TEST_CASE("cidr: ranges hold addresses and never names") {
  const auto in = [](const char* range, const char* host) {
    return Cidr::parse(range).value().contains(parse_host(host));
  };
  CHECK(in("10.0.0.0/8", "10.255.0.1"));
  CHECK(!in("10.0.0.0/8", "11.0.0.1"));
  CHECK(in("192.168.1.7/31", "192.168.1.6"));
  CHECK(in("10.0.0.0/8", "[::ffff:10.0.0.1]"));
  CHECK(in("0.0.0.0/0", "8.8.8.8"));
  CHECK(!in("0.0.0.0/0", "[2001::1]"));
  CHECK(!in("::/0", "8.8.8.8"));
  CHECK(in("fd00::/8", "[fdab::1]"));
  CHECK(in("[fe80::]/10", "[febf::1]"));
  CHECK(!in("fe80::/10", "[fec0::1]"));
  CHECK(in("1.2.3.4", "1.2.3.4"));
  CHECK(!in("0.0.0.0/0", "example.com"));
  for (const char* bad : {"", "10.0.0.0/33", "10.0.0/8", "010.0.0.0/8", "fd00::/129", "10.0.0.0/",
                          "10.0.0.0/-1", "a/8", "::/x"}) {
    CAPTURE(bad);
    const auto range = Cidr::parse(bad);
    REQUIRE(!range);
    CHECK(range.error().code == callgate::Errc::invalid);
  }
}
