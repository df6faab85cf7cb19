#!/usr/bin/env bash
# Installs, by name from Debian 12, every package that building, testing and measuring needs. The only place that names them.
# Does nothing, and needs no network, when all are there.
set -euo pipefail

build=(
    cmake g++ ninja-build pkg-config mold git
    # By name: libboost-all-dev is 1.74, which conflicts with 1.81.
    libboost1.81-dev libboost-json1.81-dev libboost-program-options1.81-dev libboost-system1.81-dev
    libssl-dev zlib1g-dev libsqlite3-dev libgmime-3.0-dev libsecret-1-dev libutf8proc-dev libre2-dev
    librange-v3-dev libexpected-dev libfmt-dev libspdlog-dev libtomlplusplus-dev
    libgtest-dev libgmock-dev
)
check=(
    clang-19 clang-format-19 clang-tidy-19 libclang-rt-19-dev llvm-19 shellcheck
    dovecot-imapd openssl curl python3 sqlite3 xz-utils procps faketime
)
# Other people's mail programs, which tests/clients sends to fake-gmail.
clients=(
    isync offlineimap3 imapfilter neomutt fetchmail getmail6 libmail-imapclient-perl libio-socket-ssl-perl
)
# What `ci/bench accuracy` is compared with; installed only when it asks: ci/install.sh peers.
peers=(bogofilter crm114 ifile)
# Programs that may come from elsewhere than Debian's package of that name.
programs=(node:nodejs npm:npm)

wanted=("${build[@]}" "${check[@]}" "${clients[@]}")
[ "${1:-}" != peers ] || wanted+=("${peers[@]}")

missing=()
for package in "${wanted[@]}"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
for pair in "${programs[@]}"; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
[ ${#missing[@]} -gt 0 ] || exit 0

echo "installing: ${missing[*]}" >&2
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
