#include "adapters/imap/client/label_writes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace imap::client {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using wire::client::Change;

ports::LabelDelta delta(std::uint32_t uid, domain::LabelSet add, domain::LabelSet remove = {}) {
    return {{}, {uid}, std::move(add), std::move(remove)};
}

TEST(LabelWrites, AreOneForEachDistinctSetOfLabels) {
    const std::vector deltas{
        delta(9, {{"Work"}}), delta(1, {{"Work"}}), delta(2, {{"Work"}, {"Travel"}})
    };

    EXPECT_THAT(
        label_writes(deltas),
        ElementsAre(
            LabelWrite{Change::add, {{"Travel"}, {"Work"}}, {2}},
            LabelWrite{Change::add, {{"Work"}}, {1, 9}}
        )
    );
}

TEST(LabelWrites, AddBeforeTheyRemove) {
    const std::vector deltas{delta(1, {}, {domain::inbox}), delta(2, {{"Work"}}, {domain::inbox})};

    EXPECT_THAT(
        label_writes(deltas),
        ElementsAre(
            LabelWrite{Change::add, {{"Work"}}, {2}},
            LabelWrite{Change::remove, {domain::inbox}, {1, 2}}
        )
    );
}

TEST(LabelWrites, AreNoneForNoChange) {
    EXPECT_THAT(label_writes(std::vector{delta(1, {})}), IsEmpty());
}

} // namespace
} // namespace imap::client
