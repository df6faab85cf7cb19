#include "app/imap_read/json_response.hpp"
#include "app/imap_read/json_values.hpp"

#include <utility>

namespace imap_read {

namespace {

json::value numbers_or_nil(const std::optional<wire::SequenceSet>& numbers) {
    return numbers ? ranges(*numbers) : json::value(nullptr);
}

json::object partial_json(const wire::PartialResult& partial) {
    return {
        {"first", partial.first},
        {"last", partial.last},
        {"numbers", numbers_or_nil(partial.numbers)},
    };
}

json::array updates_json(const std::vector<wire::ContextUpdate>& updates) {
    json::array array;
    for (const auto& update : updates) {
        array.push_back(json::object{
            {"change", update.removes ? "REMOVEFROM" : "ADDTO"},
            {"position", update.position},
            {"numbers", ranges(update.numbers)},
        });
    }
    return array;
}

} // namespace

json::object esearch_json(const wire::ESearch& data) {
    json::object out{{"tag", nullable(data.tag)}, {"uid", data.uid}};
    if (data.mailbox) {
        put_mailbox(out, *data.mailbox);
    }
    put_if(out, "uidvalidity", data.uidvalidity);
    put_if(out, "min", data.min);
    put_if(out, "max", data.max);
    put_if(out, "count", data.count);
    if (data.all) {
        out.emplace("all", ranges(*data.all));
    }
    put_if(out, "modseq", data.modseq);
    if (data.partial) {
        out.emplace("partial", partial_json(*data.partial));
    }
    if (data.relevancy) {
        out.emplace("relevancy", json::array(data.relevancy->begin(), data.relevancy->end()));
    }
    if (!data.updates.empty()) {
        out.emplace("updates", updates_json(data.updates));
    }
    auto others = data.correlator;
    others.insert(others.end(), data.unknown.begin(), data.unknown.end());
    if (!others.empty()) {
        out.emplace("unknown", pairs(others));
    }
    return out;
}

} // namespace imap_read
