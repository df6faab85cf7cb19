#pragma once

#include "domain/learning/features.hpp"
#include "domain/learning/model.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

/// How learning tests make mail and lessons in one line.
namespace domain::learning::testing_support {

inline Message mail(std::string host, std::string subject, std::string text) {
    Message message;
    message.headers.emplace();
    message.headers->from = {{"", "someone", std::move(host)}};
    message.headers->to = {{"", "me", "home.example"}};
    message.headers->subject = std::move(subject);
    message.structure.emplace();
    message.text = Text{std::move(text), {}, true};
    return message;
}

inline Example lesson(const Message& message, LabelSet labels) {
    return {extract_features(message), std::move(labels), {}};
}

inline Example travel(int number) {
    return lesson(
        mail("air.example", "Your trip", "itinerary flight gate " + std::to_string(number)),
        {{"Travel"}}
    );
}

inline Example receipt(int number) {
    return lesson(
        mail("shop.example", "Order", "invoice total paid " + std::to_string(number)),
        {{"Receipts"}}
    );
}

inline Example work(int number) {
    return lesson(
        mail("acme.example", "Meeting", "agenda minutes project " + std::to_string(number)),
        {{"Work/Acme"}}
    );
}

/// Lessons of random words with random labels, the same for the same seed.
inline std::vector<Example> random_lessons(std::uint32_t seed, std::size_t count) {
    std::mt19937 random{seed};
    std::vector<Example> lessons;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text;
        for (int word = 0; word < 12; ++word) {
            text += "w" + std::to_string(random() % 60) + ' ';
        }
        LabelSet labels;
        for (auto left = random() % 3; left > 0; --left) {
            labels.insert({"L" + std::to_string(random() % 5)});
        }
        const auto host = "h" + std::to_string(random() % 7) + ".example";
        lessons.push_back(lesson(mail(host, "s" + std::to_string(random() % 9), text), labels));
    }
    return lessons;
}

inline Model taught(const std::vector<Example>& lessons) {
    Model model;
    for (const Example& lesson : lessons) {
        model.learn(lesson);
    }
    return model;
}

inline std::vector<Example> three_topics(int rounds) {
    std::vector<Example> lessons;
    for (int round = 0; round < rounds; ++round) {
        lessons.push_back(travel(round));
        lessons.push_back(receipt(round));
        lessons.push_back(work(round));
    }
    return lessons;
}

} // namespace domain::learning::testing_support
