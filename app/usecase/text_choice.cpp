#include "app/usecase/text_choice.hpp"

#include "domain/evaluation/outcome.hpp"
#include "domain/learning/feature_codec.hpp"

#include <utility>

namespace usecase {

using domain::evaluation::Stage;
using ports::Result;

Result<void> TextChoice::make() {
    if (stage_) {
        return {};
    }
    if (options_.stage == Stage::headers || options_.stage == Stage::text_of_all) {
        stage_ = options_.stage; // Neither needs a model.
        return {};
    }
    const auto record = world_.state.models().current();
    if (!record) {
        return ports::fail(record.error());
    }
    const auto learned = *record ? TrainedModel::decode_reads((*record)->bytes) : std::nullopt;
    stage_ = learned ? options_.stage.value_or(*learned) : Stage::text_of_all;
    if (stage_ == Stage::text_of_undecided) {
        model_ = TrainedModel::decode((*record)->bytes);
    }
    return {};
}

domain::Bytes TextChoice::beside_headers() const {
    return stage_ == Stage::text_of_all ? options_.text_bytes : domain::Bytes{};
}

bool TextChoice::is_undecided(std::string_view features) const {
    if (!model_ || options_.text_bytes.count == 0) {
        return false;
    }
    const auto decoded = domain::learning::decode_features(features);
    return !decoded || domain::evaluation::judge(model_->model.predict(*decoded), {}).confidence <
                           options_.decided_from;
}

} // namespace usecase
