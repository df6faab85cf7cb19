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
///
/// It goes as the options say; where they say nothing, as the current model's test has picked;
/// while there is no model, all texts are read: there is nothing yet that could decide without.
///
/// Flow: make, once something is to be fetched → beside_headers, is_undecided.
class TextChoice {
public:
    TextChoice(const World& world, const SyncOptions& options) : world_(world), options_(options) {}

    /// Asks the store for the model; a second time nothing happens.
    ports::Result<void> make();

    /// Of each text, while the headers are read.
    [[nodiscard]] domain::Bytes beside_headers() const;

    /// Whether the text of a message is worth reading after all, by the features of its headers, as
    /// the cache keeps them.
    [[nodiscard]] bool is_undecided(std::string_view features) const;

private:
    const World& world_;
    const SyncOptions& options_;
    std::optional<domain::evaluation::Stage> stage_;
    std::optional<TrainedModel> model_; ///< Only where it is to decide.
};

} // namespace usecase
