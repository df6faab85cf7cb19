#include "adapters/secrets/keyring_secret_store.hpp"

#include "adapters/secrets/password.hpp"

#include <fmt/format.h>
#include <libsecret/secret.h>

#include <memory>

namespace secrets {

namespace {

using ports::FailureKind;

const SecretSchema* schema() {
    static const SecretSchema one = [] {
        SecretSchema made{};
        made.name = "gmail-classifier";
        made.flags = SECRET_SCHEMA_NONE;
        made.attributes[0] = {"user", SECRET_SCHEMA_ATTRIBUTE_STRING};
        made.attributes[1] = {"host", SECRET_SCHEMA_ATTRIBUTE_STRING};
        return made;
    }();
    return &one;
}

struct DropTable {
    void operator()(GHashTable* table) const { g_hash_table_unref(table); }
};

using Attributes = std::unique_ptr<GHashTable, DropTable>;

Attributes attributes(const Owner& owner) {
    Attributes table{g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
    g_hash_table_insert(table.get(), g_strdup("user"), g_strdup(owner.user.c_str()));
    g_hash_table_insert(table.get(), g_strdup("host"), g_strdup(owner.host.c_str()));
    return table;
}

/// Wipes what libsecret returned before it frees it.
struct WipePassword {
    void operator()(char* password) const { secret_password_free(password); }
};

/// Ends a call of libsecret that waits when a stop is asked for.
class Cancellation {
public:
    explicit Cancellation(const std::stop_token& stop) : on_stop_(stop, Cancel{object_.get()}) {}

    [[nodiscard]] GCancellable* get() const { return object_.get(); }

private:
    struct Drop {
        void operator()(GCancellable* object) const { g_object_unref(object); }
    };

    struct Cancel {
        void operator()() const { g_cancellable_cancel(object); }

        GCancellable* object;
    };

    std::unique_ptr<GCancellable, Drop> object_{g_cancellable_new()};
    std::stop_callback<Cancel> on_stop_;
};

/// The error of a call, filled by it and freed with this.
class Error {
public:
    Error() = default;
    Error(const Error&) = delete;
    Error& operator=(const Error&) = delete;

    ~Error() { g_clear_error(&error_); }

    GError** out() { return &error_; }

    explicit operator bool() const { return error_ != nullptr; }

    [[nodiscard]] ports::Unexpected failure() const {
        if (g_error_matches(error_, G_IO_ERROR, G_IO_ERROR_CANCELLED) != 0) {
            return ports::fail(
                FailureKind::interrupted, "Interrupted while waiting for the keyring"
            );
        }
        return ports::fail(
            FailureKind::config,
            fmt::format("the keyring does not answer: {}", error_->message),
            "without a desktop session say --password-command or --password-file"
        );
    }

private:
    GError* error_ = nullptr;
};

} // namespace

bool KeyringSecretStore::available() {
    return true;
}

ports::Result<ports::Secret> KeyringSecretStore::read() {
    Error error;
    const Cancellation cancellation{stop_};
    const std::unique_ptr<char, WipePassword> found{secret_password_lookupv_sync(
        schema(), attributes(owner_).get(), cancellation.get(), error.out()
    )};
    if (error) {
        return error.failure();
    }
    if (!found) {
        return ports::fail(
            FailureKind::config,
            fmt::format("the keyring has no password for {} at {}", owner_.user, owner_.host),
            "gmail-classifier auth login puts it there"
        );
    }
    return cleaned(found.get(), description());
}

ports::Result<void> KeyringSecretStore::write(const ports::Secret& secret) {
    Error error;
    const Cancellation cancellation{stop_};
    const std::string label = fmt::format("Gmail Classifier: {}", owner_.user);
    secret_password_storev_sync(
        schema(),
        attributes(owner_).get(),
        SECRET_COLLECTION_DEFAULT,
        label.c_str(),
        std::string{secret.reveal()}.c_str(),
        cancellation.get(),
        error.out()
    );
    return error ? ports::Result<void>{error.failure()} : ports::Result<void>{};
}

ports::Result<void> KeyringSecretStore::erase() {
    Error error;
    const Cancellation cancellation{stop_};
    secret_password_clearv_sync(
        schema(), attributes(owner_).get(), cancellation.get(), error.out()
    );
    return error ? ports::Result<void>{error.failure()} : ports::Result<void>{};
}

} // namespace secrets
