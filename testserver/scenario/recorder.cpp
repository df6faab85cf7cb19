#include "testserver/scenario/recorder.hpp"

#include "testserver/scenario/decision_writer.hpp"
#include "testserver/scenario/run_record.hpp"

#include <algorithm>
#include <array>

namespace testserver {
namespace {

constexpr std::array<std::string_view, 6> left_to_the_server{
    "LOGIN", "AUTHENTICATE", "IDLE", "COMPRESS", "STARTTLS", "LOGOUT"
};

bool is_recorded(std::string_view command) {
    return std::ranges::find(left_to_the_server, command) == left_to_the_server.end();
}

/// The tagged line that ends an answer; empty while there is none.
std::string_view tagged_line(std::string_view answer, const std::string& tag) {
    if (!answer.ends_with("\r\n")) {
        return {};
    }
    const auto before = answer.substr(0, answer.size() - 2);
    const auto from = before.rfind('\n') + 1; // npos + 1 is 0.
    const auto line = before.substr(from);
    return line.starts_with(tag + ' ') ? line : std::string_view{};
}

/// As a regular expression that matches just this text.
std::string literally(std::string_view text) {
    std::string pattern = "^";
    for (const char c : text) {
        if (std::string_view{"\\^$.|?*+()[]{}"}.find(c) != std::string_view::npos) {
            pattern += '\\';
        }
        pattern += c;
    }
    return pattern + '$';
}

} // namespace

void Recorder::start_over() {
    exchanges_.clear();
    commands_.clear();
    in_work_.clear();
    bytes_ = 0;
    is_full_ = false;
}

std::string Recorder::scenario(std::string_view profile) const {
    std::string rules;
    std::string expected;
    for (const auto& exchange : exchanges_) {
        expected += "    " + quoted(literally(exchange.shown)) + ",\n";
        rules += rule(exchange);
    }
    return std::string{
               "# Recorded by fake-gmail --record: what a server said, command by command.\n"
           } +
           (is_full_ ? "# It was too long: this is its beginning.\n" : "") +
           "profile = " + quoted(profile) + '\n' + rules + "\n[[expect]]\nordered = [\n" +
           expected + "]\n";
}

std::string Recorder::rule(const Exchange& exchange) {
    const auto tagged = tagged_line(exchange.answer, exchange.tag);
    const auto rest = tagged.empty() ? 0 : tagged.size() + 2;
    const auto untagged = exchange.answer.substr(0, exchange.answer.size() - rest);
    std::vector<Action> actions{action::ApplyThen{false}};
    if (!untagged.empty()) {
        actions.emplace_back(action::Raw{untagged});
    }
    if (tagged.empty()) {
        actions.emplace_back(action::Close{{Closing::fin}}); // Nothing more was said.
    } else {
        actions.emplace_back(action::Reply{std::string{tagged.substr(exchange.tag.size() + 1)}});
    }
    return written_rule(
        std::to_string(exchange.connection) + '.' + std::to_string(exchange.event) + ' ' +
            exchange.command,
        exchange.connection,
        "event = " + std::to_string(exchange.event) + ", cmd = " + quoted(exchange.command),
        actions
    );
}

void Recorder::note(std::uint64_t connection, const Steps& steps) {
    const auto at = in_work_.find(connection);
    if (at == in_work_.end()) {
        return;
    }
    for (const auto& each : steps) {
        if (const auto* send = std::get_if<step::Send>(&each)) {
            bytes_ += send->bytes.size();
            exchanges_[at->second].answer += send->bytes;
        }
    }
    const auto& exchange = exchanges_[at->second];
    if (!tagged_line(exchange.answer, exchange.tag).empty()) {
        in_work_.erase(at); // What comes next belongs to the next command.
    }
}

Treatment Recorder::on_command(const ConnectionFacts& connection, const CommandSeen& command) {
    const auto event = ++commands_[connection.ordinal];
    auto treatment = inner_.on_command(connection, command);
    in_work_.erase(connection.ordinal);
    is_full_ = is_full_ || exchanges_.size() == most_exchanges || bytes_ > most_bytes;
    if (is_recorded(command.name) && !is_full_) {
        in_work_[connection.ordinal] = exchanges_.size();
        exchanges_.push_back(
            {connection.ordinal,
             event,
             std::string{command.name},
             std::string{command.tag},
             shown_command(command.name, command.text),
             {}}
        );
        note(connection.ordinal, treatment.before);
        if (!treatment.run) {
            note(connection.ordinal, treatment.after);
        }
    }
    return treatment;
}

Steps Recorder::on_output(const ConnectionFacts& connection, std::string bytes, Instant now) {
    auto steps = inner_.on_output(connection, std::move(bytes), now);
    note(connection.ordinal, steps);
    return steps;
}

Listening Recorder::listening(Instant now) const {
    return inner_.listening(now);
}

Listening Recorder::http_listening(Instant now) const {
    return inner_.http_listening(now);
}

Admission Recorder::on_http_accept(const ConnectionFacts& connection, Instant now) {
    return inner_.on_http_accept(connection, now);
}

void Recorder::on_request_over(const ConnectionFacts& connection, Instant now) {
    inner_.on_request_over(connection, now);
}

Admission Recorder::on_accept(const ConnectionFacts& connection, Instant now) {
    return inner_.on_accept(connection, now);
}

Treatment Recorder::on_announced(const ConnectionFacts& connection, const CommandSeen& head) {
    return inner_.on_announced(connection, head);
}

HttpTreatment Recorder::on_request(const ConnectionFacts& connection, const RequestSeen& request) {
    return inner_.on_request(connection, request);
}

void Recorder::on_input(const ConnectionFacts& connection, std::string& bytes, Instant now) {
    inner_.on_input(connection, bytes, now);
}

Steps Recorder::take_steps(const ConnectionFacts& connection, Instant now) {
    return inner_.take_steps(connection, now);
}

void Recorder::on_close(const ConnectionFacts& connection, Instant now) {
    in_work_.erase(connection.ordinal);
    inner_.on_close(connection, now);
}

std::optional<Instant> Recorder::next_moment() const {
    return inner_.next_moment();
}

void Recorder::on_time(Instant now) {
    inner_.on_time(now);
}

} // namespace testserver
