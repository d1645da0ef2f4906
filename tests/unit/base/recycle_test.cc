#include "core/base/recycle.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory>
#include <random>
#include <set>
#include <thread>
#include <vector>

using namespace callgate;

TEST_SUITE("recycle") {
  TEST_CASE("blocks in use never overlap, whatever was freed before") {
    struct Block {
      unsigned char* at;
      std::size_t size;
      unsigned char mark;
    };
    std::mt19937 random(5);
    std::vector<Block> used;
    for (int round = 0; round < 20'000; ++round) {
      if (used.size() < 200 && random() % 2) {
        const std::size_t sizes[] = {0, 1, 127, 128, 129, 4095, 4096, 4097, random() % 5000};
        Block block{nullptr, sizes[random() % std::size(sizes)], static_cast<unsigned char>(random())};
        block.at = static_cast<unsigned char*>(recycled_new(block.size));
        REQUIRE(block.at);
        REQUIRE(reinterpret_cast<std::uintptr_t>(block.at) % alignof(std::max_align_t) == 0);
        std::memset(block.at, block.mark, block.size);
        used.push_back(block);
      } else if (!used.empty()) {
        std::swap(used[random() % used.size()], used.back());
        const Block block = used.back();
        used.pop_back();
        for (std::size_t i = 0; i < block.size; ++i) REQUIRE(block.at[i] == block.mark);
        recycled_delete(block.at, block.size);
      }
    }
    for (const Block& block : used) recycled_delete(block.at, block.size);
  }

  TEST_CASE("what one thread took another may give back") {
    std::vector<void*> blocks;
    for (int i = 0; i < 500; ++i) blocks.push_back(recycled_new(100));
    std::thread([&] {
      for (void* block : blocks) recycled_delete(block, 100);
      blocks.clear();
      for (int i = 0; i < 100; ++i) blocks.push_back(recycled_new(100));
    }).join();
    CHECK(std::set<void*>(blocks.begin(), blocks.end()).size() == 100);
    for (void* block : blocks) recycled_delete(block, 100);
  }

  TEST_CASE("objects") {
    struct Node : Recycled {
      std::uint64_t value = 7;
    };
    std::vector<std::unique_ptr<Node>> nodes;
    for (int i = 0; i < 300; ++i) nodes.push_back(std::make_unique<Node>());
    nodes.clear();
    CHECK(std::make_unique<Node>()->value == 7);
  }
}
