// KeyringSecretStore for a build without libsecret.
#include "adapters/secrets/keyring_secret_store.hpp"

namespace secrets {

namespace {

ports::Unexpected not_built() {
    return ports::fail(
        ports::FailureKind::config,
        "this program was built without libsecret, so it cannot use the keyring",
        "say --password-command or --password-file"
    );
}

} // namespace

bool KeyringSecretStore::available() {
    return false;
}

ports::Result<ports::Secret> KeyringSecretStore::read() {
    return not_built();
}

ports::Result<void> KeyringSecretStore::write(const ports::Secret& /*secret*/) {
    return not_built();
}

ports::Result<void> KeyringSecretStore::erase() {
    return not_built();
}

} // namespace secrets
