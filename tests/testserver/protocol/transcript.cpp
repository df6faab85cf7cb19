#include "tests/testserver/protocol/transcript.hpp"

#include "testserver/mailbox/place_mail.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace testserver::test {
namespace {

constexpr std::chrono::sys_days first_day{std::chrono::year{2026} / std::chrono::January / 1};
constexpr Instant now{
    std::chrono::sys_days{std::chrono::year{2026} / std::chrono::January / 15} +
    std::chrono::hours{12}
};

std::string_view take_word(std::string_view& text) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        throw std::runtime_error{"cannot read " + path.string()};
    }
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::vector<std::string> lines_of(std::string_view text, std::string_view end) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto at = std::min(text.find(end), text.size());
        lines.emplace_back(text.substr(0, at));
        text.remove_prefix(std::min(at + end.size(), text.size()));
    }
    return lines;
}

} // namespace

Transcript::Transcript(const std::filesystem::path& file) : file_(file) {
    make_world(Profile::gmail);
}

void Transcript::make_world(Profile profile) {
    settings_.profile = profile;
    world_ = std::make_unique<World>(profile);
    account_ = std::make_shared<Account>(settings_);
    world_->add_user({"me@gmail.com", "secret", account_});
}

void Transcript::add_mail(std::string_view labels, std::string raw) {
    NewMessage mail{with_crlf(raw), first_day + std::chrono::hours{mails_++}, {}, {}};
    if (settings_.profile == Profile::rfc) {
        account_->append(*account_->find(labels), std::move(mail));
        return;
    }
    for (const auto& label : lines_of(labels, "|")) {
        mail.labels.insert(domain::Label{label == "INBOX" ? domain::inbox.name : label});
    }
    account_->deliver(std::move(mail));
}

void Transcript::set_up(std::string_view directive, std::string_view rest) {
    if (directive == "profile") {
        make_world(rest == "rfc" ? Profile::rfc : Profile::gmail);
    } else if (directive == "set" && rest == "no-auto-expunge") {
        settings_.auto_expunge = false;
        make_world(settings_.profile);
    } else if (directive == "folder") {
        account_->create_folder(rest);
    } else if (directive == "token") {
        const std::string user{take_word(rest)};
        world_->tokens[std::string{rest}] = {user, {}};
    } else if (directive == "raw") {
        const auto labels = take_word(rest);
        add_mail(labels, read_file(file_.parent_path().parent_path() / rest));
    } else if (directive == "mail") {
        const auto labels = take_word(rest);
        const auto number = std::to_string(mails_ + 1);
        add_mail(
            labels,
            "Date: Thu, 1 Jan 2026 0" + number + ":00:00 +0000\nFrom: Ann Lee <ann@example.org>\n" +
                "To: me@gmail.com\nSubject: " + std::string{rest} + "\nMessage-ID: <" + number +
                "@example.org>\n\nThis is mail " + number + ".\n"
        );
    } else {
        throw std::runtime_error{"unknown directive " + std::string{directive}};
    }
}

ServerSession& Transcript::connection(const std::string& number) {
    const auto known = connections_.find(number);
    if (known != connections_.end()) {
        return known->second;
    }
    ConnectionFacts facts;
    facts.ordinal = connections_.size() + 1;
    auto& fresh = connections_.emplace(number, ServerSession{*world_, now, facts}).first->second;
    collect();
    return fresh;
}

/// Everything that any connection has to say now.
void Transcript::collect() {
    for (auto& [number, each] : connections_) {
        each.wake(now);
        std::string bytes;
        for (auto more = each.take_output(); !more.empty(); more = each.take_output()) {
            bytes += more;
        }
        for (const auto& line : lines_of(bytes, "\r\n")) {
            actual_ += 'S' + number + ": " + line + '\n';
        }
    }
}

void Transcript::exchange(const std::string& number, std::string_view line) {
    auto& each = connection(number);
    actual_ += 'C' + number + ": " + std::string{line} + '\n';
    each.receive(std::string{line} + "\r\n", now);
    collect();
    collect(); // What one connection did, those in IDLE say in the second round.
}

Transcript::Played Transcript::play() {
    std::string expected;
    for (const auto& line : lines_of(read_file(file_), "\n")) {
        if (line.empty() || line.starts_with('#')) {
            continue;
        }
        const auto colon = line.find(": ");
        const bool conversation = (line.front() == 'C' || line.front() == 'S') &&
                                  (colon == 1 || (colon == 2 && line[1] >= '0' && line[1] <= '9'));
        if (!conversation) {
            std::string_view rest = line;
            const auto directive = take_word(rest);
            set_up(directive, rest);
            continue;
        }
        expected += line + '\n';
        const auto number = line.substr(1, colon - 1);
        connection(number);
        if (line.front() == 'C') {
            exchange(number, std::string_view{line}.substr(colon + 2));
        }
    }
    return {expected, actual_};
}

} // namespace testserver::test
