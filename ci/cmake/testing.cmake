# unit_test(<name> SOURCES ... [USES <folder>...] [LIBRARIES ...] [LABEL unit]) makes one GoogleTest program and
# registers each of its cases with ctest under a label (unit, contract, simulation, loopback, differential, fuzz ...).
enable_testing()
include(GoogleTest)
find_package(GTest REQUIRED)

# GoogleMock costs 2 to 3 s in each file that includes it; precompiled once, it costs nothing.
file(WRITE ${PROJECT_BINARY_DIR}/test_pch.cpp "")
add_library(test_pch STATIC ${PROJECT_BINARY_DIR}/test_pch.cpp)
target_link_libraries(test_pch PUBLIC project_options GTest::gmock_main)
# UBSan and optimising nearly double the time to compile what GoogleMock's macros become (and g++ 12 then warns of
# overflows that are not there); both are for the product, not for its tests.
if(SANITIZE)
    set(test_compile_options -fno-sanitize=undefined -O0)
endif()
target_compile_options(test_pch PRIVATE ${test_compile_options})
target_precompile_headers(test_pch PRIVATE <gmock/gmock.h> <gtest/gtest.h> <string> <vector>)

function(unit_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;TIMEOUT" "SOURCES;USES;LIBRARIES")
    add_executable(${name} ${arg_SOURCES})
    few_units(${name})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    foreach(used IN LISTS arg_USES)
        layer_name(${used} used_target)
        target_link_libraries(${name} PRIVATE ${used_target})
    endforeach()
    target_link_libraries(${name} PRIVATE project_options GTest::gmock_main ${arg_LIBRARIES})
    target_compile_options(${name} PRIVATE ${test_compile_options})
    target_precompile_headers(${name} REUSE_FROM test_pch)
    target_compile_definitions(${name} PRIVATE TEST_DATA_DIR="${PROJECT_SOURCE_DIR}/tests/data")
    if(NOT arg_LABEL)
        set(arg_LABEL unit)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    gtest_discover_tests(
        ${name} DISCOVERY_MODE PRE_TEST
        PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT}
    )
endfunction()

# fuzz_target(<name> SOURCE <file with LLVMFuzzerTestOneInput> CORPUS <folder> USES ...): a libFuzzer program under
# the fuzz preset; in every other build a program that replays the committed corpus as one ctest case.
function(fuzz_target name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "SOURCE;CORPUS" "USES;LIBRARIES")
    add_executable(${name} ${arg_SOURCE})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz)
    foreach(used IN LISTS arg_USES)
        layer_name(${used} used_target)
        target_link_libraries(${name} PRIVATE ${used_target})
    endforeach()
    target_link_libraries(${name} PRIVATE project_options ${arg_LIBRARIES})
    if(FUZZ)
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    else()
        target_sources(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cpp)
        add_test(NAME fuzz.${name} COMMAND ${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${arg_CORPUS})
        set_tests_properties(fuzz.${name} PROPERTIES LABELS fuzz TIMEOUT 60)
    endif()
endfunction()
