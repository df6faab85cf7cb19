#include "adapters/mailfile/mbox_file.hpp"

#include "adapters/mailfile/file.hpp"
#include "adapters/mailfile/mbox.hpp"
#include "adapters/mailfile/time_order.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mailfile {

namespace fs = std::filesystem;

namespace {

/// Where in the file a message is, and when it came.
struct Place {
    std::string id;
    std::optional<domain::Timestamp> received;
    Extent extent;
};

/// An open mbox, read in pieces.
class MboxFile {
public:
    MboxFile(const fs::path& path, const Options& options)
        : path_(path), in_(path, std::ios::binary), name_(path.filename().string()),
          longest_message_(options.max_message_bytes) {}

    ports::Result<void>
    read(const Extent& extent, const RawMailSink& sink, const SkippedSink& skipped) {
        in_.clear();
        in_.seekg(static_cast<std::streamoff>(extent.begin));
        if (!in_) {
            return cannot_read(path_, "it cannot be opened");
        }
        MboxSplitter splitter{name_, longest_message_, sink, skipped};
        for (std::uint64_t left = extent.end - extent.begin; left > 0 && in_;) {
            const auto size = std::min<std::uint64_t>(left, piece_.size());
            in_.read(piece_.data(), static_cast<std::streamsize>(size));
            const auto got = static_cast<std::size_t>(in_.gcount());
            if (auto done = splitter.feed(std::string_view{piece_}.substr(0, got)); !done) {
                return done;
            }
            left -= got;
        }
        if (in_.bad()) {
            return cannot_read(path_, "the disk gave an error");
        }
        return splitter.finish();
    }

private:
    const fs::path& path_;
    std::ifstream in_;
    std::string name_;
    std::size_t longest_message_;
    std::string piece_ = std::string(std::size_t{256} * 1024, '\0');
};

constexpr Extent whole_file{0, std::numeric_limits<std::int64_t>::max()};

ports::Result<std::vector<Place>> places_in(MboxFile& file, const SkippedSink& skipped) {
    std::vector<Place> places;
    const RawMailSink note = [&places](const RawMail& mail) -> ports::Result<void> {
        places.push_back({mail.id, mail.received, mail.extent});
        return {};
    };
    if (auto done = file.read(whole_file, note, skipped); !done) {
        return ports::fail(std::move(done).error());
    }
    return places;
}

} // namespace

ports::Result<void>
read_mbox(const fs::path& file, const Options& options, const RawMailSink& sink) {
    MboxFile mbox{file, options};
    auto places = places_in(mbox, options.skipped);
    if (!places) {
        return ports::fail(std::move(places).error());
    }
    put_in_time_order(*places);
    const SkippedSink told_already = [](const Skipped&) {};
    for (const Place& place : *places) {
        const RawMailSink named = [&](RawMail mail) {
            mail.id = place.id;
            return sink(std::move(mail));
        };
        if (auto done = mbox.read(place.extent, named, told_already); !done) {
            return done;
        }
    }
    return {};
}

} // namespace mailfile
