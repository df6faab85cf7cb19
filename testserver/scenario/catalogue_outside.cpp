#include "testserver/scenario/catalogue_rows.hpp"

#include <array>

namespace testserver {
namespace {

constexpr std::array rows{
    CatalogueRow{
        "O1",
        "invalid_grant",
        "HS",
        "",
        "needs the OAuth token endpoint, which this server does not have yet"
    },
    CatalogueRow{
        "O2",
        "invalid_client and others",
        "HS",
        "",
        "needs the OAuth token endpoint, which this server does not have yet"
    },
    CatalogueRow{
        "O3",
        "403 with HTML, 429",
        "RB",
        "",
        "needs the OAuth token endpoint, which this server does not have yet"
    },
    CatalogueRow{
        "O4", "5xx", "RB", "", "needs the OAuth token endpoint, which this server does not have yet"
    },
    CatalogueRow{
        "O5",
        "200 with garbage",
        "RJ",
        "",
        "needs the OAuth token endpoint, which this server does not have yet"
    },
    CatalogueRow{
        "O6",
        "token fields missing or odd",
        "RJ",
        "",
        "needs the OAuth token endpoint, which this server does not have yet"
    },
    CatalogueRow{
        "O7",
        "refresh token rotated",
        "atomic store",
        "",
        "needs the OAuth token endpoint, which this server does not have yet"
    },
    CatalogueRow{
        "O8",
        "token refused by IMAP for a time",
        "TR once",
        "",
        "needs the OAuth token endpoint, which this server does not have yet"
    },
    CatalogueRow{
        "O9",
        "redirect elsewhere",
        "never resend",
        "",
        "needs the OAuth token endpoint, which this server does not have yet"
    },
    CatalogueRow{
        "O10",
        "keep-alive closed",
        "retry once",
        "",
        "needs the OAuth token endpoint, which this server does not have yet"
    },
    CatalogueRow{
        "O11",
        "two refreshes at once",
        "single flight",
        "",
        "needs the OAuth token endpoint, which this server does not have yet"
    },
    CatalogueRow{
        "O12",
        "sign-in goes wrong",
        "HS",
        "",
        "needs the OAuth token endpoint, which this server does not have yet"
    },
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
