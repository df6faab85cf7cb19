#include "adapters/memory/memory_state_store.hpp"
#include "tests/contract/journal_contract.hpp"
#include "tests/contract/message_cache_contract.hpp"
#include "tests/contract/state_store_contract.hpp"

namespace contract {
namespace {

const auto stores = ::testing::Values(
    StateStoreCase{"Memory", [] { return std::make_shared<memory::MemoryStateStore>(); }}
);

INSTANTIATE_TEST_SUITE_P(Store, MessageCacheContract, stores, case_name);
INSTANTIATE_TEST_SUITE_P(Store, JournalContract, stores, case_name);
INSTANTIATE_TEST_SUITE_P(Store, ModelStoreContract, stores, case_name);
INSTANTIATE_TEST_SUITE_P(Store, PlanStoreContract, stores, case_name);
INSTANTIATE_TEST_SUITE_P(Store, ByteLedgerContract, stores, case_name);

} // namespace
} // namespace contract
