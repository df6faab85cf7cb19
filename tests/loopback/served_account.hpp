#pragma once

#include "app/cli/interruption.hpp"
#include "app/compose/account.hpp"
#include "app/compose/demo_gmail.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <istream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace loopback {

/// What a run of the program gave.
struct Ran {
    int code = 0;
    std::string out;
    std::string err;

    /// The one JSON object that it printed.
    [[nodiscard]] boost::json::object json() const;
};

/// What a message holds on the server.
struct Held {
    domain::LabelSet labels;
    domain::Flags flags;

    bool operator==(const Held&) const = default;
};

using Mailbox = std::map<std::string, Held>;

/// A mailbox on a server on loopback, and the program as a user runs it against that: the same code
/// as bin/gmail-classifier, in this process.
class ServedAccount {
public:
    using Flags = std::map<std::string, std::string, std::less<>>;

    ServedAccount();
    virtual ~ServedAccount() = default;

    /// Runs `gmail-classifier WORDS` with the flags that reach the server.
    Ran run(const std::vector<std::string>& words) const;
    /// The same at a terminal, where a person gives this answer.
    Ran run_answering(const std::string& answer, const std::vector<std::string>& words) const;
    /// Without those flags.
    static Ran run_bare(std::vector<std::string> words, std::istream* in = nullptr);

    /// Every message as the server has it, read over a connection of its own.
    [[nodiscard]] Mailbox look() const;

    /// Someone else labels a message.
    void relabel(const std::string& id, const domain::Label& label) const;
    /// Takes back every run that the journal knows, newest first.
    void undo_all() const;

    /// What `before` becomes by the last plan.
    [[nodiscard]] Mailbox predicted(Mailbox before) const;

    /// Settings as the program sees them, with a config file of this content.
    [[nodiscard]] config::Loaded settings() const;
    void configure(std::string_view toml) const;

    /// The settings that reach the server.
    [[nodiscard]] Flags flags() const;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

protected:
    Flags server_flags;

private:
    [[nodiscard]] std::vector<std::string> with_flags(const std::vector<std::string>& words) const;

    using Visit = std::function<void(ports::MailStore&)>;

    /// A connection of an onlooker's own, with the working folder open.
    void visit(ports::Access access, const Visit& visit) const;

    support::TemporaryFolder folder_;
};

/// A fake Gmail with a mailbox made up from a seed.
class FakeAccount : public ServedAccount {
public:
    explicit FakeAccount(std::size_t messages, std::uint64_t seed = 1);

private:
    std::unique_ptr<compose::DemoGmail> gmail_;
};

/// Rules and gates that let a small mailbox be learned and changed.
inline constexpr std::string_view eager_config = R"toml(
[learn]
min_examples = 10
target_precision = 0.5

[[rule]]
name = "receipts"
when = "subject:(receipt OR order OR invoice)"
do   = { label = ["Receipts"], archive = true }

[[rule]]
name = "a new label"
when = "subject:trip"
do   = { label = ["Journeys/New"], star = true }
)toml";

} // namespace loopback
