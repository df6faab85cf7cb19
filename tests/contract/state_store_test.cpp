#include "adapters/memory/memory_state_store.hpp"
#include "adapters/sqlite/sqlite_state_store.hpp"
#include "tests/contract/journal_contract.hpp"
#include "tests/contract/message_cache_contract.hpp"
#include "tests/contract/state_store_contract.hpp"
#include "tests/support/temporary_folder.hpp"

namespace contract {
namespace {

std::shared_ptr<ports::StateStore> in_memory() {
    return std::make_shared<memory::MemoryStateStore>();
}

/// A store in a folder of its own, which goes with it.
std::shared_ptr<ports::StateStore> in_sqlite() {
    struct Place {
        support::TemporaryFolder folder;
        std::unique_ptr<ports::StateStore> store;
    };

    auto place = std::make_shared<Place>();
    auto opened = sqlite::open_state({.folder = place->folder.path(), .account = {"me", "host"}});
    EXPECT_TRUE(opened) << opened.error().sentence;
    place->store = std::move(opened).value();
    return {place, place->store.get()};
}

const auto stores =
    ::testing::Values(StateStoreCase{"Memory", in_memory}, StateStoreCase{"Sqlite", in_sqlite});

INSTANTIATE_TEST_SUITE_P(Store, MessageCacheContract, stores, case_name);
INSTANTIATE_TEST_SUITE_P(Store, JournalContract, stores, case_name);
INSTANTIATE_TEST_SUITE_P(Store, ModelStoreContract, stores, case_name);
INSTANTIATE_TEST_SUITE_P(Store, PlanStoreContract, stores, case_name);
INSTANTIATE_TEST_SUITE_P(Store, ByteLedgerContract, stores, case_name);
INSTANTIATE_TEST_SUITE_P(Store, BookmarksContract, stores, case_name);
INSTANTIATE_TEST_SUITE_P(Store, FlightRecorderContract, stores, case_name);
INSTANTIATE_TEST_SUITE_P(Store, ParkingLotContract, stores, case_name);

} // namespace
} // namespace contract
