#include "tests/adapters/client/scripted_server.hpp"

#include <algorithm>
#include <utility>

namespace client_test {

class ScriptedServer::Link final : public net::Transport {
public:
    explicit Link(ScriptedServer& server) : server_(server) {}

    net::Arrival exchange(
        std::string_view outgoing, net::Deadline deadline, const std::stop_token& stop
    ) override {
        sent_ += outgoing.size();
        return server_.exchange(outgoing, deadline, stop);
    }

    [[nodiscard]] std::size_t unsent() const override { return 0; }

    [[nodiscard]] ports::Transferred transferred() const override {
        return {{server_.received_}, {sent_}};
    }

    void close(net::Deadline /*deadline*/) override {}

private:
    ScriptedServer& server_;
    std::size_t sent_ = 0;
};

ScriptedServer& ScriptedServer::says(std::string bytes) {
    steps_.push_back({Kind::says, std::move(bytes), {}, {}, {}});
    return *this;
}

ScriptedServer& ScriptedServer::hears(std::string bytes) {
    steps_.push_back({Kind::hears, std::move(bytes), {}, {}, {}});
    return *this;
}

ScriptedServer& ScriptedServer::closes(net::Ending how) {
    steps_.push_back({Kind::closes, {}, how, {}, {}});
    return *this;
}

ScriptedServer& ScriptedServer::pauses(std::chrono::seconds time) {
    steps_.push_back({Kind::pauses, {}, {}, {}, time});
    return *this;
}

ScriptedServer& ScriptedServer::then(std::function<void()> happens) {
    steps_.push_back({Kind::happens, {}, {}, std::move(happens), {}});
    return *this;
}

ports::Result<std::unique_ptr<net::Transport>>
ScriptedServer::connect(const std::stop_token& /*stop*/) {
    if (std::exchange(connected_, true) && !steps_.empty() && steps_.front().kind == Kind::closes) {
        steps_.pop_front(); // That was the connection before.
    }
    heard_.clear();
    return std::make_unique<Link>(*this);
}

net::Arrival ScriptedServer::exchange(
    std::string_view outgoing, net::Deadline deadline, const std::stop_token& stop
) {
    heard_ += outgoing;
    do {
        while (advance()) {
        }
    } while (inbox_.empty() && pass_time(deadline));
    if (!inbox_.empty()) {
        handed_out_ = std::exchange(inbox_, {});
        received_ += handed_out_.size();
        return net::Incoming{handed_out_};
    }
    if (stop.stop_requested()) {
        return net::Interrupted{};
    }
    if (!steps_.empty() && steps_.front().kind == Kind::closes) {
        return net::Closed{steps_.front().how, "the connection was cut off"};
    }
    clock_.advance(deadline - clock_.monotonic());
    return net::TimedOut{};
}

bool ScriptedServer::advance() {
    if (steps_.empty()) {
        return false;
    }
    Step& step = steps_.front();
    switch (step.kind) {
    case Kind::says:
        inbox_ += step.bytes;
        break;
    case Kind::happens:
        if (!inbox_.empty()) {
            return false;
        }
        step.happens();
        break;
    case Kind::hears:
        if (!heard_.starts_with(step.bytes)) {
            return false;
        }
        heard_.erase(0, step.bytes.size());
        break;
    case Kind::closes:
    case Kind::pauses:
        return false;
    }
    steps_.pop_front();
    return true;
}

bool ScriptedServer::pass_time(net::Deadline deadline) {
    if (steps_.empty() || steps_.front().kind != Kind::pauses) {
        return false;
    }
    auto& left = steps_.front().time;
    const std::chrono::nanoseconds passed = std::min(left, deadline - clock_.monotonic());
    clock_.advance(passed);
    left -= passed;
    if (left.count() > 0) {
        return false;
    }
    steps_.pop_front();
    return true;
}

std::string ScriptedServer::complaints() const {
    std::string complaint;
    if (!steps_.empty() && steps_.front().kind == Kind::hears) {
        complaint = "waiting for: " + steps_.front().bytes;
    }
    if (!heard_.empty()) {
        complaint += "heard: " + heard_;
    }
    return complaint;
}

} // namespace client_test
