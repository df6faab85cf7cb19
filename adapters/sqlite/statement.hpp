#pragma once

#include "adapters/sqlite/database.hpp"
#include "ports/result.hpp"

#include <cstdint>
#include <memory>
#include <string_view>
#include <type_traits>

struct sqlite3_stmt;

namespace sqlite {

/// One prepared statement. A mistake on the way (SQL, binding) is kept and comes out of the next
/// step, so that callers check once.
///
/// Flow: bind each parameter in order → step until it gives false, reading columns after each true;
/// or run, or each. After run the parameters are bound anew.
class Statement {
public:
    Statement(const Database& database, std::string_view sql);

    Statement& bind(std::int64_t value);
    Statement& bind(std::string_view text);
    Statement& bind_blob(std::string_view bytes);
    Statement& bind_null();

    /// True when there is a row.
    ports::Result<bool> step();
    /// Runs a statement that gives no rows, and makes it ready to be bound again.
    ports::Result<void> run();
    /// Calls `on_row` for each row; it may return a Result<void> to end early.
    template <typename OnRow>
    ports::Result<void> each(const OnRow& on_row);

    // Views are valid until the next step. NULL reads as 0 and as nothing.
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string_view bytes(int column) const;
    [[nodiscard]] bool is_null(int column) const;

    void reset();

private:
    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const;
    };

    Statement& bound(int code);

    const Database& database_;
    std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
    int code_; ///< The first thing that went wrong, until it was told.
    int parameter_ = 0;
};

template <typename OnRow>
ports::Result<void> Statement::each(const OnRow& on_row) {
    while (true) {
        const auto row = step();
        if (!row) {
            return ports::fail(row.error());
        }
        if (!*row) {
            return {};
        }
        if constexpr (std::is_void_v<decltype(on_row())>) {
            on_row();
        } else if (auto taken = on_row(); !taken) {
            return taken;
        }
    }
}

} // namespace sqlite
