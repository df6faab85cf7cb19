#pragma once

#include "ports/result.hpp"
#include "ports/secret.hpp"

#include <string>

namespace ports {

/// What a session proves itself with. By which SASL mechanism it does so, the login decides from
/// what the server offers.
enum class Proof : unsigned char { password, access_token };

struct Credential {
    Proof proof = Proof::password;
    std::string user;
    Secret secret; ///< App password, or OAuth access token.
};

enum class Freshness : unsigned char {
    cached, ///< Any credential that has not expired.
    forced, ///< The server refused the cached one: get a new one now.
};

/// Supplies a credential for each login. A password source returns the same one each time and
/// answers `forced` with login_refused; an OAuth source refreshes.
class TokenSource {
public:
    virtual ~TokenSource() = default;
    virtual Result<Credential> credential(Freshness freshness) = 0;
};

} // namespace ports
