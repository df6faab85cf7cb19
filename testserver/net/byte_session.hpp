#pragma once

#include "testserver/scenario/instant.hpp"
#include "testserver/scenario/step.hpp"

#include <string_view>
#include <utility>

namespace testserver {

/// What a Connection carries: a sans-I/O session of whatever protocol.
class ByteSession {
public:
    ByteSession() = default;
    ByteSession(const ByteSession&) = delete;
    ByteSession& operator=(const ByteSession&) = delete;
    virtual ~ByteSession() = default;

    virtual void receive(std::string_view bytes, Instant now) = 0;
    virtual void wake(Instant now) = 0;
    virtual Steps take_steps() = 0;
    [[nodiscard]] virtual bool finished() const = 0;
};

/// Any session with these four, by value.
template <typename Session>
class Carried final : public ByteSession {
public:
    explicit Carried(Session session) : session_(std::move(session)) {}

    void receive(std::string_view bytes, Instant now) override { session_.receive(bytes, now); }

    void wake(Instant now) override { session_.wake(now); }

    Steps take_steps() override { return session_.take_steps(); }

    [[nodiscard]] bool finished() const override { return session_.finished(); }

private:
    Session session_;
};

} // namespace testserver
