#include "tests/support/disk_recording.hpp"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace support {

using Kind = DiskOperation::Kind;

DiskHook DiskRecording::hook() {
    return [this](const DiskOperation& operation) {
        operations_.push_back(
            {operation.kind,
             std::filesystem::path{operation.file}.filename(),
             operation.offset,
             std::string{operation.bytes}}
        );
        return 0;
    };
}

std::size_t DiskRecording::written_by(std::size_t operation) const {
    const auto& one = operations_.at(operation);
    return one.kind == Kind::write ? one.bytes.size() : 0;
}

void DiskRecording::perform(
    const std::filesystem::path& folder, const Operation& one, std::size_t torn
) {
    const auto path = folder / one.file;
    if (one.kind == Kind::remove) {
        std::filesystem::remove(path);
        return;
    }
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (one.kind == Kind::write) {
        (void)!::pwrite(descriptor, one.bytes.data(), std::min(torn, one.bytes.size()), one.offset);
    } else if (one.kind == Kind::truncate) {
        (void)!::ftruncate(descriptor, one.offset);
    }
    ::close(descriptor);
}

void DiskRecording::replay_kill(
    const std::filesystem::path& folder, std::size_t count, std::size_t torn
) const {
    for (std::size_t i = 0; i < count; ++i) {
        perform(folder, operations_[i], i + 1 == count ? torn : whole);
    }
}

void DiskRecording::replay_power_cut(
    const std::filesystem::path& folder, std::size_t count, std::mt19937& chance
) const {
    const auto end = operations_.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<const Operation*> lost_or_late;
    for (auto one = operations_.begin(); one != end; ++one) {
        const bool synced = std::any_of(one, end, [one](const Operation& later) {
            return later.kind == Kind::sync && later.file == one->file;
        });
        // Names are durable: SQLite syncs the folder, which is below what is watched.
        if (synced || one->kind == Kind::open || one->kind == Kind::remove) {
            perform(folder, *one, whole);
        } else if (chance() % 2 == 0) {
            lost_or_late.push_back(&*one);
        }
    }
    std::ranges::shuffle(lost_or_late, chance);
    for (const auto* one : lost_or_late) {
        // A disk writes sectors: one of them may be the last.
        perform(folder, *one, chance() % 4 == 0 ? 512 : whole);
    }
}

} // namespace support
