#include "app/compose/demo_chaos.hpp"

namespace compose {

// Where each comes: the fetches are sync's, the first writes those of the first apply, the last
// ones those of the undo.
const char* const demo_chaos = R"toml(
[[rule]]
name = "the line broke in the middle of an answer"
on = { cmd = "UID FETCH", nth = 3, out_byte = 20000 }
do = [{ close = "rst" }]

[[rule]]
name = "the server hung up before it greeted"
on = { conn = 2, phase = "greeting" }
do = [{ bye = "Temporary System Error (Failure)" }]

[[rule]]
name = "an answer took a second"
on = { conn = 3, cmd = "UID FETCH", nth = 2 }
do = [{ delay = "1s" }]

[[rule]]
name = "the session expired: the labels were written, the answer was lost"
on = { cmd = "UID STORE", nth = 2 }
do = [{ apply_then = "nothing" }, { bye = "Session expired, please login again." }]

[[rule]]
name = "throttled: the server said OK and wrote nothing"
on = { cmd = "UID STORE", nth = 6 }
do = [{ drop_effect = true }, { reply = "OK Success [THROTTLED]" }]

[[rule]]
name = "the server vanished without a word of farewell"
on = { cmd = "UID STORE", nth = 16 }
do = [{ close = "truncate" }]
)toml";

} // namespace compose
