#include "testserver/program/options.hpp"

#include "domain/rules/diagnostic.hpp"
#include "testserver/program/help_text.hpp"
#include "testserver/program/man_page.hpp"
#include "testserver/program/option_groups.hpp"
#include "testserver/program/scenario_run.hpp"
#include "testserver/scenario/catalogue.hpp"
#include "testserver/scenario/preset.hpp"

#include <boost/program_options.hpp>

#include <charconv>
#include <sstream>
#include <string_view>
#include <vector>

namespace testserver::program {
namespace {

namespace po = boost::program_options;

ports::Unexpected usage(const std::string& sentence) {
    return ports::fail(ports::FailureKind::usage, sentence, "fake-gmail --help shows all options.");
}

/// ". Did you mean --user?"
std::string nearest_option(const po::options_description& all, const po::unknown_option& error) {
    std::vector<std::string_view> names;
    for (const auto& each : all.options()) {
        names.emplace_back(each->long_name());
    }
    const auto said = error.get_option_name();
    const auto near =
        domain::rules::nearest(std::string_view{said}.substr(said.find_first_not_of('-')), names);
    return near ? ". Did you mean --" + std::string{*near} + '?' : ".";
}

std::string text(const po::variables_map& given, const char* name) {
    return given.count(name) == 0 ? std::string{} : given[name].as<std::string>();
}

/// "127.0.0.1:0", "[::1]:1993".
ports::Result<ListenAt> listen_at(const std::string& value) {
    const auto colon = value.rfind(':');
    if (colon == std::string::npos) {
        return usage("--listen " + value + " has no port.");
    }
    ListenAt at;
    at.address = value.substr(0, colon);
    if (at.address.starts_with('[') && at.address.ends_with(']')) {
        at.address = at.address.substr(1, at.address.size() - 2);
    }
    const auto port = value.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), at.port);
    if (error != std::errc{} || end != port.data() + port.size()) {
        return usage("--listen " + value + ": " + port + " is not a port.");
    }
    return at;
}

/// Who may log in, and how.
ports::Result<void> take_login(const po::variables_map& given, Options& options) {
    options.user = text(given, "user");
    options.password_file = text(given, "password-file");
    options.token_file = text(given, "token-file");
    options.oauth_client_file = text(given, "oauth-client-file");
    options.oauth_port_file = text(given, "oauth-port-file");
    const bool has_way_in = !options.password_file.empty() || !options.token_file.empty() ||
                            !options.oauth_client_file.empty();
    if (options.user.empty() || !has_way_in) {
        return usage("--user and --password-file, --token-file or --oauth-client-file are needed: "
                     "who may log in, and how.");
    }
    if (options.oauth_client_file.empty() && !options.oauth_port_file.empty()) {
        return usage("--oauth-port-file says nothing without --oauth-client-file.");
    }
    return {};
}

/// What goes wrong, and what is kept of it.
ports::Result<void> take_faults(const po::variables_map& given, Options& options) {
    options.scenario = text(given, "scenario");
    options.log = text(given, "log");
    options.decisions = text(given, "decisions");
    if (options.scenario.empty() && !options.decisions.empty()) {
        return usage("--decisions says nothing without --scenario.");
    }
    if (given.count("grease") != 0) {
        options.grease = given["grease"].as<std::uint64_t>();
    }
    options.strict_plain = given.count("strict-plain") != 0;
    if (options.grease && options.strict_plain) {
        return usage("--grease and --strict-plain exclude each other.");
    }
    return {};
}

/// Many runs of the client.
ports::Result<void> take_cases(const po::variables_map& given, Options& options) {
    options.only_case = text(given, "case");
    options.shrunk = text(given, "shrink");
    options.most_cases = given["most-cases"].as<std::size_t>();
    if (!options.shrunk.empty() && (options.run.empty() || options.scenario.empty())) {
        return usage(
            "--shrink needs --scenario, whose rules it takes out, and --run, a client that "
            "fails."
        );
    }
    options.speaks_of_cases = !options.only_case.empty() || !given["most-cases"].defaulted();
    if (options.speaks_of_cases && options.scenario.empty()) {
        return usage("--case and --most-cases say nothing without --scenario.");
    }
    if (!options.shrunk.empty() && !options.only_case.empty()) {
        return usage("--shrink and --case exclude each other.");
    }
    return {};
}

/// The client that is tried.
ports::Result<void> take_client(const po::variables_map& given, Options& options) {
    options.recording = text(given, "record");
    options.report = text(given, "report");
    options.run = text(given, "run");
    options.run_limit = std::chrono::seconds{given["run-limit"].as<unsigned>()};
    if (!options.run.empty() && options.ca_file.empty() && !options.listen.plain) {
        return usage("--run needs --ca-file, so that the client can trust the server, or --plain.");
    }
    if (options.run.empty() && !given["run-limit"].defaulted()) {
        return usage("--run-limit says nothing without --run.");
    }
    return take_cases(given, options);
}

ports::Result<Options> options_from(const po::variables_map& given) {
    auto listen = listen_at(text(given, "listen"));
    if (!listen) {
        return ports::fail(listen.error());
    }
    Options options;
    options.listen = *listen;
    const auto profile = text(given, "profile");
    if (profile != "gmail" && profile != "rfc") {
        return usage("--profile " + profile + " is neither gmail nor rfc.");
    }
    options.profile = profile == "rfc" ? Profile::rfc : Profile::gmail;
    options.listen.plain = given.count("plain") != 0;
    options.listen.needs_sni = given.count("needs-sni") != 0;
    if (options.listen.needs_sni && (options.listen.plain || options.profile == Profile::rfc)) {
        return usage("--needs-sni is about Gmail's TLS: it goes with neither --plain nor rfc.");
    }
    if (auto login = take_login(given, options); !login) {
        return ports::fail(login.error());
    }
    options.mail = text(given, "mail");
    options.labels = text(given, "labels");
    if (!options.labels.empty() && options.mail.empty()) {
        return usage("--labels says nothing without --mail.");
    }
    options.port_file = text(given, "port-file");
    options.control_port_file = text(given, "control-port-file");
    options.ca_file = text(given, "ca-file");
    if (given.count("seed") != 0) {
        options.seed = given["seed"].as<std::uint64_t>();
    }
    options.count = given["count"].as<std::size_t>();
    if (options.seed && !options.mail.empty()) {
        return usage("--seed makes mail up, and --mail names it: they exclude each other.");
    }
    if (!options.seed && !given["count"].defaulted()) {
        return usage("--count says nothing without --seed, from which the mail is made up.");
    }
    if (auto faults = take_faults(given, options); !faults) {
        return ports::fail(faults.error());
    }
    if (auto client = take_client(given, options); !client) {
        return ports::fail(client.error());
    }
    return options;
}

} // namespace

ports::Result<Parsed> parse(int argc, const char* const* argv) {
    const auto all = described_options();
    po::variables_map given;
    try {
        const auto parsed = po::command_line_parser(argc, argv).options(all).run();
        if (const auto words = po::collect_unrecognized(parsed.options, po::include_positional);
            !words.empty()) {
            return usage(words.front() + " is no option, and there is nothing else to say.");
        }
        po::store(parsed, given);
    } catch (const po::unknown_option& error) {
        return usage("There is no option " + error.get_option_name() + nearest_option(all, error));
    } catch (const po::error& error) {
        return usage(std::string{error.what()} + '.');
    }
    if (given.count("help") != 0) {
        std::ostringstream help;
        help << about << all << '\n' << afterwords;
        return Parsed{{}, help.str()};
    }
    if (given.count("man") != 0) {
        return Parsed{{}, man_page(all)};
    }
    if (given.count("version") != 0) {
        return Parsed{{}, "fake-gmail " FAKE_GMAIL_VERSION "\n"};
    }
    if (given.count("list") != 0) {
        return Parsed{{}, listed_catalogue()};
    }
    if (given.count("list-presets") != 0) {
        return Parsed{{}, listed_presets()};
    }
    if (given.count("list-markdown") != 0) {
        return Parsed{{}, catalogue_markdown()};
    }
    if (given.count("check") != 0) {
        const auto name = text(given, "check");
        const auto scenario = load_scenario(name, Sweeping::allowed);
        if (!scenario) {
            return ports::fail(scenario.error());
        }
        const auto rules = std::to_string(scenario->rules.size());
        const auto expected = std::to_string(scenario->expectations.size());
        return Parsed{
            {}, name + ": rules " + rules + ", expectations " + expected + ", no mistake\n"
        };
    }
    auto options = options_from(given);
    if (!options) {
        return ports::fail(options.error());
    }
    return Parsed{std::move(*options), {}};
}

} // namespace testserver::program
