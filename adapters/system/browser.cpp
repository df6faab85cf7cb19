#include "adapters/system/browser.hpp"

#include <array>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace os {

namespace {

/// What a browser prints is not for our terminal.
class Silence {
public:
    Silence() {
        posix_spawn_file_actions_init(&actions_);
        for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
            posix_spawn_file_actions_addopen(&actions_, stream, "/dev/null", O_RDWR, 0);
        }
    }

    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

    ~Silence() { posix_spawn_file_actions_destroy(&actions_); }

    [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

bool start(std::string program, std::string page) {
    const Silence silence;
    const std::array<char*, 3> arguments{program.data(), page.data(), nullptr};
    pid_t child = 0;
    if (posix_spawnp(&child, program.c_str(), silence.get(), nullptr, arguments.data(), environ) !=
        0) {
        return false;
    }
    // A browser may stay open longer than we live; whoever ends first, no zombie is left.
    std::thread{[child] { waitpid(child, nullptr, 0); }}.detach();
    return true;
}

} // namespace

bool open_in_browser(const std::string& page, const Environment& variable) {
    const auto own = variable("BROWSER");
    if (own && !own->empty()) {
        return start(*own, page);
    }
    // Without a display xdg-open would look for a browser in the terminal.
    const bool desktop = variable("DISPLAY") || variable("WAYLAND_DISPLAY");
    return desktop && start("xdg-open", page);
}

} // namespace os
