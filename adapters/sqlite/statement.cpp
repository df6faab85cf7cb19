#include "adapters/sqlite/statement.hpp"

#include <sqlite3.h>

#include <utility>

namespace sqlite {

using ports::Result;

namespace {

/// SQLite takes a null pointer for NULL, and an empty view may hold one.
const char* start(std::string_view bytes) {
    return bytes.empty() ? "" : bytes.data();
}

} // namespace

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Statement::Statement(const Database& database, std::string_view sql) : database_{database} {
    sqlite3_stmt* prepared = nullptr;
    code_ = sqlite3_prepare_v2(
        database.handle(), sql.data(), static_cast<int>(sql.size()), &prepared, nullptr
    );
    statement_.reset(prepared);
}

Statement& Statement::bound(int code) {
    if (code_ == SQLITE_OK) {
        code_ = code;
    }
    return *this;
}

Statement& Statement::bind(std::int64_t value) {
    return bound(sqlite3_bind_int64(statement_.get(), ++parameter_, value));
}

// The bytes are copied (SQLITE_TRANSIENT): a caller may bind a temporary.
Statement& Statement::bind(std::string_view text) {
    return bound(sqlite3_bind_text64(
        statement_.get(), ++parameter_, start(text), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8
    ));
}

Statement& Statement::bind_blob(std::string_view bytes) {
    return bound(sqlite3_bind_blob64(
        statement_.get(), ++parameter_, start(bytes), bytes.size(), SQLITE_TRANSIENT
    ));
}

Statement& Statement::bind_null() {
    return bound(sqlite3_bind_null(statement_.get(), ++parameter_));
}

Result<bool> Statement::step() {
    if (code_ != SQLITE_OK) {
        return ports::fail(database_.failure(code_));
    }
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code == SQLITE_DONE) {
        return false;
    }
    return ports::fail(database_.failure(code));
}

Result<void> Statement::run() {
    auto stepped = step();
    reset();
    return stepped ? Result<void>{} : ports::fail(std::move(stepped).error());
}

void Statement::reset() {
    sqlite3_reset(statement_.get());
    parameter_ = 0;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Statement::bytes(int column) const {
    // In this order: the blob call fixes the representation that the length is of.
    const auto* const data =
        static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
    const auto size = sqlite3_column_bytes(statement_.get(), column);
    return data == nullptr ? std::string_view{}
                           : std::string_view{data, static_cast<std::size_t>(size)};
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

} // namespace sqlite
