#include "app/cli/call.hpp"
#include "app/cli/exit_codes.hpp"
#include "app/cli/verbs/verbs.hpp"

#include <boost/json.hpp>
#include <boost/version.hpp>
#include <fmt/format.h>
#include <openssl/crypto.h>

namespace cli {

ports::Result<int> run_version(Call& call) {
    const std::string openssl = OpenSSL_version(OPENSSL_VERSION_STRING);
    if (call.out().json()) {
        call.out().value(boost::json::object{
            {"verb", "version"},
            {"version", GMAIL_CLASSIFIER_VERSION},
            {"openssl", openssl},
            {"boost", BOOST_LIB_VERSION},
        });
    } else {
        call.out().text(fmt::format("gmail-classifier {}\n", GMAIL_CLASSIFIER_VERSION));
    }
    return exit_code::ok;
}

} // namespace cli
