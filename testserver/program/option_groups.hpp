#pragma once

#include <boost/program_options.hpp>

namespace testserver::program {

/// Every option of fake-gmail with a sentence about it, in groups as --help shows them.
boost::program_options::options_description described_options();

} // namespace testserver::program
