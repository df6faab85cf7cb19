// What libfaketime 0.9.10 leaves out: a condition that is waited for by the monotonic clock, as
// libstdc++ does since glibc 2.30 for every wait_until of steady_clock. Preloaded behind
// libfaketime, it turns the moment in faked time that the program waits for into the real one;
// without it such a wait would never end.

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

constexpr std::int64_t second = 1'000'000'000;

std::int64_t nanoseconds(const timespec& time) {
    return time.tv_sec * second + time.tv_nsec;
}

/// The 3600 of FAKETIME="+0 x3600".
double speed() {
    const char* wanted = std::getenv("FAKETIME");
    const char* times = wanted == nullptr ? nullptr : std::strrchr(wanted, 'x');
    const double said = times == nullptr ? 1 : std::strtod(times + 1, nullptr);
    return said > 0 ? said : 1;
}

} // namespace

extern "C" int pthread_cond_clockwait(
    pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock, const timespec* until
) {
    using Wait = decltype(&pthread_cond_clockwait);
    static const auto real_wait =
        reinterpret_cast<Wait>(dlsym(RTLD_NEXT, "pthread_cond_clockwait"));
    timespec faked{};
    timespec real{};
    clock_gettime(clock, &faked);
    syscall(SYS_clock_gettime, clock, &real);
    const auto left = static_cast<double>(nanoseconds(*until) - nanoseconds(faked)) / speed();
    const auto moment = nanoseconds(real) + static_cast<std::int64_t>(left > 0 ? left : 0);
    const timespec real_until{moment / second, moment % second};
    return real_wait(condition, mutex, clock, &real_until);
}
