#pragma once

#include "ports/result.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace compose {

/// A fake Gmail inside this process: TLS on 127.0.0.1 at a free port, one user, and a mailbox made
/// up from a seed, with mail that is labelled wrongly on purpose. It serves from `start` until
/// `stop` or the end of its life.
class DemoGmail {
public:
    struct Wish {
        std::uint64_t seed = 1;
        std::size_t messages = 2000;
        std::filesystem::path folder; ///< For the certificate authority and the password; exists.
        bool chaos = false;           ///< It goes wrong as `demo_chaos` says.
    };

    /// Something that went wrong on purpose, or was meant to.
    struct Mishap {
        std::string what;
        std::uint64_t times = 0;
    };

    static ports::Result<std::unique_ptr<DemoGmail>> start(const Wish& wish);

    DemoGmail(const DemoGmail&) = delete;
    DemoGmail& operator=(const DemoGmail&) = delete;
    ~DemoGmail();

    [[nodiscard]] std::uint16_t port() const;

    /// Of all mail, so many carry a label that is wrong.
    [[nodiscard]] std::size_t mislabelled() const { return mislabelled_; }

    /// Ends it, and says what went wrong on purpose; nothing without chaos.
    std::vector<Mishap> stop();

    /// The settings, as flags, that reach this server.
    [[nodiscard]] std::map<std::string, std::string, std::less<>> flags() const;

private:
    struct Server;

    explicit DemoGmail(Wish wish);
    ports::Result<void> serve();

    Wish wish_;
    std::size_t mislabelled_ = 0;
    std::unique_ptr<Server> server_;
};

} // namespace compose
