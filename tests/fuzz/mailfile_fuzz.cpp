#include "adapters/mailfile/label_index.hpp"
#include "adapters/mailfile/maildir.hpp"
#include "adapters/mailfile/mbox.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::string> split(std::string_view mbox, std::size_t piece) {
    std::vector<std::string> messages;
    const mailfile::RawMailSink sink = [&](const mailfile::RawMail& mail) {
        messages.push_back(mail.bytes);
        return ports::Result<void>{};
    };
    const mailfile::SkippedSink skipped = [](const mailfile::Skipped&) {};
    mailfile::MboxSplitter splitter{"fuzz", 1000, sink, skipped};
    for (; !mbox.empty(); mbox.remove_prefix(std::min(piece, mbox.size()))) {
        (void)splitter.feed(mbox.substr(0, piece));
    }
    (void)splitter.finish();
    return messages;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};

    // How a file is cut into reads must not show.
    if (split(bytes, size + 1) != split(bytes, 7)) {
        std::abort();
    }
    const auto index = mailfile::parse_index_line(bytes);
    if (index.row.has_value() != index.problem.empty()) {
        std::abort();
    }
    (void)mailfile::parse_maildir_name(bytes);
    return 0;
}
