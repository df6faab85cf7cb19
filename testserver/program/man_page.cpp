#include "testserver/program/man_page.hpp"

#include "testserver/program/help_text.hpp"

#include <algorithm>
#include <string_view>

namespace testserver::program {
namespace {

/// Plain text for groff: no hyphen is a soft one, no line is a request.
std::string escaped(std::string_view text) {
    std::string line;
    if (text.starts_with('.') || text.starts_with('\'')) {
        line += "\\&";
    }
    for (const char c : text) {
        if (c == '\\') {
            line += "\\e";
        } else if (c == '-') {
            line += "\\-";
        } else {
            line += c;
        }
    }
    return line;
}

/// Paragraphs; those that are indented as they are.
std::string paragraphs(std::string_view text) {
    std::string page;
    bool as_it_is = false;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const bool indented = line.starts_with("  ");
        if (indented != as_it_is && !line.empty()) {
            page += indented ? ".nf\n" : ".fi\n";
            as_it_is = indented;
        }
        page += line.empty() ? ".PP\n" : escaped(line) + '\n';
    }
    return page + (as_it_is ? ".fi\n" : "");
}

} // namespace

std::string man_page(const boost::program_options::options_description& options) {
    std::string page = ".TH FAKE\\-GMAIL 1 \"\" \"Gmail Classifier\"\n"
                       ".SH NAME\nfake\\-gmail \\- an IMAP server that answers as Gmail does\n"
                       ".SH SYNOPSIS\n.B fake\\-gmail\n[\\fIoptions\\fR]\n"
                       ".SH DESCRIPTION\n";
    page += paragraphs(about) + ".SH OPTIONS\n";
    for (const auto& option : options.options()) {
        const auto parameter = option->format_parameter();
        page += ".TP\n.B " + escaped("--" + option->long_name()) +
                (parameter.empty() ? "" : " \\fR" + escaped(parameter)) + '\n' +
                escaped(option->description()) + '\n';
    }
    return page + ".SH USE\n" + paragraphs(afterwords);
}

} // namespace testserver::program
