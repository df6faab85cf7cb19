#include "app/usecase/learn.hpp"

#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/verbs/scorecard_view.hpp"
#include "app/cli/verbs/verbs.hpp"
#include "app/compose/options.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace cli {

namespace {

using usecase::LearnReport;

boost::json::object json_of_learn(const LearnReport& report) {
    return {
        {"verb", "learn"},
        {"model", report.version},
        {"lessons", report.count.lessons},
        {"unlabelled", report.count.unlabelled},
        {"outdated", report.count.outdated},
        {"reads", domain::evaluation::name_of(report.reads)},
        {"labels", json_of_labels(report)},
        {"scorecard", json_of(report.scorecard)},
    };
}

std::string text_of_learn(const LearnReport& report) {
    auto text = fmt::format(
        "Learned {} labels from {}; model m{}\n\n",
        report.labels.size(),
        count(report.count.lessons, "message"),
        report.version
    );
    text += text_of_labels(report);
    if (report.count.outdated > 0) {
        text += fmt::format(
            "\n{} not used: read by an older version; sync reads them again\n",
            count(report.count.outdated, "message")
        );
    }
    text +=
        fmt::format("\nWorth reading of new mail: {}\n", domain::evaluation::name_of(report.reads));
    return text + "next: gmail-classifier plan · gmail-classifier eval\n";
}

} // namespace

ports::Result<int> run_learn(Call& call) {
    const auto account = call.account(compose::StateUse::write);
    if (!account) {
        return ports::fail(account.error());
    }
    const auto options = compose::learn_options((*account)->loaded());
    const auto report = usecase::learn((*account)->world(), options);
    if (!report) {
        return ports::fail(report.error());
    }
    if (call.out().json()) {
        call.out().value(json_of_learn(*report));
    } else {
        call.out().text(text_of_learn(*report));
    }
    return exit_code::ok;
}

} // namespace cli
