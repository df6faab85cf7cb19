#include "testserver/program/option_groups.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace testserver::program {
namespace {

namespace po = boost::program_options;

template <typename T>
po::typed_value<T>* value(const char* name) {
    return po::value<T>()->value_name(name);
}

constexpr std::size_t usual_most_cases = 2000; // As many as a minute plays of a quick client.

po::options_description login_options() {
    po::options_description group{"Who may log in"};
    auto add = group.add_options();
    add("user", value<std::string>("NAME"), "the login name");
    add("password-file", value<std::string>("PATH"), "file whose first line is the password");
    add("token-file", value<std::string>("PATH"), "file whose first line is an OAuth access token");
    add("oauth-client-file",
        value<std::string>("PATH"),
        "serve OAuth too; where a client for it is written, as Google's console gives them");
    return group;
}

po::options_description port_options() {
    po::options_description group{"Where it listens"};
    auto add = group.add_options();
    add("listen",
        value<std::string>("ADDRESS")->default_value("127.0.0.1:0"),
        "loopback address and port; 0: a free one");
    add("port-file", value<std::string>("PATH"), "where the port is written");
    add("ca-file", value<std::string>("PATH"), "where the certificate authority is written, PEM");
    add("plain", "no TLS: for programs that cannot do it, and for watching the wire");
    add("needs-sni",
        "Gmail's certificate for nobody, to clients that name no host in the handshake");
    add("oauth-port-file",
        value<std::string>("PATH"),
        "where the port of the OAuth endpoint is written");
    add("control-port-file",
        value<std::string>("PATH"),
        "serve HTTP that steers the run; where its port is written");
    return group;
}

po::options_description mail_options() {
    po::options_description group{"The mailbox"};
    auto add = group.add_options();
    add("profile",
        value<std::string>("gmail|rfc")->default_value("gmail"),
        "as Gmail behaves, or as plain IMAP");
    add("mail", value<std::string>("PATH"), "mbox, Maildir, folder of .eml, or one .eml");
    add("labels", value<std::string>("PATH"), "index.tsv: file, epoch seconds, label|label");
    add("seed", value<std::uint64_t>("N"), "make up mail from this number");
    add("count", value<std::size_t>("N")->default_value(2000), "how many messages to make up");
    return group;
}

po::options_description fault_options() {
    po::options_description group{"What goes wrong, and what is kept of it"};
    auto add = group.add_options();
    add("scenario",
        value<std::string>("PATH|ID"),
        "what goes wrong: a file, or the id of a row of --list");
    add("grease",
        value<std::uint64_t>("N"),
        "legal variance, drawn from this number: quoting, order, case, segments, unasked data");
    add("strict-plain", "no legal variance, even if the scenario says so");
    add("log", value<std::string>("PATH"), "where what happened is written, a line each");
    add("decisions",
        value<std::string>("PATH"),
        "where the run is written as a scenario to replay it");
    add("record",
        value<std::string>("PATH"),
        "where what was said is written as a scenario that says the same again");
    return group;
}

po::options_description client_options() {
    po::options_description group{"Trying a client"};
    auto add = group.add_options();
    add("run",
        value<std::string>("COMMAND"),
        "the client: a command of the shell, at whose end the server ends");
    add("run-limit",
        value<unsigned>("SECONDS")->default_value(300),
        "seconds after which it is killed: it hangs");
    add("report", value<std::string>("PATH"), "where a page is written that grades the client, HTML"
    );
    add("case", value<std::string>("NAME=N"), "of a scenario that sweeps, this case alone: cut=12");
    add("shrink",
        value<std::string>("PATH"),
        "where the scenario is written with as few rules as still make the client of --run fail");
    add("most-cases",
        value<std::size_t>("N")->default_value(usual_most_cases),
        "runs of a sweep, or of --shrink, at most");
    return group;
}

po::options_description answer_options() {
    po::options_description group{"Asking without serving"};
    auto add = group.add_options();
    add("check",
        value<std::string>("PATH|ID"),
        "read a scenario, say what is wrong with it, and end");
    add("list", "the catalogue of faults, a line of scenario each");
    add("list-markdown", "the same as a table");
    add("list-presets", "the login names that choose a fault");
    add("help", "this text");
    add("man", "the same as a manual page: fake-gmail --man | man -l -");
    add("version", "the version");
    return group;
}

} // namespace

po::options_description described_options() {
    po::options_description all;
    all.add(login_options()).add(port_options()).add(mail_options());
    all.add(fault_options()).add(client_options()).add(answer_options());
    return all;
}

} // namespace testserver::program
