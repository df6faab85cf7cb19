# How every target of this project is compiled: language level, warnings, hardening, sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")

find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_library(project_options INTERFACE)
target_include_directories(project_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(
    project_options
    INTERFACE -Wall -Wextra -Wpedantic $<IF:$<BOOL:${FEW_UNITS}>,-Wshadow=local,-Wshadow> -Wconversion -Wsign-conversion -Wold-style-cast
              -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Wmissing-declarations
              -Wextra-semi -Wcast-qual -Wformat=2
              $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wduplicated-branches -Wlogical-op
              -Wuseless-cast -Wsuggest-override -Wredundant-decls>
              $<$<BOOL:${WARNINGS_AS_ERRORS}>:-Werror>
              -fstack-protector-strong
)
target_compile_definitions(
    project_options INTERFACE _GLIBCXX_ASSERTIONS $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>
)

if(SANITIZE)
    # -O1: the sanitized suite has to fit the CI budget, and stack traces stay readable.
    add_compile_options(-O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
if(FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
