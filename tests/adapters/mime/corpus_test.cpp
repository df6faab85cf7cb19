#include "adapters/mime/addresses.hpp"
#include "adapters/mime/charset.hpp"
#include "adapters/mime/gmime_reader.hpp"
#include "adapters/mime/plain_addresses.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>
#include <vector>

namespace mime {
namespace {

namespace fs = std::filesystem;

const fs::path archive =
    (fs::path{TEST_DATA_DIR} / "../../../shared/corpora/mime/mime.tar.xz").lexically_normal();

/// The archive unpacked to a folder that lives as long as this does.
class Unpacked {
public:
    Unpacked() {
        std::string name = (fs::temp_directory_path() / "mime-corpus-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        const std::string command =
            "tar -xJf '" + archive.string() + "' -C '" + folder_.string() + "'";
        EXPECT_EQ(std::system(command.c_str()), 0) << command;
    }

    Unpacked(const Unpacked&) = delete;
    Unpacked& operator=(const Unpacked&) = delete;

    ~Unpacked() { fs::remove_all(folder_); }

    template <typename Visit>
    std::size_t for_each(Visit visit) const {
        std::size_t count = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
            if (entry.is_regular_file()) {
                std::ifstream in{entry.path(), std::ios::binary};
                const std::string raw{std::istreambuf_iterator<char>{in}, {}};
                visit(entry.path(), raw);
                ++count;
            }
        }
        return count;
    }

private:
    fs::path folder_;
};

void expect_utf8(const domain::Message& message, const fs::path& file) {
    for (const auto& field : message.headers->fields) {
        EXPECT_TRUE(is_utf8(field.value)) << file << ": " << field.name;
        EXPECT_EQ(field.value.find_first_of("\r\n"), std::string::npos)
            << file << ": " << field.name;
    }
    for (const auto* list : {&message.headers->from, &message.headers->to, &message.headers->cc}) {
        for (const auto& address : *list) {
            EXPECT_TRUE(is_utf8(address.display_name + address.local_part + address.host)) << file;
        }
    }
    EXPECT_TRUE(is_utf8(message.text->words)) << file;
}

/// GMime drops a local part with two dots in a row; mail has them, and we keep them.
bool has_dots(const domain::Address& address) {
    return address.local_part.find("..") != std::string::npos || address.local_part.ends_with('.');
}

std::vector<std::string> comparable(const std::vector<domain::Address>& addresses) {
    std::vector<std::string> texts;
    for (const auto& address : addresses) {
        if (!has_dots(address)) {
            texts.push_back(address.display_name + " <" + address.text() + '>');
        }
    }
    return texts;
}

/// Both address readers, where the quick one dares.
void expect_same_addresses(const domain::Message& message, const fs::path& file) {
    for (const char* const name : {"From", "To", "Cc", "Reply-To", "Sender"}) {
        const std::string field{message.headers->value(name)};
        std::vector<domain::Address> plain;
        std::vector<domain::Address> any;
        if (append_plain_addresses(plain, field)) {
            append_any_addresses(any, field);
            EXPECT_EQ(comparable(plain), comparable(any)) << file << ": " << name << ": " << field;
        }
    }
}

TEST(Corpus, OfOtherParsersTestMailIsReadInUtf8) {
    if (!fs::exists(archive)) {
        GTEST_SKIP() << archive << " is not there: its 1,013 messages were not tried";
    }
    const Unpacked corpus;
    const GmimeReader reader;

    const std::size_t read = corpus.for_each([&](const fs::path& file, const std::string& raw) {
        const auto message = reader.message(raw);
        expect_utf8(message, file);
        expect_same_addresses(message, file);
    });

    EXPECT_EQ(read, 1013U);
}

} // namespace
} // namespace mime
