#pragma once

#include "app/usecase/world.hpp"
#include "domain/evaluation/scorecard.hpp"
#include "domain/learning/features.hpp"
#include "domain/mail/message.hpp"

#include <cstddef>
#include <functional>

namespace usecase {

/// A message from a file, decoded, with the labels that its owner gave it.
struct LabelledMail {
    domain::Message message;
    domain::LabelSet labels;
};

using MailSink = std::function<ports::Result<void>(LabelledMail)>;
/// Gives every message of a mailbox on disk to the sink, in time order.
using MailSource = std::function<ports::Result<void>(const MailSink&)>;

struct ReplayOptions {
    std::size_t every = 1; ///< Labels become known after every block of so many.
    double limit = 0.9;
    domain::learning::Owner owner;
};

struct ReplayReport {
    domain::evaluation::Scorecard scorecard;
    std::uint64_t messages = 0;     ///< Read, trained on or predicted.
    double messages_per_second = 0; ///< Reading, decoding, predicting and learning together.
};

/// The engine on mail from a file, nothing else: predict each message in time order, then learn it;
/// the first hundred only train. With `train`, all of that mail is learned first and the model then
/// stays as it is.
ports::Result<ReplayReport> replay(
    const MailSource& mail,
    const MailSource* train,
    const ports::Clock& clock,
    const ReplayOptions& options
);

} // namespace usecase
