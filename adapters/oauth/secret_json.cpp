#include "adapters/oauth/secret_json.hpp"

#include <boost/json/memory_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/serializer.hpp>
#include <boost/json/storage_ptr.hpp>

#include <cstddef>
#include <cstring>
#include <new>
#include <string>
#include <utility>

namespace oauth {

namespace json = boost::json;

namespace {

class WipingMemory final : public json::memory_resource {
    // The alignment of every new: nothing in JSON needs more, and Boost.JSON 1.81 gives back its
    // keys with another one than it asked for.
    void* do_allocate(std::size_t bytes, std::size_t /*alignment*/) override {
        return ::operator new(bytes);
    }

    void do_deallocate(void* memory, std::size_t bytes, std::size_t /*alignment*/) override {
        explicit_bzero(memory, bytes);
        ::operator delete(memory);
    }

    [[nodiscard]] bool do_is_equal(const json::memory_resource& other) const noexcept override {
        return this == &other;
    }
};

// What one call of the serializer writes at most.
constexpr std::size_t step = 1024;

} // namespace

std::optional<json::object> parse_secret_json(std::string_view text) {
    const auto memory = json::make_shared_resource<WipingMemory>();
    json::parser parser{memory};
    parser.reset(memory);
    boost::system::error_code error;
    parser.write(text.data(), text.size(), error); // Half a text is an error too.
    if (error) {
        return std::nullopt;
    }
    auto value = parser.release();
    return value.is_object() ? std::optional{std::move(value.as_object())} : std::nullopt;
}

json::object make_secret_json() {
    return json::object{json::make_shared_resource<WipingMemory>()};
}

ports::Secret serialize_secret(const json::object& object) {
    json::serializer serializer;
    serializer.reset(&object);
    std::string text;
    while (!serializer.done()) {
        // Growing would leave the old text behind.
        std::string longer;
        longer.reserve(2 * text.size() + step);
        longer = text;
        ports::wipe(text);
        text.swap(longer);
        const auto written = text.size();
        text.resize(written + step);
        text.resize(written + serializer.read(text.data() + written, step).size());
    }
    return ports::Secret{std::move(text)};
}

std::optional<std::string_view> text_member(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    const auto* text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr
               ? std::nullopt
               : std::optional<std::string_view>{std::in_place, text->data(), text->size()};
}

} // namespace oauth
