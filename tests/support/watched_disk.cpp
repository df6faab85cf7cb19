#include "tests/support/watched_disk.hpp"

#include <sqlite3.h>

#include <utility>

namespace support {

namespace {

using Kind = DiskOperation::Kind;

// SQLite's callbacks carry no context of ours that outlives a file, and there is one disk.
struct Watch {
    DiskHook hook;
    sqlite3_vfs* real = nullptr;
    sqlite3_vfs vfs{};
};

Watch& watch() {
    static Watch one;
    return one;
}

/// A file as SQLite sees it; the real one lies behind it in the same memory.
struct WatchedFile {
    sqlite3_file base;
    const char* name;
};

const char* name_of(sqlite3_file* file) {
    const auto* const name = reinterpret_cast<WatchedFile*>(file)->name;
    return name == nullptr ? "" : name;
}

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<WatchedFile*>(file) + 1);
}

int asked(Kind kind, const char* file, std::int64_t offset = 0, std::string_view bytes = {}) {
    return watch().hook ? watch().hook({kind, file, offset, bytes}) : SQLITE_OK;
}

int close_file(sqlite3_file* file) {
    return real(file)->pMethods->xClose(real(file));
}

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), to, size, offset);
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    const std::string_view bytes{static_cast<const char*>(from), static_cast<std::size_t>(size)};
    const int refused = asked(Kind::write, name_of(file), offset, bytes);
    return refused != SQLITE_OK ? refused
                                : real(file)->pMethods->xWrite(real(file), from, size, offset);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const int refused = asked(Kind::truncate, name_of(file), size);
    return refused != SQLITE_OK ? refused : real(file)->pMethods->xTruncate(real(file), size);
}

int sync_file(sqlite3_file* file, int flags) {
    const int refused = asked(Kind::sync, name_of(file));
    return refused != SQLITE_OK ? refused : real(file)->pMethods->xSync(real(file), flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}

int lock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}

int unlock_file(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}

int check_lock(sqlite3_file* file, int* held) {
    return real(file)->pMethods->xCheckReservedLock(real(file), held);
}

int control_file(sqlite3_file* file, int operation, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}

int characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

int map_shared(sqlite3_file* file, int page, int size, int extend, volatile void** memory) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}

int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

void barrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}

int unmap_shared(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

constexpr sqlite3_io_methods methods{
    2,
    close_file,
    read_file,
    write_file,
    truncate_file,
    sync_file,
    file_size,
    lock_file,
    unlock_file,
    check_lock,
    control_file,
    sector_size,
    characteristics,
    map_shared,
    lock_shared,
    barrier,
    unmap_shared,
    nullptr,
    nullptr
};

int open_file(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* const watched = reinterpret_cast<WatchedFile*>(file);
    watched->base.pMethods = nullptr;
    watched->name = name;
    if (const int refused = asked(Kind::open, name_of(file)); refused != SQLITE_OK) {
        return refused;
    }
    auto* const vfs = watch().real;
    const int code = vfs->xOpen(vfs, name, real(file), flags, out);
    if (code == SQLITE_OK) {
        watched->base.pMethods = &methods;
    }
    return code;
}

int remove_file(sqlite3_vfs* /*vfs*/, const char* name, int sync) {
    const int refused = asked(Kind::remove, name);
    return refused != SQLITE_OK ? refused : watch().real->xDelete(watch().real, name, sync);
}

} // namespace

WatchedDisk::WatchedDisk(DiskHook hook) {
    auto& one = watch();
    one.hook = std::move(hook);
    one.real = sqlite3_vfs_find("unix");
    // Everything but opening and removing is the real one's, by its own functions.
    one.vfs = *one.real;
    one.vfs.zName = "watched";
    one.vfs.szOsFile = static_cast<int>(sizeof(WatchedFile)) + one.real->szOsFile;
    one.vfs.xOpen = open_file;
    one.vfs.xDelete = remove_file;
    sqlite3_vfs_register(&one.vfs, 1);
}

WatchedDisk::~WatchedDisk() {
    auto& one = watch();
    sqlite3_vfs_unregister(&one.vfs);
    sqlite3_vfs_register(one.real, 1);
    one.hook = nullptr;
}

} // namespace support
