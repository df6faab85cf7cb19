#pragma once

#include "ports/journal.hpp"
#include "ports/message_cache.hpp"
#include "ports/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ports {

/// How many models are kept for rollback: a model is large, and one is made each time something is
/// learned.
inline constexpr std::size_t kept_models = 10;

/// A trained model, encoded by domain/learning. Versions only grow; rollback makes an older one the
/// current.
struct ModelRecord {
    std::uint64_t version = 0; ///< Given by the store.
    domain::Timestamp created;
    std::uint64_t examples = 0;
    std::string bytes;
};

class ModelStore {
public:
    virtual ~ModelStore() = default;
    /// Makes it the current one and returns its version. Of the older ones the newest `kept_models`
    /// stay.
    virtual Result<std::uint64_t> save(const ModelRecord& model) = 0;
    virtual Result<std::optional<ModelRecord>> current() = 0;
    /// Without their bytes, newest first.
    virtual Result<std::vector<ModelRecord>> list() = 0;
    /// `not_found` when there is no such version.
    virtual Result<void> rollback(std::uint64_t version) = 0;
};

/// Plans by their id, in the text form of domain/plan. Saving an id again replaces its text.
class PlanStore {
public:
    virtual ~PlanStore() = default;
    virtual Result<void>
    save(const std::string& id, domain::Timestamp created, const std::string& text) = 0;
    virtual Result<std::optional<std::string>> load(const std::string& id) = 0;
    /// Of the plan that was saved last.
    virtual Result<std::optional<std::string>> last_id() = 0;
};

/// Bytes on the wire, per hour, so that a rolling day can be added up.
class ByteLedger {
public:
    virtual ~ByteLedger() = default;
    virtual Result<void> add(domain::Timestamp when, Transferred bytes) = 0;
    /// From the beginning of the hour that holds `from`: never less than what was moved.
    virtual Result<Transferred> since(domain::Timestamp from) = 0;
};

/// How many connections are remembered: weeks of a watch on a bad line.
inline constexpr std::size_t kept_flights = 1000;

/// One connection to the server, from the moment at which it could be worked with.
struct Flight {
    domain::Timestamp began;
    /// Since the connection before it was lost, in the same run: so long nobody looked.
    std::chrono::seconds blind{0};
    std::uint64_t came = 0;                 ///< Messages that came in that time, by UIDNEXT.
    std::optional<domain::Timestamp> ended; ///< Nothing while it lasts, or when the run was killed.
    std::string cause;                      ///< Of its loss; empty when it was closed on purpose.
    std::uint64_t logins = 0;               ///< That it took, since the connection before.
    /// What UIDNEXT, EXISTS and HIGHESTMODSEQ showed beside what they had shown before: that
    /// nothing came, or how much. Empty where there was no connection before.
    std::string proof;

    bool operator==(const Flight&) const = default;
};

class FlightRecorder {
public:
    virtual ~FlightRecorder() = default;
    /// Of older ones the newest `kept_flights` stay.
    virtual Result<void> begin(const Flight& flight) = 0;
    /// Of the newest one; nothing happens when there is none, or when it has ended.
    virtual Result<void> end(domain::Timestamp when, const std::string& cause) = 0;
    /// Newest first.
    virtual Result<std::vector<Flight>> recent(std::size_t most) = 0;
};

/// A message that the server could not deliver when it was asked for alone. It is left out until it
/// is due for another try.
struct Parked {
    std::string folder;
    std::uint32_t uid_validity = 0;
    Uid uid;
    std::string cause; ///< Of the last try.
    std::uint64_t times = 0;
    domain::Timestamp first;
    domain::Timestamp last; ///< Try.

    bool operator==(const Parked&) const = default;
};

class ParkingLot {
public:
    virtual ~ParkingLot() = default;
    /// Inserts, or replaces what is known of that folder and UID.
    virtual Result<void> park(const Parked& message) = 0;
    /// Those that came after all, or are gone. The others stay.
    virtual Result<void> release(const std::string& folder, std::span<const Uid> uids) = 0;
    /// By folder and UID.
    virtual Result<std::vector<Parked>> list() = 0;
};

/// Where a watch left off in a folder.
struct Bookmark {
    std::uint32_t uid_validity = 0;
    Uid next;               ///< Every message below it has been judged, but for `left_out`.
    domain::Timestamp when; ///< For a folder that is numbered anew: what came since is not judged.
    /// Ascending. The server could not deliver them when it was their turn.
    std::vector<Uid> left_out{};

    bool operator==(const Bookmark&) const = default;
};

class Bookmarks {
public:
    virtual ~Bookmarks() = default;
    virtual Result<void> save(const std::string& folder, const Bookmark& bookmark) = 0;
    /// Nothing before the first watch of that folder.
    virtual Result<std::optional<Bookmark>> load(const std::string& folder) = 0;
};

/// All that one account keeps between runs. The parts share one file and one lock.
class StateStore {
public:
    virtual ~StateStore() = default;
    virtual MessageCache& messages() = 0;
    virtual Journal& journal() = 0;
    virtual ModelStore& models() = 0;
    virtual PlanStore& plans() = 0;
    virtual ByteLedger& bytes() = 0;
    virtual Bookmarks& bookmarks() = 0;
    virtual FlightRecorder& flights() = 0;
    virtual ParkingLot& parked() = 0;
};

} // namespace ports
