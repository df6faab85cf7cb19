#pragma once

#include "ports/state_store.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>

namespace contract {

/// A state store that the contract is run over: how to make an empty one.
struct StateStoreCase {
    std::string name;
    std::function<std::shared_ptr<ports::StateStore>()> make;

    friend std::ostream& operator<<(std::ostream& out, const StateStoreCase& one) {
        return out << one.name;
    }
};

/// The fixture of every suite over state stores.
class StateStoreContract : public ::testing::TestWithParam<StateStoreCase> {
protected:
    std::shared_ptr<ports::StateStore> store = GetParam().make();
};

inline std::string case_name(const ::testing::TestParamInfo<StateStoreCase>& info) {
    return info.param.name;
}

} // namespace contract
