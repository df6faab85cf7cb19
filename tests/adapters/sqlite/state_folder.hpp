#pragma once

#include "adapters/sqlite/sqlite_state_store.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace sqlite {

/// A folder with the state of one account.
class StateFolder : public ::testing::Test {
protected:
    const Account account{"you@gmail.com", "imap.gmail.com"};
    support::TemporaryFolder place;
    std::filesystem::path file = state_file(place.path(), account);

    [[nodiscard]] ports::Result<std::unique_ptr<ports::StateStore>>
    open(Access access = Access::write) const {
        return open_state({.folder = place.path(), .account = account, .access = access});
    }

    /// Makes a state with one run in it, and closes it.
    void make_state() const {
        auto store = open();
        ASSERT_TRUE(store) << store.error().sentence;
        ASSERT_TRUE((*store)->journal().begin(ports::RunKind::apply, "p-1", {}));
    }

    [[nodiscard]] std::filesystem::path beside(const char* suffix) const {
        auto path = file;
        return path += suffix;
    }

    static std::string content(const std::filesystem::path& path) {
        std::ifstream in{path, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

    static void overwrite(const std::filesystem::path& path, const std::string& bytes) {
        std::ofstream{path, std::ios::binary} << bytes;
    }

    /// The failure of opening, which has to be one that names the file and says what to do.
    [[nodiscard]] ports::Failure refusal(Access access = Access::write) const {
        auto store = open(access);
        EXPECT_FALSE(store) << "opened what had to be refused";
        return store ? ports::Failure{} : store.error();
    }
};

} // namespace sqlite
