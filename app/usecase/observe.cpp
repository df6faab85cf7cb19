#include "app/usecase/observe.hpp"

#include <utility>

namespace usecase {

using domain::plan::SimulatedMailbox;
using ports::Result;

Result<SimulatedMailbox>
observe(ports::MailStore& mail, const World& world, const WorkingFolder& folder) {
    auto choice = choose_folders(mail, folder, world.stop);
    if (!choice) {
        return ports::fail(std::move(choice).error());
    }
    if (auto opened = mail.open(choice->working.name, ports::Access::read, world.stop); !opened) {
        return ports::fail(std::move(opened).error());
    }
    auto uids = mail.uids(world.stop);
    if (!uids) {
        return ports::fail(std::move(uids).error());
    }
    SimulatedMailbox observed;
    auto fetched = mail.fetch(
        ports::FetchRequest{*std::move(uids), false, {}},
        [&observed](ports::StoredMessage stored) {
            observed.hold(stored.message.id, std::move(stored.message.labels));
            return Result<void>{};
        },
        world.stop
    );
    if (!fetched) {
        return ports::fail(std::move(fetched).error());
    }
    return observed;
}

Result<SimulatedMailbox> predicted(SimulatedMailbox before, const PlanFile& plan) {
    auto read = plan.for_each([&before](const domain::plan::Entry& entry) {
        before.apply(entry.change);
        return Result<void>{};
    });
    if (!read) {
        return ports::fail(std::move(read).error());
    }
    return before;
}

} // namespace usecase
