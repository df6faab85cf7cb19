# Sourced by every stage: the root of the repository as working folder, and how many jobs to run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck disable=SC2034  # The stages use it.
jobs=${JOBS:-$(nproc)}

sources() { # every C++ file of the project, or of the folders named
    git ls-files --cached --others --exclude-standard -- "${@:-.}" | grep -E '\.[ch]pp$'
}

build() { # PRESET [TARGET...]
    local preset=$1
    shift
    cmake --preset "$preset" >/dev/null
    if [ $# -gt 0 ]; then
        cmake --build --preset "$preset" -j "$jobs" --target "$@"
    else
        cmake --build --preset "$preset" -j "$jobs"
    fi
}
