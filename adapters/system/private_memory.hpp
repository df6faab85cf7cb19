#pragma once

namespace os {

/// From now on no core file shows what this process holds, and no other process of the same user
/// may trace it or read its memory; programs that it starts are as usual. True when it is so.
bool keep_memory_private();

/// Whether it is so.
bool memory_is_private();

} // namespace os
