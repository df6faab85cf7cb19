#include "testserver/scenario/catalogue_rows.hpp"

#include <array>

namespace testserver {
namespace {

constexpr std::array rows{
    CatalogueRow{
        "S1",
        "SIGKILL at any write",
        "recover, RV",
        "",
        "the client's own machine: tests/crash and tests/adapters/sqlite play it"
    },
    CatalogueRow{
        "S2",
        "torn last record",
        "truncate tail",
        "",
        "the client's own machine: tests/crash and tests/adapters/sqlite play it"
    },
    CatalogueRow{
        "S3",
        "ENOSPC, EIO at the n-th call",
        "stop writes, HS",
        "",
        "the client's own machine: tests/crash and tests/adapters/sqlite play it"
    },
    CatalogueRow{
        "S4",
        "damaged journal, second process",
        "refuse",
        "",
        "the client's own machine: tests/crash and tests/adapters/sqlite play it"
    },
    CatalogueRow{
        "S5",
        "clock jumps, suspend",
        "monotonic deadlines",
        "",
        "the client's own machine: tests/crash and tests/adapters/sqlite play it"
    },
    CatalogueRow{
        "S6",
        "SIGTERM inside a command",
        "clean end",
        "",
        "the client's own machine: tests/crash and tests/adapters/sqlite play it"
    },
    CatalogueRow{
        "S7",
        "allocation fails",
        "clean error",
        "",
        "the client's own machine: tests/crash and tests/adapters/sqlite play it"
    },
};

} // namespace

std::span<const CatalogueRow> outside_rows() {
    return rows;
}

} // namespace testserver
