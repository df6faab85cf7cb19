#pragma once

#include "testserver/scenario/byte_ledger.hpp"
#include "testserver/scenario/draw.hpp"
#include "testserver/scenario/interceptor.hpp"
#include "testserver/scenario/output_marks.hpp"
#include "testserver/scenario/pieces.hpp"
#include "testserver/scenario/run_record.hpp"
#include "testserver/scenario/scenario.hpp"
#include "testserver/scenario/sweep.hpp"
#include "testserver/scenario/told_uids.hpp"
#include "testserver/scenario/world_effects.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace testserver {

/// Makes a scenario come true: watches every connection of a server and does what its rules say.
/// Pure but for what it tells the world; the same scenario, client and times give the same run.
///
/// Flow: sessions and their carrier call what Interceptor says → problems, decisions.
class Engine final : public Interceptor {
public:
    /// `log` may be empty.
    Engine(Scenario scenario, WorldEffects& world, Instant start, LogSink log = {});

    Admission on_accept(const ConnectionFacts& connection, Instant now) override;
    Treatment on_command(const ConnectionFacts& connection, const CommandSeen& command) override;
    Treatment on_announced(const ConnectionFacts& connection, const CommandSeen& head) override;
    Admission on_http_accept(const ConnectionFacts& connection, Instant now) override;
    void on_request_over(const ConnectionFacts& connection, Instant now) override;
    HttpTreatment
    on_request(const ConnectionFacts& connection, const RequestSeen& request) override;
    void on_input(const ConnectionFacts& connection, std::string& bytes, Instant now) override;
    Steps on_output(const ConnectionFacts& connection, std::string bytes, Instant now) override;
    Steps take_steps(const ConnectionFacts& connection, Instant now) override;
    void on_close(const ConnectionFacts& connection, Instant now) override;
    [[nodiscard]] Listening listening(Instant now) const override;
    [[nodiscard]] Listening http_listening(Instant now) const override;
    [[nodiscard]] std::optional<Instant> next_moment() const override;
    void on_time(Instant now) override;

    /// When a rule that is fired by hand takes effect.
    enum class Firing : unsigned char { at_once, at_next_command, at_next_request };

    /// Fires this rule whatever its trigger says of time, chance and number: on every connection
    /// that its trigger allows, or, when it answers something, at the next that its trigger speaks
    /// of. The rule exists.
    Firing fire(std::string_view rule, Instant now);

    [[nodiscard]] const Scenario& scenario() const { return scenario_; }

    [[nodiscard]] const RunRecord& record() const { return record_; }

    /// Before `problems`, where the client is a program whose end is known.
    void client_ended(ClientEnd end) { record_.client = end; }

    /// What was expected and did not come, and rules that should have fired and did not; one
    /// sentence each. None: the run has passed.
    [[nodiscard]] std::vector<std::string> problems(Instant now) const;

    /// All that was decided, as a scenario without chance that replays this run.
    [[nodiscard]] std::string decisions() const;

    /// How far rules that sweep could reach so far; in this run they do nothing.
    [[nodiscard]] const SweepReaches& reaches() const { return reaches_; }

    [[nodiscard]] std::uint64_t fired(std::string_view rule) const;
    [[nodiscard]] std::uint64_t open_connections() const;

    [[nodiscard]] std::uint64_t bytes_served() const { return bytes_served_; }

private:
    struct Connection {
        std::string user;
        std::string login_name; ///< As a command says it, whether it lets in or not.
        std::optional<Instant> token_expires;
        Instant opened;
        Instant last_byte;
        std::uint64_t out_bytes = 0;
        std::uint64_t in_bytes = 0;
        std::uint64_t lines = 0;
        std::uint64_t commands = 0;
        std::uint64_t answer_from = 0;      ///< out_bytes when the command in work began.
        std::uint64_t answer_from_line = 0; ///< lines, then.
        std::string command;
        std::string tag;
        std::string arguments;
        Pieces shaping;                        ///< Of the answer.
        Pieces slow_for_good;                  ///< Of all that a rule of time did not leave alone.
        std::vector<action::Rewrite> rewrites; ///< Of the answer.
        Steps pending;
        bool open = true;
        bool ending = false;   ///< A rule closes it behind the next answer.
        bool replaced = false; ///< A rule said something else than the rest of the answer.
        bool ended = false;    ///< A rule closed it: nothing of it counts any more.
        bool unverifiable = false;
        std::map<std::size_t, Instant> timed; ///< When a rule fired on it for its age or silence.
    };

    struct RuleState {
        std::uint64_t matches = 0;
        std::uint64_t fired = 0;
        bool enabled = true;
        bool ordered = false; ///< By hand; not done yet.
        std::optional<Instant> first;
        std::uint64_t ticks = 0; ///< Of `every`.
    };

    /// Until when a port does not listen.
    struct Downtime {
        std::optional<Instant> until;
        Listening how = Listening::refused;

        [[nodiscard]] Listening at(Instant now) const {
            return until && now < *until ? how : Listening::open;
        }
    };

    /// Where and when a rule fired: what the decision log says in place of its trigger.
    struct Spot {
        std::uint64_t connection = 0; ///< 0: none in particular.
        std::uint64_t event = 0;
        std::string trigger; ///< "event = 3"
        Instant now;
        bool oauth = false; ///< It is about the OAuth endpoint.
    };

    /// What a rule's actions come to on one connection.
    struct Reaction {
        Steps before;
        Steps after;
        std::optional<HttpChange> http;
        Telling telling = Telling::usual;
        std::optional<std::uint64_t> first;
        std::optional<Instant> late;
        bool waits = false;    ///< For a line of the client.
        bool applies = false;  ///< The command is executed in any case.
        bool answers = true;   ///< With its own answer.
        bool replaced = false; ///< Something else is said in its place.
        bool drops = false;    ///< It is not executed, and says that it was.
        bool ends = false;     ///< The connection ends, or falls silent.
    };

    // Matching.

    [[nodiscard]] bool may_fire(std::size_t rule, Instant now) const;
    [[nodiscard]] bool
    holds(const Trigger& on, const ConnectionFacts& facts, const Connection& connection) const;
    [[nodiscard]] bool sums_hold(const Trigger& on, const Connection& connection) const;
    [[nodiscard]] bool lucky(const Rule& rule, const Spot& spot) const;
    bool matches_now(std::size_t rule, const Spot& spot);
    bool take_order(std::size_t rule, const ConnectionFacts& facts, const Connection& connection);

    // Doing.

    void fire_rule(std::size_t rule, const Spot& spot, Reaction& reaction, Connection* connection);
    void fire_on_all(std::size_t rule, Instant now);
    static void slow_down(const Rule& rule, Connection& connection);
    void
    do_action(const Action& action, const Spot& spot, Reaction& reaction, Connection* connection);
    void close_all(Closing how);
    void stop_listening(const Spot& spot, std::optional<Milliseconds> time, Listening how);
    static void meet(const action::Meet& meet, Admission& standing);
    Admission met(const ConnectionFacts& facts, Connection& connection, bool oauth, Instant now);
    void switch_rules(const action::Switch& change);
    void note_decision(const Rule& rule, const Spot& spot, const std::vector<Action>& done);
    [[nodiscard]] Action decided(const Action& action, const Rule& rule, const Spot& spot) const;
    [[nodiscard]] std::string expectations() const;
    Reaction react(std::size_t rule, const Spot& spot, Connection* connection);

    // Budgets.

    enum class Direction : unsigned char { down, up };

    /// What an account carried.
    struct Carried {
        ByteLedger down;
        ByteLedger up;
    };

    static const std::string& account_of(const Connection& connection);
    void carry(const Connection& connection, Direction way, std::uint64_t bytes, Instant now);
    [[nodiscard]] const ByteLedger* ledger(const Connection& connection, Direction way) const;
    [[nodiscard]] std::uint64_t
    carried(const Trigger& on, const Connection& connection, Direction way) const;
    [[nodiscard]] std::optional<std::uint64_t>
    left_of_sum(const Trigger& on, const Connection& connection) const;
    [[nodiscard]] action::LockOut
    decided_lock(const action::LockOut& lock, const Rule& rule, const Spot& spot) const;

    // Watching.

    Connection& find(const ConnectionFacts& facts, Instant now);
    void note(RunEvent::What what, std::uint64_t connection, std::string text, Instant now);
    void note_login(const ConnectionFacts& facts, Connection& connection, Instant now);
    void note_silence(Connection& connection, Instant now);
    void note_refresh(const ConnectionFacts& connection, const RequestSeen& request);
    void forbid(std::string_view text);
    [[nodiscard]] bool is_in_force(const Expectation& expected) const;
    void watch_uids(std::uint64_t connection, std::string_view command);
    void watch_answers(std::uint64_t connection, std::string_view bytes);
    void note_output_reach(const Rule& rule, const Connection& c, std::string_view bytes);
    void note_reach(const Rule& rule, std::uint64_t base, std::string_view bytes);
    void note_count(const Rule& rule, std::uint64_t number);
    void log(char who, std::uint64_t connection, std::string_view text, Instant now) const;
    [[nodiscard]] Milliseconds since_start(Instant now) const;
    [[nodiscard]] std::optional<Instant>
    due_on(std::size_t rule, const Connection& connection) const;
    [[nodiscard]] std::optional<Instant> due(std::size_t rule) const;
    void fire_timed(std::size_t rule, Instant now);

    struct Cut {
        std::size_t at = 0; ///< In the bytes that are about to leave.
        std::size_t rule = 0;
    };

    [[nodiscard]] std::vector<std::uint64_t>
    places(const Trigger& on, const Connection& c, const OutputMarks& marks) const;
    [[nodiscard]] std::optional<std::uint64_t>
    input_place(const Trigger& on, const Connection& c, std::string_view bytes) const;
    std::size_t end_of_answer(Connection& c, std::string_view bytes);
    std::vector<Cut> cuts(const ConnectionFacts& facts, Connection& c, std::string_view bytes);
    static void send(Connection& connection, std::string_view bytes, Steps& steps);
    void log_lines(std::uint64_t connection, std::string_view bytes, Instant now);

    Scenario scenario_;
    WorldEffects& world_;
    Instant start_;
    LogSink log_;
    Admission standing_;       ///< How connections are met.
    Admission oauth_standing_; ///< And those of the OAuth endpoint.
    Downtime downtime_;
    Downtime oauth_downtime_;      ///< Of the OAuth endpoint's port.
    std::multiset<Instant> wakes_; ///< When something that was put off happens.
    std::vector<Occasion> occasions_;
    std::vector<RuleState> states_;
    std::map<std::uint64_t, Connection> connections_;
    std::uint64_t bytes_served_ = 0;
    Milliseconds longest_window_{0};                      ///< That a rule asks for; 0: none does.
    std::map<std::string, Carried, std::less<>> carried_; ///< By login name.
    std::uint64_t requests_ = 0;                          ///< To the OAuth endpoint.
    // Connections to it.
    std::set<std::uint64_t> unverifiable_requests_; ///< Of a client that could verify nothing.
    std::set<std::uint64_t> refreshing_;            ///< A refresh is not answered yet.
    RunRecord record_;
    bool looks_at_uids_ = false; ///< An expectation speaks of them.
    ToldUids told_;
    SweepReaches reaches_;
    std::string decisions_;
};

} // namespace testserver
