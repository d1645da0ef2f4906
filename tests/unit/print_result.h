// How doctest prints a Result in a failed check: Boost offers to print any, and then cannot print what is in
// it.
#pragma once

#include <doctest/doctest.h>

#include "core/base/result.h"

template <class T>
struct doctest::StringMaker<callgate::Result<T>> {
  static doctest::String convert(const callgate::Result<T>& result) {
    return result ? "a value" : ("error: " + to_string(result.error())).c_str();
  }
};
