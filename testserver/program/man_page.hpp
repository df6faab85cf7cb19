#pragma once

#include <boost/program_options/options_description.hpp>

#include <string>

namespace testserver::program {

/// The text of --help in the language of man(7), from the same table of options.
std::string man_page(const boost::program_options::options_description& options);

} // namespace testserver::program
