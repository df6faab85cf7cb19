#include "tests/testserver/protocol/transcript.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

namespace testserver::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> transcripts() {
    std::vector<fs::path> files;
    for (const auto& entry :
         fs::recursive_directory_iterator{fs::path{TEST_DATA_DIR} / "fake-gmail"}) {
        if (entry.path().extension() == ".txt") {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

class TranscriptOf : public testing::TestWithParam<fs::path> {};

TEST_P(TranscriptOf, GoesAsTyped) {
    const auto [expected, actual] = Transcript{GetParam()}.play();
    const auto [typed, said] = std::ranges::mismatch(expected, actual);
    const auto from = [](const std::string& text, std::string::const_iterator at) {
        const auto line = text.rfind('\n', static_cast<std::size_t>(at - text.begin()));
        return text.substr(line == std::string::npos ? 0 : line + 1);
    };

    EXPECT_TRUE(expected == actual) << GetParam() << ": typed from there on\n"
                                    << from(expected, typed) << "\nbut it went\n"
                                    << from(actual, said);
}

std::string name_of(const testing::TestParamInfo<fs::path>& info) {
    auto name = info.param.parent_path().filename().string() + "_" + info.param.stem().string();
    std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(FakeGmail, TranscriptOf, testing::ValuesIn(transcripts()), name_of);

} // namespace
} // namespace testserver::test
