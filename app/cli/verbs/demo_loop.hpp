#pragma once

#include "app/cli/call.hpp"
#include "app/compose/demo_gmail.hpp"
#include "domain/plan/simulated_mailbox.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

/// The whole loop, each step as a user would type it, and what it proved.
class DemoLoop {
public:
    DemoLoop(Call& call, config::Loaded loaded) : call_(call), loaded_(std::move(loaded)) {}

    ports::Result<void> run();
    /// What went wrong on purpose must have gone wrong, or the demo shows nothing.
    void tell(const std::vector<compose::DemoGmail::Mishap>& mishaps);
    [[nodiscard]] int finish();

private:
    ports::Result<void> open();
    ports::Result<void> sync();
    ports::Result<void> learn();
    ports::Result<void> evaluate();
    ports::Result<void> plan();
    ports::Result<void> apply();
    ports::Result<void> apply_part(std::optional<std::uint64_t> confirmed, const char* command);
    ports::Result<void> explain();
    ports::Result<void> undo();
    ports::Result<void> undo_run(ports::RunId run);
    ports::Result<domain::plan::SimulatedMailbox> observe();
    void step(std::string_view command);
    void say(const std::string& text);
    void prove(std::string_view what, bool holds);

    Call& call_;
    config::Loaded loaded_;
    std::unique_ptr<compose::Account> account_;
    ports::MailStore* mail_ = nullptr;
    std::optional<usecase::PlanFile> plan_;
    domain::plan::SimulatedMailbox before_;
    std::vector<ports::RunId> runs_;
    boost::json::object result_;
    bool proved_ = true;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

} // namespace cli
