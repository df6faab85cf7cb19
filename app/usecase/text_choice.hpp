#pragma once

#include "app/usecase/sync.hpp"
#include "app/usecase/trained_model.hpp"
#include "app/usecase/world.hpp"
#include "domain/evaluation/stages.hpp"

#include <optional>
#include <string_view>

namespace usecase {

/// Of which new messages a sync reads the text. Reading the text of all costs most of the bytes;
/// where the headers decide as well, that buys nothing.
class TextChoice {
public:
    /// As the options say; where they say nothing, as the current model's test has picked; while
    /// there is no model, all: there is nothing yet that could decide without.
    static ports::Result<TextChoice> make(const World& world, const SyncOptions& options);

    /// Of each text, while the headers are read.
    [[nodiscard]] domain::Bytes beside_headers() const;

    /// Whether the text of a message is worth reading after all, by the features of its headers, as
    /// the cache keeps them.
    [[nodiscard]] bool is_undecided(std::string_view features) const;

private:
    TextChoice(const SyncOptions& options, domain::evaluation::Stage stage)
        : stage_{stage}, bytes_{options.text_bytes}, decided_from_{options.decided_from} {}

    domain::evaluation::Stage stage_;
    domain::Bytes bytes_;
    double decided_from_;
    std::optional<TrainedModel> model_; ///< Only where it is to decide.
};

} // namespace usecase
