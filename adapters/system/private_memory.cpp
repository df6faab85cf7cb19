#include "adapters/system/private_memory.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace os {

// Each does what the other leaves out: a core limit does not stop a core_pattern that is a pipe,
// and nothing but the flag stops ptrace(2) and /proc/PID/mem (prctl(2), core(5)).
bool keep_memory_private() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    return memory_is_private();
}

bool memory_is_private() {
    rlimit core{};
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 && getrlimit(RLIMIT_CORE, &core) == 0 &&
           core.rlim_cur == 0;
}

} // namespace os
