#include "adapters/sqlite/label_ids.hpp"

#include "adapters/sqlite/statement.hpp"

#include <sqlite3.h>

#include <utility>

namespace sqlite {

using domain::Label;
using ports::Result;

Result<void> LabelIds::load() {
    if (loaded_) {
        return {};
    }
    Statement query{database_, "SELECT id, name FROM label"};
    auto read = query.each([&] {
        Label label{std::string{query.bytes(1)}};
        labels_.insert_or_assign(query.integer(0), label);
        ids_.insert_or_assign(std::move(label), query.integer(0));
    });
    loaded_ = read.has_value();
    return read;
}

Result<std::int64_t> LabelIds::add(const Label& label) {
    Statement insert{database_, "INSERT INTO label (name) VALUES (?)"};
    insert.bind(label.name);
    if (auto inserted = insert.run(); !inserted) {
        return ports::fail(std::move(inserted).error());
    }
    const auto id = sqlite3_last_insert_rowid(database_.handle());
    labels_.insert_or_assign(id, label);
    ids_.insert_or_assign(label, id);
    return id;
}

Result<std::int64_t> LabelIds::id(const Label& label) {
    if (auto loaded = load(); !loaded) {
        return ports::fail(std::move(loaded).error());
    }
    const auto found = ids_.find(label);
    return found != ids_.end() ? Result<std::int64_t>{found->second} : add(label);
}

Result<const Label*> LabelIds::label(std::int64_t id) {
    if (auto loaded = load(); !loaded) {
        return ports::fail(std::move(loaded).error());
    }
    const auto found = labels_.find(id);
    if (found == labels_.end()) {
        return ports::fail(database_.damage("a label has no name"));
    }
    return &found->second;
}

void LabelIds::forget() {
    loaded_ = false;
    ids_.clear();
    labels_.clear();
}

} // namespace sqlite
