#include "testserver/program/load_mail.hpp"

#include "adapters/imap/client/keyword.hpp"
#include "adapters/mailfile/read.hpp"
#include "adapters/mailfile/takeout.hpp"
#include "testserver/mailbox/mime/date.hpp"
#include "testserver/mailbox/mime/decode.hpp"
#include "testserver/mailbox/mime/header.hpp"
#include "testserver/mailbox/place_mail.hpp"
#include "testserver/mailbox/seeds/generate.hpp"

#include <iostream>
#include <string_view>
#include <utility>
#include <vector>

namespace testserver::program {
namespace {

FlagSet flags_of(const domain::Flags& known) {
    FlagSet flags;
    if (known.seen) {
        flags.emplace(seen_flag);
    }
    if (known.answered) {
        flags.emplace(answered_flag);
    }
    if (known.draft) {
        flags.emplace(draft_flag);
    }
    return flags;
}

using Fields = std::vector<mime::RawField>;

/// Where the place says no time, the Date header does.
domain::Timestamp received(const mailfile::RawMail& mail, const Fields& fields) {
    if (mail.received) {
        return *mail.received;
    }
    return mime::time_of(mime::field_value(fields, "Date")).value_or(domain::Timestamp{});
}

/// Where a mail lies and what it is called, as far as its file tells.
class Placing {
public:
    Placing(Account& account, bool has_index) : account_(account), has_index_(has_index) {}

    void take(mailfile::RawMail mail) {
        const std::string_view bytes = mail.bytes;
        const auto fields = mime::header_fields(bytes.substr(0, mime::header_length(bytes)));
        NewMessage message{
            with_crlf(mail.bytes),
            received(mail, fields),
            flags_of(mail.flags),
            std::move(mail.labels),
        };
        const bool of_takeout = mime::has_field(fields, mailfile::takeout_labels_field);
        if (has_index_ || !of_takeout) {
            place(std::move(message));
            return;
        }
        auto state = mailfile::takeout_state(
            mime::decode_words(mime::field_value(fields, mailfile::takeout_labels_field))
        );
        message.flags = flags_of(state.flags);
        message.labels = std::move(state.labels);
        if (account_.is_gmail()) {
            account_.deliver(std::move(message)); // Archived mail is not in the inbox.
        } else {
            place(std::move(message));
        }
    }

    void place(NewMessage message) {
        place_mail(account_, std::move(message), [](const domain::Label& label) {
            return imap::client::keyword_from_label(label.name);
        });
    }

private:
    Account& account_;
    bool has_index_;
};

} // namespace

ports::Result<void> load_mail(const Options& options, Account& account) {
    Placing placing{account, !options.labels.empty()};
    if (options.mail.empty()) {
        if (options.seed) {
            for (auto& seeded : seeds::generate(*options.seed, options.count)) {
                placing.place(std::move(seeded.mail));
            }
        }
        return {};
    }
    mailfile::Options reading;
    reading.labels = options.labels;
    reading.skipped = [](const mailfile::Skipped& skipped) {
        std::cerr << "fake-gmail: left out " << skipped.place << ": " << skipped.reason << '\n';
    };
    return mailfile::read(
        options.mail,
        reading,
        [&](mailfile::RawMail mail) -> ports::Result<void> {
            placing.take(std::move(mail));
            return {};
        }
    );
}

} // namespace testserver::program
