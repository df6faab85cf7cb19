#include "app/compose/mail_source.hpp"

#include "adapters/mailfile/read.hpp"
#include "adapters/mailfile/takeout.hpp"
#include "adapters/mime/gmime_reader.hpp"
#include "app/usecase/world.hpp"

#include <memory>
#include <string>
#include <system_error>
#include <utility>

namespace compose {

namespace {

void take_thread(domain::Message& message) {
    const auto thread = message.headers->value(mailfile::takeout_thread_field);
    if (!thread.empty()) {
        message.thread = {"gm:" + std::string{thread}};
    }
}

/// What Google Takeout says of a message, if it was there.
void take_labels(usecase::LabelledMail& mail) {
    const auto labels = mail.message.headers->value(mailfile::takeout_labels_field);
    if (!labels.empty()) {
        auto state = mailfile::takeout_state(labels);
        mail.labels = std::move(state.labels);
        mail.message.flags = state.flags;
    }
}

usecase::LabelledMail
decoded(const mime::GmimeReader& reader, mailfile::RawMail raw, bool has_index) {
    usecase::LabelledMail mail{reader.message(raw.bytes), std::move(raw.labels)};
    mail.message.id = {"file:" + raw.id};
    mail.message.size = {raw.bytes.size()};
    mail.message.flags = raw.flags;
    mail.message.received = raw.received.value_or(domain::Timestamp{});
    take_thread(mail.message);
    if (!has_index) {
        take_labels(mail);
    }
    return mail;
}

} // namespace

std::filesystem::path
found_index(const std::filesystem::path& folder, const std::filesystem::path& named) {
    std::error_code no_matter;
    const bool elsewhere = !named.empty() && !std::filesystem::exists(named, no_matter);
    return elsewhere && std::filesystem::exists(folder / named, no_matter) ? folder / named : named;
}

usecase::MailSource mail_source(
    std::filesystem::path path,
    std::filesystem::path labels,
    ports::Reporter& reporter,
    std::stop_token stop
) {
    return [path = std::move(path),
            labels = std::move(labels),
            &reporter,
            stop = std::move(stop),
            reader = mime::GmimeReader{},
            told = std::make_shared<bool>(false)](const usecase::MailSink& sink) {
        mailfile::Options options;
        options.labels = labels;
        // A second reading leaves out the same.
        if (!std::exchange(*told, true)) {
            options.skipped = [&reporter](const mailfile::Skipped& skipped) {
                reporter.report(ports::Warning{skipped.place + ": " + skipped.reason, {}});
            };
        }
        return mailfile::read(path, options, [&](mailfile::RawMail raw) -> ports::Result<void> {
            if (stop.stop_requested()) {
                return usecase::interrupted();
            }
            return sink(decoded(reader, std::move(raw), !labels.empty()));
        });
    };
}

} // namespace compose
