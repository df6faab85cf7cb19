#include "app/usecase/world.hpp"

namespace usecase {

ports::Unexpected interrupted() {
    return ports::fail(
        ports::FailureKind::interrupted,
        "Stopped as asked; everything up to here is kept",
        "Run the same command again: it goes on where this one stood."
    );
}

} // namespace usecase
