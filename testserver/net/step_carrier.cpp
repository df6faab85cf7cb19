#include "testserver/net/step_carrier.hpp"

#include <algorithm>

namespace testserver {
namespace {

template <typename... Each>
struct Overloaded : Each... {
    using Each::operator()...;
};

constexpr std::size_t record_header = 5; // RFC 8446 5.1
constexpr char application_data = 23;

/// An alert record in clear (RFC 8446 6): type 21, version 1.2, length 2, level fatal.
std::string alert_record(std::uint8_t description) {
    std::string record{"\x15\x03\x03\x00\x02\x02", 6};
    record.push_back(static_cast<char>(description));
    return record;
}

/// The last record of some ciphertext.
std::string_view last_record(std::string_view cipher) {
    std::size_t at = 0;
    while (cipher.size() - at > record_header) {
        const auto high = static_cast<unsigned char>(cipher[at + 3]);
        const auto low = static_cast<unsigned char>(cipher[at + 4]);
        const std::size_t next = at + record_header + (std::size_t{high} << 8U) + low;
        if (next >= cipher.size()) {
            break;
        }
        at = next;
    }
    return cipher.substr(at);
}

} // namespace

void StepCarrier::add(Steps steps) {
    for (auto& next : steps) {
        steps_.push_back(std::move(next));
    }
}

StepCarrier::Next StepCarrier::advance(std::string& bytes) {
    while (!steps_.empty()) {
        auto next = std::move(steps_.front());
        steps_.pop_front();
        const bool goes_on =
            std::holds_alternative<step::Send>(next) || std::holds_alternative<TlsFault>(next);
        if (!goes_on && !bytes.empty()) {
            steps_.push_front(std::move(next)); // What was said has to leave first.
            return Idle{};
        }
        if (const auto* said = std::get_if<step::Send>(&next)) {
            send(said->bytes, bytes);
        } else if (const auto* fault = std::get_if<TlsFault>(&next)) {
            do_fault(*fault, bytes);
        } else if (const auto* pause = std::get_if<step::Pause>(&next)) {
            return *pause;
        } else if (const auto* deaf = std::get_if<step::StopReading>(&next)) {
            return *deaf;
        } else if (const auto* close = std::get_if<step::Close>(&next)) {
            return *close;
        }
    }
    return Idle{};
}

void StepCarrier::send(std::string_view plain, std::string& bytes) {
    if (!secure_) {
        bytes += plain;
        return;
    }
    const std::size_t piece = one_byte_records_ ? 1 : plain.size();
    for (; !plain.empty(); plain.remove_prefix(std::min(piece, plain.size()))) {
        tls_.send(plain.substr(0, piece));
    }
    take(bytes);
}

/// What the engine has to say, damaged where that was asked for.
void StepCarrier::take(std::string& bytes) {
    auto cipher = tls_.take_cipher();
    if (cipher.size() > record_header && cipher.front() == application_data) {
        if (std::exchange(flip_next_, false)) {
            cipher.back() = static_cast<char>(static_cast<unsigned char>(cipher.back()) ^ 1U);
        }
        last_record_ = last_record(cipher);
    }
    bytes += cipher;
}

void StepCarrier::do_fault(const TlsFault& fault, std::string& bytes) {
    std::visit(
        Overloaded{
            [&](const tls_fault::Alert& alert) { bytes += alert_record(alert.description); },
            [&](const tls_fault::RawBytes& raw) { bytes += raw.bytes; },
            [&](const tls_fault::FlipBit&) { flip_next_ = true; },
            [&](const tls_fault::ReplayRecord&) { bytes += last_record_; },
            [&](const tls_fault::Renegotiate&) { tls_.renegotiate(); },
            [&](const tls_fault::KeyUpdates& updates) { tls_.update_keys(updates.count); },
            [&](const tls_fault::Tickets& tickets) { tls_.send_tickets(tickets.count); },
            [&](const tls_fault::RequestCertificate&) { tls_.request_certificate(); },
            [&](const tls_fault::EmptyRecords& empty) { tls_.send_empty_records(empty.count); },
            [&](const tls_fault::OneByteRecords& one) { one_byte_records_ = one.on; },
        },
        fault
    );
    take(bytes);
}

} // namespace testserver
