#include "adapters/secrets/descriptor.hpp"

#include <system_error>

namespace secrets {

std::string error_text(int error) {
    return std::system_category().message(error);
}

} // namespace secrets
