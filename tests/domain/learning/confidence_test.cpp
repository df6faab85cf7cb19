#include "domain/learning/confidence.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace domain::learning {
namespace {

ConfidenceEvidence lead_of(double lead) {
    ConfidenceEvidence evidence{};
    evidence[confidence_constant] = 1;
    evidence[confidence_pairwise_lead] = lead;
    return evidence;
}

bool happens(std::mt19937& random, double probability) {
    return std::bernoulli_distribution{probability}(random);
}

TEST(Confidence, TrustsALargeLeadFromTheFirstPredictionOn) {
    const Confidence fresh;

    EXPECT_DOUBLE_EQ(fresh.probability({}), 0.5);
    EXPECT_GT(fresh.probability(lead_of(2)), 0.8);
    EXPECT_LT(fresh.probability(lead_of(-2)), 0.2);
}

// Leads beyond 2 tell nothing more: the logistic curve alone is off by 0.17 there.
TEST(Confidence, LearnsAShapeThatIsNoLogisticCurve) {
    constexpr std::array rates{0.2, 0.55, 0.8, 0.8, 0.8, 0.8};
    Confidence confidence;
    std::mt19937 random{1};
    for (int i = 0; i < 6000; ++i) {
        const auto lead = random() % rates.size();
        confidence.learn(lead_of(static_cast<double>(lead)), happens(random, rates.at(lead)));
    }

    for (std::size_t lead = 1; lead < rates.size(); ++lead) {
        EXPECT_NEAR(
            confidence.probability(lead_of(static_cast<double>(lead))), rates.at(lead), 0.08
        ) << "lead "
          << lead;
    }
}

TEST(Confidence, IsNeverCertain) {
    Confidence confidence;
    for (int i = 0; i < 1000; ++i) {
        confidence.learn(lead_of(100), true);
        confidence.learn(lead_of(-100), false);
    }

    EXPECT_LT(confidence.probability(lead_of(100)), 1);
    EXPECT_GT(confidence.probability(lead_of(100)), 0.99);
    EXPECT_GT(confidence.probability(lead_of(-100)), 0);
    EXPECT_LT(confidence.probability(lead_of(-100)), 0.01);
}

TEST(Confidence, ForgetsHowItErredLongAgo) {
    Confidence confidence;
    for (int i = 0; i < 300; ++i) {
        confidence.learn(lead_of(3), false);
    }
    for (int i = 0; i < 3000; ++i) {
        confidence.learn(lead_of(3), true);
    }

    EXPECT_GT(confidence.probability(lead_of(3)), 0.95);
}

// Whatever a file says: each answer is a probability.
TEST(Confidence, StaysAProbabilityAfterBytesThatNobodyWrote) {
    std::mt19937 random{7};
    std::uniform_real_distribution<double> any{-1e6, 1e6};
    for (int file = 0; file < 50; ++file) {
        ByteWriter writer;
        for (int i = 0; i < 100; ++i) {
            writer.real(any(random));
        }
        const auto bytes = writer.take();
        ByteReader reader{bytes};
        Confidence confidence;
        confidence.decode(reader);
        for (double lead = -3; lead <= 3; lead += 0.1) {
            const double probability = confidence.probability(lead_of(lead));
            EXPECT_GT(probability, 0) << "file " << file << ", lead " << lead;
            EXPECT_LT(probability, 1) << "file " << file << ", lead " << lead;
        }
    }
}

} // namespace
} // namespace domain::learning
