#include "domain/learning/model.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

// A stored model: what reads must predict, explain and learn without harm.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace domain::learning;
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    auto model = Model::decode(bytes);
    if (!model) {
        return 0;
    }
    FeatureVector message;
    message.features = {{FieldGroup::body, 1, 1}, {FieldGroup::subject, 2, 3}};
    message.keys = {{KeyKind::sender, 7}};
    for (const LabelScore& scored : model->predict(message).ranked) {
        if (std::isnan(scored.score)) {
            std::abort();
        }
        (void)model->explain(message, scored.label);
    }
    model->learn({message, {{"a"}}, {}});
    (void)model->encode();
    return 0;
}
