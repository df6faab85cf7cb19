#include "app/usecase/text_choice.hpp"

#include "domain/evaluation/outcome.hpp"
#include "domain/learning/feature_codec.hpp"

#include <utility>

namespace usecase {

using domain::evaluation::Stage;
using ports::Result;

Result<TextChoice> TextChoice::make(const World& world, const SyncOptions& options) {
    const auto learned = current_stage(world.state.models());
    if (!learned) {
        return ports::fail(learned.error());
    }
    TextChoice choice{options, *learned ? options.stage.value_or(**learned) : Stage::text_of_all};
    if (options.stage == Stage::headers) {
        choice.stage_ = Stage::headers; // Said by the user, it needs no model.
    }
    if (choice.stage_ == Stage::text_of_undecided) {
        auto model = current_model(world.state.models());
        if (!model) {
            return ports::fail(std::move(model).error());
        }
        choice.model_ = *std::move(model);
    }
    return choice;
}

domain::Bytes TextChoice::beside_headers() const {
    return stage_ == Stage::text_of_all ? bytes_ : domain::Bytes{};
}

bool TextChoice::is_undecided(std::string_view features) const {
    if (!model_ || bytes_.count == 0) {
        return false;
    }
    const auto decoded = domain::learning::decode_features(features);
    return !decoded || domain::evaluation::judge(model_->model.predict(*decoded), {}).confidence <
                           decided_from_;
}

} // namespace usecase
