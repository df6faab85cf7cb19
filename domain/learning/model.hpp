#pragma once

#include "domain/learning/feature_vector.hpp"
#include "domain/mail/label.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace domain::learning {

/// One lesson: the labels that the user gave a message. Without any, it teaches that such mail
/// stays unlabelled.
struct Example {
    FeatureVector features;
    LabelSet labels;   ///< User labels only.
    LabelSet rejected; ///< Labels that the user took away from it.
};

struct LabelScore {
    Label label; ///< An empty name stands for "no label".
    double score = 0;
    double probability = 0;
};

struct Prediction {
    std::vector<LabelScore> ranked; ///< Best first; labels that were never seen are not there.
    double confidence = 0;          ///< Calibrated probability that the first one is right.
    std::vector<Label> assigned;    ///< The labels to give, where a message may have several.
};

struct LabelSummary {
    Label label;
    std::uint32_t examples = 0;
};

/// Why a label has its score: parts that sum to it.
struct Contribution {
    enum class Kind : std::uint8_t { token, label_name, history, prior };
    Kind kind = Kind::token;
    FieldGroup group = FieldGroup::body; ///< With `id`, when kind is token.
    std::uint32_t id = 0;
    std::optional<KeyKind> key; ///< When kind is history.
    double amount = 0;
};

struct Explanation {
    double score = 0;
    std::vector<Contribution> contributions; ///< Largest amount (of either sign) first.
};

/// Which parts of the learner take part: all of them, but where a measurement asks what one of them
/// is worth. Not stored with a model.
struct Parts {
    bool pairwise = true;
    bool bayes = true;
    bool odds = true;
    bool label_names = true;
    bool history = true;
    bool together = true; ///< Which labels go together.
    bool telling = true;  ///< The one token that says most.
    bool replay = true;   ///< Of the latest lessons.
};

/// The learner: online, multi-class and multi-label, deterministic. Predicts, learns every lesson
/// at once, and takes lessons back. The same lessons in the same order give the same bytes.
class Model {
public:
    explicit Model(const Parts& parts = {});
    ~Model();
    Model(const Model&);
    Model(Model&&) noexcept;
    Model& operator=(const Model&);
    Model& operator=(Model&&) noexcept;

    [[nodiscard]] Prediction predict(const FeatureVector& message) const;
    [[nodiscard]] Explanation explain(const FeatureVector& message, const Label& label) const;
    void learn(const Example& example);
    /// What predict() would have said, from the one look at the message that learning takes anyway.
    Prediction predict_then_learn(const Example& example);
    /// Takes back a lesson that was learned before.
    void unlearn(const Example& example);

    [[nodiscard]] std::vector<LabelSummary> labels() const;
    [[nodiscard]] std::uint64_t examples() const;

    [[nodiscard]] std::string encode() const;
    /// Nothing when the bytes are no model of this version.
    static std::optional<Model> decode(std::string_view bytes);

    class State;

private:
    std::unique_ptr<State> state_;
};

} // namespace domain::learning
