#include "testserver/mailbox/searchable.hpp"

#include <gtest/gtest.h>

namespace testserver {
namespace {

// RFC 3501 6.4.4 searches the fields of the envelope, where an address has no comments.
TEST(SearchableAddresses, AreWithoutWhatStoodInsideThem) {
    const auto fields = mime::header_fields("From: <ann (home) @\r\n (her own) Example.org>\r\n"
                                            "To: =?utf-8?q?J=C3=BCrgen?= <j@x>,\r\n k@y (Kim)\r\n"
                                            "\r\n");

    EXPECT_EQ(searchable_addresses(fields, "from"), " <ann@example.org>\n");
    EXPECT_EQ(searchable_addresses(fields, "To"), "j\u00fcrgen <j@x>\nkim <k@y>\n");
    EXPECT_EQ(searchable_addresses(fields, "Cc"), "");
}

} // namespace
} // namespace testserver
