#pragma once

#include "domain/plan/plan.hpp"
#include "tests/domain/builders.hpp"

namespace domain::plan::testing_support {

using domain::testing_support::at;
using domain::testing_support::label_set;

inline Entry entry() {
    return {
        {{"gm:1"}, {label_set({"Receipts"}), label_set({"\\Inbox"})}},
        label_set({"\\Inbox", "\\Important"}),
        {"rule receipts"},
        at(2026, 3, 2, 9),
        "desk@shop.example",
        "Your receipt",
    };
}

inline Plan plan() {
    Plan plan;
    plan.head = {"7f3c", at(2026, 3, 10, 12), {"you@gmail.com", 1, 0xabcU, 0}, "newer_than:30d"};
    plan.entries = {entry()};
    plan.tail = {{}, {Label{"Receipts"}}};
    plan.tail.tally.scanned = 2184;
    return plan;
}

} // namespace domain::plan::testing_support
