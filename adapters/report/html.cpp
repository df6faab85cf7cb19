#include "adapters/report/html.hpp"

#include <fmt/core.h>

namespace report {

namespace {

// Colours: text and background clear WCAG AA in both schemes; one accent for what is measured, grey
// for what it is measured against.
constexpr std::string_view style = R"(
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#5b6470;--line:#d9dee4;--accent:#0b63ce;--band:#0b63ce33;--ok:#177a3c;--wait:#8a5a00}
@media(prefers-color-scheme:dark){:root{--bg:#14171b;--fg:#e6e9ed;--soft:#9aa4b0;--line:#333a43;--accent:#6db3ff;--band:#6db3ff33;--ok:#5cc98a;--wait:#e0b050}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1.5rem 1rem 4rem;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2.5rem 0 .5rem}
p{margin:.25rem 0 .75rem;color:var(--soft);max-width:44rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;margin:1.5rem 0}
.tile{border:1px solid var(--line);border-radius:.5rem;padding:.75rem}
.tile b{display:block;font-size:1.5rem;font-variant-numeric:tabular-nums}.tile span{color:var(--soft);font-size:.85rem}
.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));gap:1.5rem;align-items:end}
figure{margin:0}figcaption{font-weight:600;margin-bottom:.25rem}
svg{width:100%;height:auto;display:block}svg text{fill:var(--soft);font:11px system-ui,sans-serif}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th{color:var(--soft);font-weight:600;font-size:.85rem}th:first-child,td:first-child{min-width:9rem;white-space:normal;overflow-wrap:anywhere}.name,th:first-child,td:first-child{text-align:left}
svg.bar{width:4rem;display:inline-block;vertical-align:middle;margin-left:.4rem}td.gate{white-space:normal;min-width:11rem}
tr.best td{font-weight:600}
.act{color:var(--ok)}.suggest,.learning{color:var(--wait)}
)";

} // namespace

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            // Control characters have no place in a page; a tab or line break becomes a blank.
            out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
        }
    }
    return out;
}

std::string page(std::string_view title, std::string_view body) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src "
        "'unsafe-inline'\">"
        "<title>{}</title><style>{}</style></head>\n<body>\n{}</body></html>\n",
        escaped(title),
        style,
        body
    );
}

} // namespace report
