#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/mail/label.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace sqlite {

/// The numbers that stand for labels in message_label, both ways. Read once, added to as labels
/// appear; a label is never renumbered.
class LabelIds {
public:
    explicit LabelIds(Database& database) : database_{database} {}

    /// The label's number; a new one is written when it has none yet.
    ports::Result<std::int64_t> id(const domain::Label& label);
    /// Never null; a number without a label is damage.
    ports::Result<const domain::Label*> label(std::int64_t id);
    /// To be called when a transaction was rolled back: what it had added is not there.
    void forget();

private:
    ports::Result<void> load();
    ports::Result<std::int64_t> add(const domain::Label& label);

    Database& database_;
    bool loaded_ = false;
    std::map<domain::Label, std::int64_t> ids_;
    std::map<std::int64_t, domain::Label> labels_;
};

} // namespace sqlite
