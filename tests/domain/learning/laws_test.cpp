// What holds of the learner whatever it is taught. `ci/stages/mutants` breaks the learner in one
// place after the other and checks that these tests notice.
#include "domain/learning/model.hpp"
#include "tests/domain/learning/mails.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace domain::learning {
namespace {

using testing_support::lesson;
using testing_support::mail;
using testing_support::random_lessons;
using testing_support::taught;
using testing_support::three_topics;
using testing_support::travel;

// Scores stay within it however contradictory the lessons are.
constexpr double largest_score = 200;

/// Vectors that no mail gives, but a file of features might: huge counts, a token of each group in
/// one place, ids at the edges, nothing at all.
std::vector<FeatureVector> hostile_vectors() {
    std::vector<FeatureVector> vectors(4);
    for (std::size_t group = 0; group < field_group_count; ++group) {
        const auto field = static_cast<FieldGroup>(group);
        vectors[1].features.push_back({field, 7, 0xFFFFFFFF});
        vectors[2].features.push_back({field, 0, 1});
        vectors[2].features.push_back({field, feature_space - 1, 0x7FFFFFFF});
    }
    for (std::uint32_t id = 0; id < 2'000; ++id) {
        vectors[3].features.push_back({FieldGroup::body, id, 1 + id % 5});
    }
    for (std::uint32_t hash = 0; hash < 50; ++hash) {
        vectors[3].keys.push_back({KeyKind::thread, hash});
    }
    vectors[3].has_text = true;
    return vectors;
}

/// Random lessons with labels of a tree, labels taken away, and hostile ones in between.
std::vector<Example> wild_lessons(std::uint32_t seed) {
    std::mt19937 random{seed};
    const auto hostile = hostile_vectors();
    auto lessons = random_lessons(seed, 60);
    for (Example& one : lessons) {
        if (random() % 4 == 0) {
            one.labels.insert({"Work/L" + std::to_string(random() % 4)});
        }
        if (random() % 5 == 0) {
            one.rejected.insert({"L" + std::to_string(random() % 5)});
        }
        if (random() % 10 == 0) {
            one.features = hostile[random() % hostile.size()];
        }
    }
    return lessons;
}

std::map<std::string, std::uint32_t> counts_of(const Model& model) {
    std::map<std::string, std::uint32_t> counts;
    for (const LabelSummary& summary : model.labels()) {
        if (summary.examples > 0) {
            counts[summary.label.name] = summary.examples;
        }
    }
    return counts;
}

double score_of(const Model& model, const FeatureVector& message, const std::string& label) {
    const auto ranked = model.predict(message).ranked;
    const auto found = std::ranges::find(ranked, Label{label}, &LabelScore::label);
    return found == ranked.end() ? -largest_score : found->score;
}

class Law : public testing::TestWithParam<std::uint32_t> {};

INSTANTIATE_TEST_SUITE_P(Seeds, Law, testing::Range(1U, 4U));

TEST_P(Law, TheSameLessonsGiveTheSameBytesWhateverWasAskedInBetween) {
    const auto lessons = wild_lessons(GetParam());
    Model asked;
    for (const Example& one : lessons) {
        static_cast<void>(asked.predict(one.features));
        static_cast<void>(asked.explain(one.features, {"L1"}));
        asked.learn(one);
    }

    EXPECT_EQ(asked.encode(), taught(lessons).encode());
}

TEST_P(Law, PredictingOnTheWayToLearningIsBothOneAfterTheOther) {
    Model one_look;
    Model two_looks;
    for (const Example& one : wild_lessons(GetParam())) {
        const auto expected = two_looks.predict(one.features);
        two_looks.learn(one);

        const auto said = one_look.predict_then_learn(one);

        ASSERT_EQ(said.confidence, expected.confidence);
        ASSERT_EQ(said.assigned, expected.assigned);
        ASSERT_EQ(said.ranked.size(), expected.ranked.size());
    }
    EXPECT_EQ(one_look.encode(), two_looks.encode());
}

TEST_P(Law, AModelThatWasStoredGoesOnByteForByte) {
    const auto lessons = wild_lessons(GetParam());
    Model kept;
    Model stored;
    for (std::size_t i = 0; i < lessons.size(); ++i) {
        kept.learn(lessons[i]);
        stored.learn(lessons[i]);
        if (i % 25 == 17) {
            stored = Model::decode(stored.encode()).value();
        }
    }

    EXPECT_EQ(stored.encode(), kept.encode());
}

TEST_P(Law, TheOrderOfLessonsDoesNotChangeWhatWasCounted) {
    auto lessons = wild_lessons(GetParam());
    const auto before = counts_of(taught(lessons));
    std::ranges::reverse(lessons);

    EXPECT_EQ(counts_of(taught(lessons)), before);
}

TEST_P(Law, TheLatestLessonsCountMost) {
    auto lessons = three_topics(15);
    const auto moved =
        mail("club.example", "Minutes", "minutes of evening " + std::to_string(GetParam()));
    for (int i = 0; i < 12; ++i) {
        lessons.push_back(lesson(moved, {{i < 6 ? "Receipts" : "Travel"}}));
    }
    const auto one = lesson(moved, {}).features;
    const auto changed_mind = taught(lessons);
    std::reverse(lessons.end() - 12, lessons.end());

    EXPECT_EQ(changed_mind.predict(one).ranked.front().label.name, "Travel");
    EXPECT_EQ(taught(lessons).predict(one).ranked.front().label.name, "Receipts");
}

TEST_P(Law, ContributionsSumToTheScore) {
    auto lessons = wild_lessons(GetParam());
    if (GetParam() % 2 == 0) { // Labels that compete.
        for (Example& one : lessons) {
            while (one.labels.size() > 1) {
                one.labels.erase(one.labels.begin());
            }
        }
    }
    Model model = taught(lessons);
    model.unlearn(lessons[50]);
    auto asked = hostile_vectors();
    asked.push_back(lessons[3].features);
    for (const FeatureVector& message : asked) {
        for (const LabelScore& scored : model.predict(message).ranked) {
            const auto why = model.explain(message, scored.label);
            double sum = 0;
            for (const Contribution& part : why.contributions) {
                sum += part.amount;
            }
            EXPECT_NEAR(sum, scored.score, 1e-6) << scored.label.name;
        }
    }
}

TEST_P(Law, UndoGivesEveryCountBack) {
    const auto lessons = wild_lessons(GetParam());
    Model model = taught(lessons);
    const auto before = counts_of(model);
    const auto more = wild_lessons(GetParam() + 100);
    for (std::size_t i = 0; i < 30; ++i) {
        model.learn(more[i]);
    }
    EXPECT_NE(counts_of(model), before);
    for (std::size_t i = 30; i-- > 0;) {
        model.unlearn(more[i]);
    }

    EXPECT_EQ(counts_of(model), before);
    EXPECT_EQ(model.examples(), lessons.size());
}

TEST_P(Law, UndoTakesMostOfWhatTheLessonGave) {
    const auto odd = lesson(
        mail("odd.example", "Odd " + std::to_string(GetParam()), "strange words"), {{"Travel"}}
    );
    Model model = taught(three_topics(10 + static_cast<int>(GetParam())));
    const double before = score_of(model, odd.features, "Travel");
    model.learn(odd);
    const double learned = score_of(model, odd.features, "Travel");
    model.unlearn(odd);

    EXPECT_GT(learned, before);
    EXPECT_LT(std::abs(score_of(model, odd.features, "Travel") - before), (learned - before) / 4);
}

TEST_P(Law, NothingIsEverNotANumber) {
    Model model;
    const auto hostile = hostile_vectors();
    for (const Example& one : wild_lessons(GetParam())) {
        model.learn(one);
        for (const FeatureVector& message : {one.features, hostile[GetParam() % hostile.size()]}) {
            const auto prediction = model.predict(message);
            EXPECT_GE(prediction.confidence, 0);
            EXPECT_LE(prediction.confidence, 1);
            for (const LabelScore& scored : prediction.ranked) {
                EXPECT_TRUE(std::isfinite(scored.score));
                EXPECT_TRUE(scored.probability >= 0 && scored.probability <= 1 + 1e-9);
            }
        }
    }
    EXPECT_TRUE(Model::decode(model.encode()).has_value()
    ); // Reads only numbers of reasonable size.
}

TEST_P(Law, ContradictionsDoNotMakeWeightsGrow) {
    Model model = taught(three_topics(5));
    std::mt19937 random{GetParam()};
    const auto message = travel(1).features;
    double largest = 0;
    for (int i = 0; i < 600; ++i) {
        Example one{message, {{random() % 2 == 0 ? "Travel" : "Receipts"}}, {}};
        if (random() % 3 == 0) {
            one.rejected = {{"Work/Acme"}};
        }
        model.learn(one);
        for (const LabelScore& scored : model.predict(message).ranked) {
            largest = std::max(largest, std::abs(scored.score));
        }
    }

    EXPECT_LT(largest, largest_score);
}

TEST(Laws, MemoryDoesNotGrowWithTheMailOnceEverythingIsKnown) {
    Model model;
    std::size_t full = 0;
    const std::vector<std::string> names{"A", "B", "C"};
    for (std::uint32_t i = 0; i < 40'000; ++i) {
        Example one;
        for (std::uint32_t kind = 0; kind < key_kind_count; ++kind) {
            one.features.keys.push_back({static_cast<KeyKind>(kind), i * 2654435761U + kind});
        }
        one.features.features.push_back({FieldGroup::body, i % 1000, 1});
        one.labels = {{names[i % names.size()]}};
        model.learn(one);
        if (i == 20'000) {
            full = model.encode().size();
        }
    }

    EXPECT_LT(model.encode().size(), full * 5 / 4);
}

TEST(Laws, ANewBranchStartsWithWhatItsSiblingsTaught) {
    auto lessons = three_topics(15);
    for (int i = 0; i < 15; ++i) {
        lessons.push_back(
            lesson(mail("dept.example", "Budget", "forecast quarter plan"), {{"Firm/Acme"}})
        );
    }
    auto flat = lessons;
    const auto first = mail("beta.example", "Kick-off", "quarter hello beta");
    lessons.push_back(lesson(first, {{"Firm/Beta"}}));
    flat.push_back(lesson(first, {{"Beta"}}));
    const auto next = lesson(mail("new.example", "Forecast", "forecast plan"), {}).features;

    EXPECT_GT(score_of(taught(lessons), next, "Firm/Beta"), score_of(taught(flat), next, "Beta"));
}

} // namespace
} // namespace domain::learning
