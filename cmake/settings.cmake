# What every target is built with.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

add_library(callgate_settings INTERFACE)
target_include_directories(callgate_settings INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(callgate_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wno-missing-field-initializers)
target_compile_definitions(callgate_settings INTERFACE
  CALLGATE_VERSION="${PROJECT_VERSION}"
  # One thread runs the event loop, so Asio's own locks and fences have nothing to protect.
  BOOST_ASIO_NO_DEPRECATED)

# For the files that clear objects of some hundred bytes for every call: with plain stores instead of the string
# instructions that g++ prefers on x86, which take longer to begin than the stores to end.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(CALLGATE_PLAIN_STORES "-mmemset-strategy=unrolled_loop:512:noalign,libcall:-1:noalign")
endif()
