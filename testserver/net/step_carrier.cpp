#include "testserver/net/step_carrier.hpp"

#include "testserver/scenario/overloaded.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace testserver {
namespace {

constexpr std::size_t record_header = 5; // RFC 8446 5.1
constexpr char change_cipher_spec = 20;
constexpr char application_data = 23;

/// An alert record in clear (RFC 8446 6): type 21, version 1.2, length 2, level fatal.
std::string alert_record(std::uint8_t description) {
    std::string record{"\x15\x03\x03\x00\x02\x02", 6};
    record.push_back(static_cast<char>(description));
    return record;
}

bool is_record(std::string_view raw) {
    return raw.size() > record_header && raw[0] >= change_cipher_spec && raw[0] <= application_data;
}

/// The first record; all of it when that is no TLS.
std::string_view first_record(std::string_view raw) {
    if (!is_record(raw)) {
        return raw;
    }
    const auto high = static_cast<unsigned char>(raw[3]);
    const auto low = static_cast<unsigned char>(raw[4]);
    return raw.substr(0, record_header + (std::size_t{high} << 8U) + low);
}

std::string_view last_record(std::string_view raw) {
    auto record = first_record(raw);
    while (record.size() < raw.size()) {
        raw.remove_prefix(record.size());
        record = first_record(raw);
    }
    return record;
}

} // namespace

void StepCarrier::add(Steps steps) {
    for (auto& next : steps) {
        steps_.push_back(std::move(next));
    }
}

void StepCarrier::add_first(Steps steps) {
    steps_.insert(
        steps_.begin(), std::make_move_iterator(steps.begin()), std::make_move_iterator(steps.end())
    );
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
    if (!secure_) { // Before the handshake; the channel has no say yet.
        bytes += plain;
        return;
    }
    const std::size_t piece = one_byte_records_ ? 1 : plain.size();
    for (; !plain.empty(); plain.remove_prefix(std::min(piece, plain.size()))) {
        channel_.send(plain.substr(0, piece));
    }
    take(bytes);
}

/// What the channel has to say, damaged where that was asked for.
void StepCarrier::take(std::string& bytes) {
    auto raw = channel_.take_raw();
    if (!raw.empty() && std::exchange(flip_next_, false)) {
        auto& last = raw[first_record(raw).size() - 1];
        last = static_cast<char>(static_cast<unsigned char>(last) ^ 1U);
    }
    if (is_record(raw)) {
        last_record_ = last_record(raw);
    }
    bytes += raw;
}

void StepCarrier::do_fault(const TlsFault& fault, std::string& bytes) {
    std::visit(
        Overloaded{
            [&](const tls_fault::Alert& alert) { bytes += alert_record(alert.description); },
            [&](const tls_fault::RawBytes& raw) { bytes += raw.bytes; },
            [&](const tls_fault::FlipBit&) { flip_next_ = true; },
            [&](const tls_fault::ReplayRecord&) { bytes += last_record_; },
            [&](const tls_fault::CloseNotify&) { channel_.say_goodbye_too_soon(); },
            [&](const tls_fault::Renegotiate&) { channel_.renegotiate(); },
            [&](const tls_fault::KeyUpdates& updates) { channel_.update_keys(updates.count); },
            [&](const tls_fault::Tickets& tickets) { channel_.send_tickets(tickets.count); },
            [&](const tls_fault::RequestCertificate&) { channel_.request_certificate(); },
            [&](const tls_fault::OneByteRecords& one) { one_byte_records_ = one.on; },
        },
        fault
    );
    take(bytes);
}

} // namespace testserver
