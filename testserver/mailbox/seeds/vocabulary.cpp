#include "testserver/mailbox/seeds/vocabulary.hpp"

#include <array>
#include <span>

namespace testserver::seeds {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 16> names{
    "Maya",
    "Jonas",
    "Priya",
    "Lucas",
    "Hannah",
    "Omar",
    "Ingrid",
    "Tomas",
    "Wei",
    "Clara",
    "Diego",
    "Noor",
    "Felix",
    "Ana",
    "Piotr",
    "Leah",
};
constexpr std::array<std::string_view, 16> cities{
    "Lisbon",
    "Kyoto",
    "Hamburg",
    "Oslo",
    "Montreal",
    "Turin",
    "Valencia",
    "Krakow",
    "Ghent",
    "Dublin",
    "Vienna",
    "Athens",
    "Bergen",
    "Seville",
    "Lyon",
    "Prague",
};
constexpr std::array<std::string_view, 14> products{
    "a pair of trail shoes",
    "two linen shirts",
    "a cast-iron pan",
    "a desk lamp",
    "a mechanical keyboard",
    "a box of tea",
    "a rain jacket",
    "noise-cancelling headphones",
    "a bookshelf",
    "an espresso grinder",
    "a bicycle pump",
    "a set of towels",
    "a tent",
    "a children's atlas",
};
constexpr std::array<std::string_view, 12> months{
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
};
constexpr std::array<std::string_view, 7> days{
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
};
constexpr std::array<std::string_view, 8> projects{
    "Harbour",
    "Juniper",
    "Meridian",
    "Cobalt",
    "Lantern",
    "Tern",
    "Quarry",
    "Saffron",
};
constexpr std::array<std::string_view, 8> hosts{
    "web-03",
    "db-primary",
    "mail-01",
    "cache-7",
    "build-12",
    "edge-eu",
    "queue-2",
    "backup-01",
};
constexpr std::array<std::string_view, 14> topics{
    "container gardens",
    "slow travel",
    "public libraries",
    "city cycling",
    "fermentation",
    "type design",
    "open data",
    "short stories",
    "winter birds",
    "home insulation",
    "night trains",
    "map making",
    "bread without a mixer",
    "repairing clothes",
};

std::string number(Random& random, std::size_t from, std::size_t to) {
    return std::to_string(from + random.below(to - from));
}

std::string amount(Random& random) {
    const auto cents = random.below(100);
    return number(random, 4, 480) + (cents < 10 ? ".0" : ".") + std::to_string(cents);
}

std::string time_of_day(Random& random) {
    const auto minutes = random.below(12) * 5;
    return number(random, 7, 22) + (minutes < 10 ? ":0" : ":") + std::to_string(minutes);
}

std::string word_for(std::string_view slot, Random& random) {
    const auto one_of = [&](Words words) { return std::string{random.pick(words)}; };
    if (slot == "name") {
        return one_of(names);
    }
    if (slot == "city") {
        return one_of(cities);
    }
    if (slot == "product") {
        return one_of(products);
    }
    if (slot == "month") {
        return one_of(months);
    }
    if (slot == "day") {
        return one_of(days);
    }
    if (slot == "project") {
        return one_of(projects);
    }
    if (slot == "host") {
        return one_of(hosts);
    }
    if (slot == "topic") {
        return one_of(topics);
    }
    if (slot == "amount") {
        return amount(random);
    }
    if (slot == "number") {
        return number(random, 100'000, 999'999);
    }
    if (slot == "percent") {
        return number(random, 5, 98);
    }
    return slot == "time" ? time_of_day(random) : '{' + std::string{slot} + '}';
}

} // namespace

std::string fill(std::string_view text, Random& random) {
    std::string filled;
    while (true) {
        const auto open = text.find('{');
        const auto close = text.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos) {
            return filled += text;
        }
        filled += text.substr(0, open);
        filled += word_for(text.substr(open + 1, close - open - 1), random);
        text.remove_prefix(close + 1);
    }
}

} // namespace testserver::seeds
