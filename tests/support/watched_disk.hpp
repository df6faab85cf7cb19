#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace support {

/// What SQLite asks the file system to do, as it asks.
struct DiskOperation {
    enum class Kind : unsigned char { open, write, truncate, sync, remove };

    Kind kind = Kind::write;
    std::string_view file;
    std::int64_t offset = 0; ///< Of a write; the new size of a truncate.
    std::string_view bytes;  ///< Of a write.
};

/// Asked before each operation: 0 lets it through, a result code of SQLite is its failure instead.
using DiskHook = std::function<int(const DiskOperation& operation)>;

/// While it lives, every SQLite file that this process opens is watched. Shared memory and locks
/// are not.
class WatchedDisk {
public:
    explicit WatchedDisk(DiskHook hook);
    WatchedDisk(const WatchedDisk&) = delete;
    WatchedDisk& operator=(const WatchedDisk&) = delete;
    ~WatchedDisk();
};

} // namespace support
