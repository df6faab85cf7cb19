#pragma once

#include "app/usecase/caps.hpp"
#include "app/usecase/folders.hpp"
#include "app/usecase/label_writer.hpp"
#include "app/usecase/plan_file.hpp"
#include "app/usecase/world.hpp"
#include "ports/mail_store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace usecase {

/// Messages that were left alone are counted all, and named up to here.
inline constexpr std::size_t max_named_messages = 20;

struct ApplyOptions {
    std::string account;
    std::uint64_t rules = 0;                  ///< Fingerprint of today's rules.
    std::optional<std::uint64_t> max_actions; ///< As the user said it; lifts the first run's cap.
    std::optional<std::uint64_t> confirmed;   ///< The size of the plan, typed by the user.
    std::uint64_t default_actions = default_actions_per_run;
    WorkingFolder folder;
    std::optional<domain::Bytes> bytes_per_day;
    bool dry_run = false; ///< Checks everything, sends nothing.
};

/// A message that was not changed as planned, and why.
struct LeftAlone {
    domain::MessageId id;
    std::string subject;
    std::string why;
};

struct ApplyReport {
    std::string plan;
    ports::RunId run;
    bool resumed = false; ///< A run that was killed is continued.
    Recovered recovered;
    std::uint64_t planned = 0; ///< Messages in the plan.
    std::uint64_t before = 0;  ///< Of these, done by earlier runs.
    std::uint64_t done = 0;    ///< Changed now; read back and as planned.
    std::uint64_t already = 0; ///< Were as planned without us.
    std::uint64_t skipped = 0; ///< Their labels changed since the plan, or they are gone.
    std::uint64_t failed = 0;  ///< Sent, but the server holds something else.
    std::uint64_t left = 0;    ///< For the next run, because of a cap.
    bool first_run_cap = false;
    std::vector<LeftAlone> named;
    ports::Transferred bytes;
};

/// Executes exactly that plan: settles what a killed run left open, refuses when account, folder,
/// rules or model are not those that the plan was made for, and leaves each message alone whose
/// labels changed since. Running it again does only what is left.
ports::Result<ApplyReport> apply(
    ports::MailStore& mail, const World& world, const PlanFile& plan, const ApplyOptions& options
);

} // namespace usecase
