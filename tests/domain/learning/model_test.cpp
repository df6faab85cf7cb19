#include "domain/learning/lessons.hpp"
#include "domain/learning/model.hpp"
#include "domain/learning/opinion.hpp"
#include "tests/domain/learning/mails.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace domain::learning {
namespace {

using testing_support::lesson;
using testing_support::mail;
using testing_support::random_lessons;
using testing_support::receipt;
using testing_support::taught;
using testing_support::three_topics;
using testing_support::travel;
using testing_support::work;

double score_of(const Model& model, const Example& example, const std::string& label) {
    for (const LabelScore& scored : model.predict(example.features).ranked) {
        if (scored.label.name == label) {
            return scored.score;
        }
    }
    return -1e9;
}

TEST(Model, KnowsNothingAtFirst) {
    const auto prediction = Model{}.predict(travel(1).features);

    EXPECT_TRUE(prediction.ranked.empty());
    EXPECT_EQ(prediction.confidence, 0);
}

TEST(Model, LearnsALabelFromItsFirstExample) {
    Model model = taught(three_topics(5));
    model.learn(lesson(mail("bank.example", "Statement", "balance account"), {{"Bank"}}));
    const auto next = lesson(mail("bank.example", "Statement", "balance of may"), {});

    EXPECT_EQ(model.predict(next.features).ranked.front().label.name, "Bank");
}

TEST(Model, GrowsSureOfWhatKeepsComingTrue) {
    const Model model = taught(three_topics(25));

    EXPECT_EQ(model.predict(work(77).features).ranked.front().label.name, "Work/Acme");
    EXPECT_GT(model.predict(work(77).features).confidence, 0.9);
}

TEST(Model, PrefersALabelThatTheMessageNames) {
    Model model = taught(three_topics(3));
    model.learn(lesson(mail("x.example", "zebra", "stripes"), {{"Garden"}}));
    model.learn(lesson(mail("y.example", "yak", "wool"), {{"Kitchen"}}));
    const auto named = lesson(mail("z.example", "The garden", "unheard words"), {});

    EXPECT_EQ(model.predict(named.features).ranked.front().label.name, "Garden");
}

TEST(Model, GivesTheSameBytesForTheSameLessons) {
    EXPECT_EQ(taught(random_lessons(1, 60)).encode(), taught(random_lessons(1, 60)).encode());
    EXPECT_NE(taught(random_lessons(1, 60)).encode(), taught(random_lessons(2, 60)).encode());
}

TEST(Model, ExplainsEachScoreByPartsThatSumToIt) {
    for (const std::uint32_t seed : {3U, 4U}) {
        for (const auto& lessons : {random_lessons(seed, 40), three_topics(15)}) {
            const Model model = taught(lessons);
            for (const auto& example : {travel(99), receipt(98), lessons.front()}) {
                for (const auto& scored : model.predict(example.features).ranked) {
                    const auto why = model.explain(example.features, scored.label);
                    double sum = 0;
                    for (const Contribution& part : why.contributions) {
                        sum += part.amount;
                    }
                    EXPECT_NEAR(why.score, scored.score, 1e-9);
                    EXPECT_NEAR(sum, scored.score, 1e-6) << scored.label.name << " seed " << seed;
                }
            }
        }
    }
}

TEST(Model, JudgesMailOfTwoKindsByItsSendersToo) {
    Model model;
    for (int i = 0; i < 20; ++i) {
        model.learn(travel(i));
        model.learn(receipt(i));
    }
    FeatureVector message;
    message.keys = receipt(0).features.keys;

    const auto explanation = model.explain(message, {"Receipts"});

    const auto by_sender = std::ranges::find_if(explanation.contributions, [](const auto& part) {
        return part.kind == Contribution::Kind::history && part.key == KeyKind::sender;
    });
    ASSERT_NE(by_sender, explanation.contributions.end());
    EXPECT_GT(by_sender->amount, 0);
    EXPECT_EQ(model.predict(message).ranked.front().label.name, "Receipts");
}

TEST(Model, HearsTheOneTokenThatDecidesAmongManyLabels) {
    Model::State state;
    const auto learn = [&state](const std::string& text, const std::string& kind) {
        const auto one = lesson(mail("a.example", "note", text), {{"Note"}, {kind}});
        learn_lesson(state, one, opinion_of(state, one.features));
    };
    for (int i = 0; i < 40; ++i) {
        learn("the same words\n> quoted", "Quoted");
        learn("the same words quoted", "Plain");
    }

    const auto opinion =
        opinion_of(state, extract_features(mail("a.example", "note", "new ones\n> quoted")));

    ASSERT_EQ(opinion.telling.size(), 3U);
    const auto share = [&](const char* name) {
        return opinion.telling[*state.labels.find(name)].share;
    };
    EXPECT_GT(share("Quoted"), 0.7);
    EXPECT_LT(share("Plain"), 0.3);
}

TEST(Model, StaysFiniteWhateverItLearns) {
    Model model;
    for (const Example& one : random_lessons(6, 80)) {
        model.learn(one);
        const auto prediction = model.predict(one.features);
        EXPECT_GE(prediction.confidence, 0);
        EXPECT_LE(prediction.confidence, 1);
        for (const LabelScore& scored : prediction.ranked) {
            EXPECT_TRUE(std::isfinite(scored.score));
            EXPECT_LT(std::abs(scored.score), 1000);
            EXPECT_GE(scored.probability, 0);
            EXPECT_LE(scored.probability, 1 + 1e-9);
        }
    }
}

TEST(Model, LearnsFromAMessageWithoutAnyEvidence) {
    Model model = taught(three_topics(2));
    model.learn({FeatureVector{}, {{"Travel"}}, {}});

    EXPECT_FALSE(model.predict(FeatureVector{}).ranked.empty());
}

TEST(Model, RanksFromBestToWorst) {
    const auto ranked = taught(random_lessons(8, 50)).predict(travel(1).features).ranked;

    for (std::size_t i = 1; i < ranked.size(); ++i) {
        EXPECT_GE(ranked[i - 1].score, ranked[i].score);
    }
}

TEST(Model, TakesBackALessonJustLearned) {
    Model model = taught(three_topics(20));
    const auto odd = lesson(mail("odd.example", "Odd", "strange words here"), {{"Travel"}});
    const double before = score_of(model, odd, "Travel");
    const auto examples = model.examples();
    model.learn(odd);
    const double learned = score_of(model, odd, "Travel");
    model.unlearn(odd);

    EXPECT_GT(learned, before);
    EXPECT_LT(score_of(model, odd, "Travel"), (before + learned) / 2);
    EXPECT_EQ(model.examples(), examples);
}

TEST(Model, NoLongerOffersALabelWhoseLessonsAreAllTakenBack) {
    Model model = taught(three_topics(4));
    const auto mistake = lesson(mail("odd.example", "Odd", "strange"), {{"Mistake"}});
    model.learn(mistake);
    model.unlearn(mistake);

    EXPECT_EQ(score_of(model, mistake, "Mistake"), -1e9);
}

TEST(Model, UnlearnsAnOldLessonWithoutRaisingItsLabel) {
    const auto first = lesson(mail("odd.example", "Odd", "strange"), {{"Travel"}});
    std::vector<Example> lessons{first};
    for (const Example& later : three_topics(25)) {
        lessons.push_back(later);
    }
    Model model = taught(lessons);
    const double before = score_of(model, first, "Travel");
    model.unlearn(first);

    EXPECT_LE(score_of(model, first, "Travel"), before);
}

TEST(Model, LowersALabelThatTheUserTookAway) {
    Model model = taught(three_topics(20));
    Example corrected = travel(500);
    corrected.labels = {{"Receipts"}};
    corrected.rejected = {{"Travel"}};
    const double before = score_of(model, corrected, "Travel");
    model.learn(corrected);

    EXPECT_LT(score_of(model, corrected, "Travel"), before);
}

TEST(Model, GivesSeveralLabelsWhereMessagesHaveSeveral) {
    Model model;
    for (int round = 0; round < 40; ++round) {
        for (Example one : {travel(round), receipt(round), work(round)}) {
            one.labels.insert({"All"});
            model.learn(one);
        }
    }
    const auto assigned = model.predict(travel(99).features).assigned;
    const LabelSet given{assigned.begin(), assigned.end()};

    EXPECT_EQ(given, (LabelSet{{"All"}, {"Travel"}}));
}

TEST(Model, CallsMailWithoutLabelsTheLabelWithoutAName) {
    Model model = taught(three_topics(5));
    for (int round = 0; round < 20; ++round) {
        model.learn(lesson(mail("chat.example", "hi", "hello you " + std::to_string(round)), {}));
    }
    const auto prediction = model.predict(lesson(mail("chat.example", "hi", "hello"), {}).features);

    EXPECT_EQ(prediction.ranked.front().label.name, "");
    EXPECT_TRUE(prediction.assigned.empty());
}

} // namespace
} // namespace domain::learning
