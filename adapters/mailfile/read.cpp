#include "adapters/mailfile/read.hpp"

#include "adapters/mailfile/file.hpp"
#include "adapters/mailfile/folder.hpp"
#include "adapters/mailfile/maildir.hpp"
#include "adapters/mailfile/mbox_file.hpp"

#include <array>
#include <fstream>
#include <string_view>
#include <system_error>

namespace mailfile {

namespace fs = std::filesystem;

namespace {

bool begins_with_from_line(const fs::path& file) {
    std::array<char, 5> start{};
    std::ifstream in{file, std::ios::binary};
    in.read(start.data(), start.size());
    return std::string_view{start.data(), static_cast<std::size_t>(in.gcount())} == "From ";
}

ports::Result<void>
read_kind(Kind kind, const fs::path& path, const Options& options, const RawMailSink& sink) {
    switch (kind) {
    case Kind::mbox:
        return read_mbox(path, options, sink);
    case Kind::maildir:
        return read_maildir(path, options, sink);
    case Kind::folder:
        return read_files(path, options, sink);
    case Kind::message:
        return read_message_file(path, options, sink);
    }
    return {};
}

} // namespace

ports::Result<Kind> detect(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) {
        return ports::fail(ports::FailureKind::not_found, "there is no " + path.string());
    }
    if (fs::is_directory(status)) {
        return is_maildir(path) ? Kind::maildir : Kind::folder;
    }
    if (!fs::is_regular_file(status)) {
        return cannot_read(path, error ? error.message() : "it is neither a file nor a folder");
    }
    return begins_with_from_line(path) ? Kind::mbox : Kind::message;
}

ports::Result<void> read(const fs::path& path, const Options& options, const RawMailSink& sink) {
    const auto kind = detect(path);
    if (!kind) {
        return ports::fail(kind.error());
    }
    if (options.labels.empty()) {
        return read_kind(*kind, path, options, sink);
    }
    if (!fs::is_directory(path)) {
        return ports::fail(
            ports::FailureKind::usage,
            "a label index goes with a folder of messages, and " + path.string() + " is a file"
        );
    }
    return read_indexed(path, options, sink);
}

} // namespace mailfile
