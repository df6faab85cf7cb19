#include "domain/learning/features.hpp"

#include "domain/learning/hashing.hpp"
#include "domain/learning/header_features.hpp"
#include "domain/learning/keys.hpp"
#include "domain/learning/subject_line.hpp"
#include "domain/learning/text_shape.hpp"
#include "domain/learning/token_sink.hpp"
#include "domain/learning/words.hpp"
#include "domain/mail/ascii.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <string_view>

namespace domain::learning {

namespace {

// What a message may contribute at most: enough for any letter, little enough for any hostile one.
constexpr std::size_t most_body_words = 2000;
constexpr std::size_t most_opening_words = 30;
constexpr std::size_t most_subject_words = 60;
constexpr std::size_t most_links = 50;
constexpr std::size_t most_parts = 50;

std::string steps(std::size_t count) {
    return std::to_string(std::bit_width(count));
}

template <typename Sink>
class Extraction {
public:
    Extraction(const Message& message, const Owner& owner, Sink& sink)
        : message_{message}, owner_{owner}, sink_{sink} {}

    void run() {
        if (message_.headers) {
            subject(message_.headers->subject);
            add_header_features(*message_.headers, owner_, sink_);
        }
        if (message_.structure) {
            structure(*message_.structure);
        }
        if (message_.text) {
            text(*message_.text);
            shape(*message_.text);
        }
    }

private:
    // Subject words count as body words too, but only beside a body: a vector without text has no
    // body group at all, so that what is learned from full messages fits it.
    void subject(std::string_view subject) {
        sink_.add(FieldGroup::phrase, {"whole:", normalised_subject(subject)});
        Words words{without_reply_marks(subject)};
        std::string previous;
        for (std::size_t count = 0; count < most_subject_words; ++count) {
            const auto word = words.next();
            if (word.empty()) {
                break;
            }
            sink_.add(FieldGroup::subject, {word});
            if (message_.text) {
                sink_.add(FieldGroup::body, {word});
            }
            if (count == 0) {
                sink_.add(FieldGroup::phrase, {"first:", word});
            } else {
                sink_.add(FieldGroup::phrase, {previous, " ", word});
            }
            previous = word;
        }
    }

    void structure(const Structure& structure) {
        const auto count = std::min(structure.parts.size(), most_parts);
        for (const Part& part : std::span{structure.parts}.first(count)) {
            sink_.add(FieldGroup::structure, {part.media_type});
            const auto dot = part.file_name.rfind('.');
            if (dot != std::string::npos) {
                sink_.add(
                    FieldGroup::structure, {".", ascii_lowered(part.file_name.substr(dot + 1))}
                );
            }
        }
        if (message_.size.count > 0) {
            sink_.add(FieldGroup::structure, {"size:", steps(message_.size.count)});
        }
    }

    void text(const Text& text) {
        Words words{text.words};
        std::string previous;
        std::size_t count = 0;
        for (auto word = words.next(); !word.empty() && count < most_body_words;
             word = words.next()) {
            sink_.add(FieldGroup::body, {word});
            if (count < most_opening_words) {
                sink_.add(FieldGroup::opening, {word});
                if (count > 0) {
                    sink_.add(FieldGroup::opening, {previous, " ", word});
                }
                previous = word;
            }
            ++count;
        }
        links(text, most_body_words - count);
    }

    void links(const Text& text, std::size_t budget) {
        const auto count = std::min(text.links.size(), most_links);
        for (const std::string& link : std::span{text.links}.first(count)) {
            Words words{link};
            for (auto word = words.next(); !word.empty() && budget > 0; word = words.next()) {
                sink_.add(FieldGroup::body, {word});
                --budget;
            }
        }
    }

    void shape(const Text& text) {
        const TextShape shape = shape_of(text.words);
        const std::array<std::pair<std::string_view, std::size_t>, 6> always{{
            {"lines:", shape.lines},
            {"own:", shape.own_words},
            {"?:", shape.questions},
            {"!:", shape.exclamations},
            {"$:", shape.sums},
            {"links:", text.links.size()},
        }};
        for (const auto& [name, count] : always) {
            sink_.add(FieldGroup::shape, {name, steps(count)});
        }
        const std::array<std::pair<std::string_view, std::size_t>, 3> if_any{{
            {"forwards:", shape.forwards},
            {"quotes:", shape.quotes},
            {"inner:", shape.inner_subjects},
        }};
        for (const auto& [name, count] : if_any) {
            if (count > 0) {
                sink_.add(FieldGroup::shape, {name, steps(count)});
            }
        }
        if (shape.foreign) {
            sink_.add(FieldGroup::shape, {shape.own_words < 5 ? "bare forward" : "forward"});
        } else {
            sink_.add(FieldGroup::shape, {"all own"});
        }
        share("capitals:", shape.capitals, shape.letters);
        share("digits:", shape.digits, shape.letters);
        if (message_.headers) {
            reply_mark(message_.headers->subject);
        }
    }

    // In tenths, and no more than ten of them.
    void share(std::string_view name, std::size_t part, std::size_t whole) {
        const std::size_t tenths = whole == 0 ? 0 : std::min<std::size_t>(part * 10 / whole, 10);
        sink_.add(FieldGroup::shape, {name, std::to_string(tenths)});
    }

    void reply_mark(std::string_view subject) {
        if (without_reply_marks(subject).size() != subject.size()) {
            sink_.add(FieldGroup::shape, {"mark"});
            sink_.add(FieldGroup::shape, {"mark:", ascii_lowered(subject.substr(0, 2))});
        }
    }

    const Message& message_;
    const Owner& owner_;
    Sink& sink_;
};

} // namespace

std::string_view name_of(FieldGroup group) {
    static constexpr std::array<std::string_view, field_group_count> names{
        "body",
        "shape",
        "subject",
        "phrase",
        "from",
        "recipients",
        "names",
        "opening",
        "headers",
        "structure",
        "list"
    };
    return names.at(static_cast<std::size_t>(group));
}

FeatureVector extract_features(const Message& message, const Owner& owner) {
    TokenCounter counter;
    Extraction{message, owner, counter}.run();
    return {counter.take(), keys_of(message), message.text.has_value()};
}

TokenNames token_names(const Message& message, const Owner& owner) {
    TokenNamer namer;
    Extraction{message, owner, namer}.run();
    return namer.take();
}

FeatureVector without_text(FeatureVector message) {
    std::erase_if(message.features, [](const Feature& feature) {
        return feature.group == FieldGroup::body || feature.group == FieldGroup::opening ||
               feature.group == FieldGroup::shape;
    });
    message.has_text = false;
    return message;
}

} // namespace domain::learning
