#include "tests/fuzz/http_conversation.hpp"
#include "testserver/control/control_service.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using namespace testserver;

/// A run of one rule; aborts where it is asked for what there is not.
class OneRule final : public control::Controls {
public:
    [[nodiscard]] control::Status status() const override {
        control::Status status;
        status.profile = "gmail";
        status.clock = "virtual";
        status.time = time_;
        status.rules.push_back({"lost", fired_, true});
        return status;
    }

    [[nodiscard]] std::vector<std::string> rule_names() const override { return {"lost"}; }

    control::Firing fire(const std::string& rule) override {
        if (rule != "lost") {
            std::abort();
        }
        ++fired_;
        return control::Firing::at_next_command;
    }

    Milliseconds advance(Milliseconds by) override {
        if (by < Milliseconds{0} || by > control::longest_advance) {
            std::abort();
        }
        time_ += by;
        return by;
    }

    std::optional<control::Refused> reset() override {
        time_ = {};
        fired_ = 0;
        return std::nullopt;
    }

    [[nodiscard]] control::JournalPart
    journal(std::uint64_t from, std::size_t most) const override {
        if (most > control::most_journal_lines) {
            std::abort();
        }
        return {from, {"0 C 1 NOOP"}, from + 1};
    }

private:
    Milliseconds time_{0};
    std::uint64_t fired_ = 0;
};

std::string asked(std::string_view bytes, std::size_t piece) {
    OneRule controls;
    return fuzz::spoken(control::control_session(controls), bytes, piece);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};

    const auto whole = asked(bytes, size + 1);

    // However the segments fall, the answers are the same.
    if (asked(bytes, 1) != whole || asked(bytes, 7) != whole) {
        std::abort();
    }
    return 0;
}
