#pragma once

#include "app/usecase/world.hpp"
#include "domain/mail/ids.hpp"
#include "domain/mail/label.hpp"

#include <cstdint>
#include <map>

namespace usecase {

/// How the model's latest decisions about one label fared after they were applied.
struct Track {
    std::uint32_t acted = 0;
    std::uint32_t corrected = 0; ///< The user took the label back: by undo, or by hand.
};

using Tracks = std::map<domain::Label, Track>;

/// What the journal and today's labels say about labels that were put on by `apply`.
struct Corrections {
    std::map<domain::MessageId, domain::LabelSet> rejected; ///< Taken back since …
    std::map<domain::MessageId, domain::LabelSet> kept;     ///< … and still there.
    Tracks tracks;
};

ports::Result<Corrections> corrections(const World& world);

} // namespace usecase
