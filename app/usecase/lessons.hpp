#pragma once

#include "app/usecase/world.hpp"
#include "domain/learning/model.hpp"
#include "ports/message_cache.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace usecase {

/// Which of the user's labels are learned: patterns such as "Lists/*"; none means all.
struct LessonOptions {
    std::vector<std::string> labels;
};

bool is_learned(const domain::Label& label, const LessonOptions& options);

struct LessonCount {
    std::uint64_t lessons = 0;
    std::uint64_t unlabelled = 0; ///< Teach nothing: leaving mail alone is no decision.
    std::uint64_t outdated = 0;   ///< Features of an older version; `sync` reads them again.
};

using LessonSink =
    std::function<ports::Result<void>(domain::learning::Example, const ports::CachedMessage&)>;

/// Streams what the cache can teach, oldest first: messages that carry a learned label, or that
/// lost one which `apply` had given. Mail in Spam, Trash, Drafts, Sent and Chats teaches nothing.
ports::Result<LessonCount>
for_each_lesson(const World& world, const LessonOptions& options, const LessonSink& sink);

} // namespace usecase
