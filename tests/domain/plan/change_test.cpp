#include "domain/plan/change.hpp"
#include "domain/plan/simulated_mailbox.hpp"
#include "tests/domain/builders.hpp"

#include <gtest/gtest.h>

namespace domain::plan {
namespace {

using testing_support::label_set;

const MessageId id{"gm:1"};

TEST(SmallestChange, DropsWhatIsThereOrGoneAlready) {
    LabelNames names;

    const Change change = smallest_change(
        id,
        label_set({"\\Inbox", "travel"}),
        {label_set({"Travel", "New"}), label_set({"Old", "\\Inbox"})},
        names
    );

    EXPECT_EQ(change.edit, (LabelEdit{label_set({"New"}), label_set({"\\Inbox"})}));
}

TEST(SmallestChange, SpellsLabelsAsTheMailboxDoes) {
    LabelNames names{label_set({"Lists/CI"})};

    const Change change = smallest_change(
        id, label_set({"TODO"}), {label_set({"lists/ci"}), label_set({"Todo"})}, names
    );

    EXPECT_EQ(change.edit, (LabelEdit{label_set({"Lists/CI"}), label_set({"TODO"})}));
    EXPECT_TRUE(names.missing().empty());
}

TEST(LabelNames, KeepTheFirstSpellingOfANewLabel) {
    LabelNames names;

    EXPECT_EQ(names.canonical(Label{"Travel"}).name, "Travel");
    EXPECT_EQ(names.canonical(Label{"TRAVEL"}).name, "Travel");
}

TEST(LabelNames, TellWhichLabelsToCreateParentsFirst) {
    LabelNames names{label_set({"work"})};
    static_cast<void>(names.canonical(Label{"Work/Acme/2026"}));
    static_cast<void>(names.canonical(Label{"Lists/CI"}));
    static_cast<void>(names.canonical(starred));

    const std::vector<Label> expected{
        Label{"Lists"}, Label{"Lists/CI"}, Label{"Work/Acme"}, Label{"Work/Acme/2026"}
    };
    EXPECT_EQ(names.missing(), expected);
}

TEST(Inverse, SwapsAddedAndRemoved) {
    EXPECT_EQ(
        inverse({id, {label_set({"A"}), label_set({"B"})}}),
        (Change{id, {label_set({"B"}), label_set({"A"})}})
    );
}

TEST(SimulatedMailbox, AppliesChangesToWhatItHolds) {
    SimulatedMailbox mailbox;
    mailbox.hold(id, label_set({"\\Inbox"}));

    mailbox.apply({id, {label_set({"A"}), label_set({"\\Inbox"})}});
    mailbox.apply({{"gm:2"}, {label_set({"A"}), {}}});

    EXPECT_EQ(mailbox.labels(id), label_set({"A"}));
    EXPECT_EQ(mailbox.labels({"gm:2"}), LabelSet{});
}

} // namespace
} // namespace domain::plan
