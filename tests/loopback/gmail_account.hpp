#pragma once

#include "tests/loopback/served_account.hpp"
#include "testserver/mailbox/message.hpp"
#include "testserver/net/tls_server.hpp"
#include "testserver/protocol/world.hpp"

#include <memory>
#include <thread>
#include <vector>

namespace loopback {

/// A fake Gmail with this mail, each under its labels and in the inbox.
class GmailAccount : public ServedAccount {
public:
    explicit GmailAccount(std::vector<testserver::NewMessage> mails);

private:
    testserver::World world_{testserver::Profile::gmail};
    std::unique_ptr<testserver::TlsServer> server_;
    std::jthread thread_; ///< Last: it uses the others.
};

} // namespace loopback
