#include "testserver/program/load_mail.hpp"

#include "adapters/imap/client/keyword.hpp"
#include "adapters/mailfile/read.hpp"
#include "testserver/mailbox/mime/date.hpp"
#include "testserver/mailbox/mime/header.hpp"
#include "testserver/mailbox/place_mail.hpp"
#include "testserver/mailbox/seeds/generate.hpp"

#include <iostream>

namespace testserver::program {
namespace {

FlagSet flags_of(const mailfile::RawMail& mail) {
    FlagSet flags;
    if (mail.flags.seen) {
        flags.emplace(seen_flag);
    }
    if (mail.flags.answered) {
        flags.emplace(answered_flag);
    }
    if (mail.flags.draft) {
        flags.emplace(draft_flag);
    }
    return flags;
}

/// Where the place says no time, the Date header does.
domain::Timestamp received(const mailfile::RawMail& mail) {
    if (mail.received) {
        return *mail.received;
    }
    const std::string_view bytes = mail.bytes;
    const auto fields = mime::header_fields(bytes.substr(0, mime::header_length(bytes)));
    return mime::time_of(mime::field_value(fields, "Date")).value_or(domain::Timestamp{});
}

NewMessage stored(mailfile::RawMail mail) {
    return {with_crlf(mail.bytes), received(mail), flags_of(mail), std::move(mail.labels)};
}

} // namespace

ports::Result<void> load_mail(const Options& options, Account& account) {
    const auto keyword = [](const domain::Label& label) {
        return imap::client::keyword_from_label(label.name);
    };
    if (options.mail.empty()) {
        if (options.seed) {
            for (auto& seeded : seeds::generate(*options.seed, options.count)) {
                place_mail(account, std::move(seeded.mail), keyword);
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
            place_mail(account, stored(std::move(mail)), keyword);
            return {};
        }
    );
}

} // namespace testserver::program
