#include "tests/support/corpus.hpp"

#include "adapters/mailfile/read.hpp"
#include "tests/support/temporary_folder.hpp"
#include "testserver/mailbox/place_mail.hpp"

#include <cstdlib>
#include <stdexcept>

namespace support {
namespace {

namespace fs = std::filesystem;

fs::path unpack(const std::string& archive, const fs::path& into) {
    const std::string command = "tar -xJf '" + archive + "' -C '" + into.string() + "'";
    if (std::system(command.c_str()) != 0) {
        throw std::runtime_error{command};
    }
    for (const auto& entry : fs::recursive_directory_iterator(into)) {
        if (entry.path().filename() == "index.tsv") {
            return entry.path();
        }
    }
    throw std::runtime_error{archive + " has no index.tsv"};
}

testserver::NewMessage stored(const mailfile::RawMail& mail) {
    return {
        testserver::with_crlf(mail.bytes),
        mail.received.value_or(domain::Timestamp{}),
        {},
        mail.labels
    };
}

} // namespace

Corpus::Corpus(std::string_view name)
    : archive_((fs::path{TEST_DATA_DIR} / "../../../shared/corpora" / name).lexically_normal()) {
    archive_ += ".tar.xz";
}

std::string Corpus::missing() const {
    return fs::exists(archive_) ? "" : "there is no " + archive_;
}

std::vector<testserver::NewMessage> Corpus::mails(std::size_t most) const {
    const TemporaryFolder folder;
    mailfile::Options reading;
    reading.labels = unpack(archive_, folder.path());
    std::vector<testserver::NewMessage> mails;
    const auto done = mailfile::read(
        reading.labels.parent_path(),
        reading,
        [&](const mailfile::RawMail& mail) -> ports::Result<void> {
            if (mails.size() < most) {
                mails.push_back(stored(mail));
            }
            return {};
        }
    );
    if (!done) {
        throw std::runtime_error{done.error().sentence};
    }
    return mails;
}

} // namespace support
