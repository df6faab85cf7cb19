#include "app/usecase/doctor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>

namespace usecase {

using ports::FailureKind;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

/// A certificate lives 90 days and is renewed weeks before; one that is not is a server that will
/// be refused soon.
constexpr hours soon{24 * 7};
/// What TLS, tokens and arrival times tolerate, and what a clock without NTP exceeds.
constexpr minutes tolerated_skew{5};
/// Of the newest UIDs some may be gone.
constexpr std::uint32_t newest = 20;

/// What makes us faster or the labels Gmail's own, in the order in which it is told.
constexpr std::array<std::string_view, 9> telling{
    "X-GM-EXT-1",
    "IDLE",
    "CONDSTORE",
    "ESEARCH",
    "SPECIAL-USE",
    "UNSELECT",
    "ID",
    "ENABLE",
    "COMPRESS=DEFLATE"
};

bool is_v6(std::string_view address) {
    return address.find(':') != std::string_view::npos;
}

std::string family(bool v6) {
    return v6 ? "IPv6" : "IPv4";
}

/// Each step appends what it found, and says whether the next one makes sense.
class Examination {
public:
    Examination(
        const Patient& patient,
        ports::ServerProbe& server,
        const ports::Clock& clock,
        std::stop_token stop
    )
        : patient_(patient), server_(server), clock_(clock), stop_(std::move(stop)) {}

    Findings run() {
        for (const auto step :
             {&Examination::proxy,
              &Examination::names,
              &Examination::addresses,
              &Examination::tls,
              &Examination::login,
              &Examination::capabilities,
              &Examination::folders,
              &Examination::clocks}) {
            if (!(this->*step)()) {
                break;
            }
        }
        return std::move(findings_);
    }

private:
    bool good(std::string_view topic, std::string sentence) {
        findings_.push_back({topic, Grade::good, std::move(sentence), {}});
        return true;
    }

    bool warn(std::string_view topic, std::string sentence, std::string fix) {
        findings_.push_back({topic, Grade::warning, std::move(sentence), std::move(fix)});
        return true;
    }

    bool fails(std::string_view topic, const ports::Failure& failure) {
        findings_.push_back(bad(topic, failure));
        return false;
    }

    bool proxy() {
        const auto proxy = server_.proxy();
        if (!proxy) {
            return fails("proxy", proxy.error());
        }
        through_proxy_ = proxy->has_value();
        return through_proxy_ ? good("proxy", **proxy) : true;
    }

    bool names() {
        auto found = server_.addresses(stop_);
        if (!found) {
            return fails("dns", found.error());
        }
        addresses_ = *std::move(found);
        const auto v6 = std::ranges::count_if(addresses_, is_v6);
        return good(
            "dns",
            fmt::format(
                "{}: {} IPv6, {} IPv4",
                through_proxy_ ? "the proxy" : patient_.host,
                v6,
                std::ssize(addresses_) - v6
            )
        );
    }

    /// By family: a dead IPv6 behind a name that has one is the commonest cause of slow starts.
    bool addresses() {
        bool any = false;
        std::optional<ports::Failure> last;
        for (const bool v6 : {true, false}) {
            std::size_t tried = 0;
            std::size_t reached = 0;
            for (const auto& address : addresses_) {
                if (is_v6(address) != v6) {
                    continue;
                }
                ++tried;
                if (const auto one = server_.reach(address, stop_)) {
                    ++reached;
                } else {
                    last = one.error();
                }
            }
            if (tried == 0) {
                continue;
            }
            any = any || reached > 0;
            families_.push_back({v6, tried, reached, last});
        }
        if (!any && last) {
            return fails("tcp", *last);
        }
        for (const auto& each : families_) {
            tell(each);
        }
        return true;
    }

    struct Family {
        bool v6 = false;
        std::size_t tried = 0;
        std::size_t reached = 0;
        std::optional<ports::Failure> last;
    };

    void tell(const Family& one) {
        auto sentence = fmt::format(
            "{}: {} of {} addresses accept connections", family(one.v6), one.reached, one.tried
        );
        if (one.reached == one.tried) {
            good("tcp", std::move(sentence));
        } else {
            warn(
                "tcp",
                fmt::format("{}: {}", sentence, one.last->sentence),
                one.v6 ? "connections start 6 s later for each dead address: mend IPv6 on this "
                         "network, or switch it off"
                       : "connections start 6 s later for each dead address"
            );
        }
    }

    bool tls() {
        const auto seen = server_.verify(stop_);
        if (!seen) {
            return fails("tls", seen.error());
        }
        const auto left = std::chrono::floor<std::chrono::days>(seen->valid_until - clock_.wall());
        auto sentence = fmt::format(
            "{}, name and chain verified; certificate by {}, {} more days",
            seen->version,
            seen->issuer,
            left.count()
        );
        return seen->valid_until - clock_.wall() > soon
                   ? good("tls", std::move(sentence))
                   : warn("tls", std::move(sentence), "tell who runs the server to renew it");
    }

    bool login() {
        auto offered = server_.log_in(stop_);
        if (!offered) {
            auto failure = offered.error();
            if (failure.kind == FailureKind::credential_refused) {
                failure.hint = "gmail-classifier auth login (Gmail takes app passwords only, and "
                               "forgets them when the account's password changes)";
            }
            return fails("login", failure);
        }
        offered_ = *std::move(offered);
        return good("login", fmt::format("{}, {}", patient_.account, patient_.method));
    }

    [[nodiscard]] bool has(std::string_view capability) const {
        return std::ranges::find(offered_, capability) != offered_.end();
    }

    bool capabilities() {
        std::string there;
        std::string missing;
        for (const auto name : telling) {
            auto& list = has(name) ? there : missing;
            list += (list.empty() ? "" : " ") + std::string{name};
        }
        auto sentence = there + (missing.empty() ? "" : "; without " + missing);
        return has("X-GM-EXT-1")
                   ? good("capabilities", std::move(sentence))
                   : warn(
                         "capabilities",
                         std::move(sentence),
                         "this is not Gmail: labels are IMAP keywords, and archiving is not "
                         "possible"
                     );
    }

    bool folders() {
        const auto all = server_.mail().folders(stop_);
        if (!all) {
            return fails("folders", all.error());
        }
        const auto choice = choose_folders(server_.mail(), patient_.folder, stop_);
        if (!choice) {
            return fails("folders", choice.error());
        }
        working_ = choice->working;
        const bool by_role = working_.role == ports::FolderRole::all;
        auto sentence = fmt::format(
            "{} folders; works in \"{}\"{}",
            all->size(),
            working_.name,
            by_role ? ", by its role \\All" : ""
        );
        const bool expects_all = has("X-GM-EXT-1") && patient_.folder.name.empty() &&
                                 patient_.folder.learn_from == LearnFrom::labels;
        return by_role || !expects_all
                   ? good("folders", std::move(sentence))
                   : warn(
                         "folders",
                         std::move(sentence) + ", because no folder is marked \\All",
                         "in Gmail's settings, Labels: tick \"Show in IMAP\" for All Mail"
                     );
    }

    bool clocks() {
        const auto arrived = newest_arrival();
        if (!arrived) {
            return fails("clock", arrived.error());
        }
        const auto ahead = *arrived ? **arrived - clock_.wall() : std::chrono::seconds{0};
        if (ahead <= tolerated_skew) {
            return good("clock", "no mail from the future");
        }
        return warn(
            "clock",
            fmt::format(
                "the newest mail arrived {} minutes after now: this computer is behind",
                std::chrono::duration_cast<minutes>(ahead).count()
            ),
            "set it right (timedatectl set-ntp true): certificates and tokens go by it"
        );
    }

    ports::Result<std::optional<domain::Timestamp>> newest_arrival() {
        std::optional<domain::Timestamp> latest;
        auto& mail = server_.mail();
        const auto opened = mail.open(working_.name, ports::Access::read, stop_);
        if (!opened) {
            return ports::fail(opened.error());
        }
        ports::FetchRequest request;
        const auto next = opened->uid_next.value;
        for (auto uid = next > newest ? next - newest : 1; uid < next; ++uid) {
            request.uids.push_back({uid});
        }
        const auto note = [&latest](const ports::StoredMessage& stored) {
            latest = latest ? std::max(*latest, stored.message.received) : stored.message.received;
            return ports::Result<void>{};
        };
        if (auto fetched = mail.fetch(request, note, stop_); !fetched) {
            return ports::fail(std::move(fetched).error());
        }
        return latest;
    }

    const Patient& patient_;
    ports::ServerProbe& server_;
    const ports::Clock& clock_;
    std::stop_token stop_;
    Findings findings_;
    bool through_proxy_ = false;
    std::vector<std::string> addresses_;
    std::vector<Family> families_;
    std::vector<std::string> offered_;
    ports::Folder working_;
};

} // namespace

Findings examine_server(
    const Patient& patient,
    ports::ServerProbe& server,
    const ports::Clock& clock,
    const std::stop_token& stop
) {
    return Examination{patient, server, clock, stop}.run();
}

} // namespace usecase
