#include "adapters/memory/memory_secret_store.hpp"
#include "app/usecase/doctor.hpp"
#include "tests/app/usecase/bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace usecase {
namespace {

using namespace std::chrono_literals;
using ports::FailureKind;
using ports::Result;
using testing::ElementsAre;
using testing::HasSubstr;

/// A way to a mailbox in memory on which any step can fail.
class ProbeOfMemory final : public ports::ServerProbe {
public:
    explicit ProbeOfMemory(Bench& bench) : bench_(bench) {}

    Result<std::optional<std::string>> proxy() override { return proxy_address; }

    Result<std::vector<std::string>> addresses(std::stop_token /*stop*/) override {
        return fails("dns", addresses_of_host);
    }

    Result<void> reach(const std::string& address, std::stop_token /*stop*/) override {
        return dead.contains(address)
                   ? Result<void>{ports::fail(FailureKind::unreachable, address + " is silent")}
                   : Result<void>{};
    }

    Result<ports::VerifiedServer> verify(std::stop_token /*stop*/) override {
        return fails(
            "tls",
            ports::VerifiedServer{"TLSv1.3", "An Authority", bench_.clock.wall() + certificate}
        );
    }

    Result<std::vector<std::string>> log_in(std::stop_token /*stop*/) override {
        return fails("login", offered);
    }

    ports::MailStore& mail() override { return bench_.mail; }

    std::optional<std::string> proxy_address;
    std::vector<std::string> addresses_of_host{"2001:db8::1", "192.0.2.1"};
    std::set<std::string> dead;
    std::chrono::hours certificate{24 * 60};
    std::vector<std::string> offered{"IDLE", "X-GM-EXT-1"};
    std::map<std::string, ports::Failure> failing; ///< By topic.

private:
    template <typename Value>
    Result<Value> fails(const std::string& topic, Value otherwise) {
        const auto found = failing.find(topic);
        return found == failing.end() ? Result<Value>{std::move(otherwise)}
                                      : ports::fail(found->second);
    }

    Bench& bench_;
};

class Doctor : public testing::Test {
protected:
    Doctor() { EXPECT_TRUE(secret.write(ports::Secret{"hush"})); }

    Findings examine_all() {
        Patient patient{
            "me@mail.example",
            "with a password",
            "imap.mail.example",
            {},
            {},
            bytes_per_day,
            secret,
            "the configuration says so",
            state,
            free_disk,
            private_memory
        };
        return examine(patient, server, bench.clock, {});
    }

    /// What is not good, as "mark topic".
    static std::vector<std::string> complaints(const Findings& findings) {
        std::vector<std::string> found;
        for (const auto& finding : findings) {
            if (finding.grade != Grade::good) {
                found.push_back(
                    (finding.grade == Grade::bad ? "✗ " : "! ") + std::string{finding.topic}
                );
                EXPECT_FALSE(finding.sentence.empty());
            }
        }
        return found;
    }

    static Finding of(const Findings& findings, std::string_view topic) {
        const auto found = std::ranges::find(findings, topic, &Finding::topic);
        EXPECT_NE(found, findings.end()) << topic;
        return found == findings.end() ? Finding{} : *found;
    }

    Bench bench;
    ProbeOfMemory server{bench};
    memory::MemorySecretStore secret;
    Result<ports::StateStore*> state{&bench.state};
    Result<domain::Bytes> free_disk{domain::Bytes{10'000'000'000}};
    domain::Bytes bytes_per_day{1'000'000'000};
    bool private_memory = true;
};

TEST_F(Doctor, FindsNothingToMendWhereAllIsWellButTheLearning) {
    const auto findings = examine_all();

    EXPECT_THAT(complaints(findings), ElementsAre("! learning"));
    EXPECT_EQ(
        of(findings, "folders").sentence,
        "3 folders; works in \"[Gmail]/All Mail\", by its role \\All"
    );
    EXPECT_EQ(of(findings, "login").sentence, "me@mail.example, with a password");
}

TEST_F(Doctor, LooksAtTheWayEvenWithoutASecret) {
    ASSERT_TRUE(secret.erase());
    state = ports::fail(FailureKind::not_found, "nothing is known yet");

    const auto findings = examine_all();

    EXPECT_EQ(complaints(findings).front(), "✗ secret");
    EXPECT_EQ(of(findings, "tls").grade, Grade::good);
}

TEST_F(Doctor, SaysWhichStepFailedAndLooksNoFurther) {
    for (const auto* const topic : {"dns", "tls", "login"}) {
        server.failing = {{topic, {FailureKind::refused, "it failed", "mend it", {}}}};

        const auto findings = examine_all();

        EXPECT_EQ(findings.back().topic, topic);
        EXPECT_EQ(findings.back().sentence, "it failed");
        EXPECT_EQ(findings.back().fix, "mend it");
        EXPECT_EQ(findings.back().kind, FailureKind::refused);
    }
}

TEST_F(Doctor, NamesTheCommandThatMendsARefusedCredential) {
    server.failing = {{"login", {FailureKind::credential_refused, "no", "", {}}}};

    EXPECT_THAT(of(examine_all(), "login").fix, HasSubstr("gmail-classifier auth login"));
}

TEST_F(Doctor, WarnsOfAFamilyThatIsDeadBehindOneThatWorks) {
    server.dead = {"2001:db8::1"};

    const auto findings = examine_all();

    EXPECT_THAT(complaints(findings), ElementsAre("! learning", "! tcp"));
    EXPECT_THAT(of(findings, "tcp").sentence, HasSubstr("IPv6: 0 of 1"));
    EXPECT_THAT(of(findings, "tcp").sentence, HasSubstr("2001:db8::1 is silent"));
}

TEST_F(Doctor, GivesUpWhereNoAddressAnswers) {
    server.dead = {"2001:db8::1", "192.0.2.1"};

    EXPECT_THAT(complaints(examine_all()), ElementsAre("! learning", "✗ tcp"));
}

TEST_F(Doctor, WarnsOfACertificateThatNobodyRenews) {
    server.certificate = 24h;

    EXPECT_THAT(complaints(examine_all()), ElementsAre("! learning", "! tls"));
}

TEST_F(Doctor, TellsWhatAServerWithoutGmailsExtensionsCannotDo) {
    server.offered = {"IDLE"};

    EXPECT_THAT(complaints(examine_all()), ElementsAre("! learning", "! capabilities"));
}

TEST_F(Doctor, TakesMailFromTheFutureForAWrongClock) {
    bench.put({});
    bench.clock.jump_wall(-24h * 1000);

    EXPECT_THAT(complaints(examine_all()), ElementsAre("! learning", "! clock"));
}

TEST_F(Doctor, SaysWhatDiskAndBudgetHaveLeft) {
    free_disk = domain::Bytes{1'000'000};
    ASSERT_TRUE(bench.state.bytes().add(bench.clock.wall(), {bytes_per_day, {}}));

    EXPECT_THAT(complaints(examine_all()), ElementsAre("✗ disk", "! learning", "✗ budget"));

    free_disk = domain::Bytes{100'000'000};
    bytes_per_day = {1'200'000'000};

    EXPECT_THAT(complaints(examine_all()), ElementsAre("! disk", "! learning", "! budget"));
}

TEST_F(Doctor, WarnsWhereOthersMayReadTheMemory) {
    private_memory = false;

    EXPECT_THAT(complaints(examine_all()), ElementsAre("! memory", "! learning"));
}

TEST_F(Doctor, ShowsNoSecret) {
    for (const auto& finding : examine_all()) {
        EXPECT_EQ((finding.sentence + finding.fix).find("hush"), std::string::npos);
    }
}

} // namespace
} // namespace usecase
