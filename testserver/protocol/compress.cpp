#include "testserver/protocol/handlers.hpp"

namespace testserver {

void run(Conversation& c, Tag tag, const wire::command::Compress& command) {
    if (command.algorithm != "DEFLATE") {
        c.bad(tag, c.words.bad_syntax("only DEFLATE is known"));
    } else if (c.compressed) {
        c.no(tag, "Compression is active already.", wire::PlainCode{"COMPRESSIONACTIVE"});
    } else {
        c.complete(tag);
        c.start_compression = true;
        c.compressed = true;
    }
}

} // namespace testserver
