#include "adapters/report/plot.hpp"

#include "adapters/report/html.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace report {

namespace {

// One coordinate system for all plots, in SVG units.
constexpr double width = 360;
constexpr double height = 240;
constexpr double left = 44;
constexpr double right = 350;
constexpr double top = 12;
constexpr double bottom = 200;

double x_of(double share) {
    return left + (right - left) * std::clamp(share, 0.0, 1.0);
}

double y_of(double share) {
    return bottom - (bottom - top) * std::clamp(share, 0.0, 1.0);
}

std::string axes(const PlotText& text) {
    std::string out;
    for (const double tick : std::array{0.0, 0.25, 0.5, 0.75, 1.0}) {
        out += fmt::format(
            "<line x1=\"{0:.1f}\" x2=\"{1:.1f}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" "
            "stroke=\"var(--line)\"/>"
            "<text x=\"{3:.1f}\" y=\"{4:.1f}\" text-anchor=\"end\">{5:.0f}</text>",
            left,
            right,
            y_of(tick),
            left - 6,
            y_of(tick) + 4,
            100 * tick
        );
        if (text.x_ticks) {
            out += fmt::format(
                "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{:.0f}</text>",
                x_of(tick),
                bottom + 16,
                100 * tick
            );
        }
    }
    out += fmt::format(
        "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>",
        (left + right) / 2,
        bottom + 34,
        escaped(text.x_axis)
    );
    out += fmt::format(
        "<text transform=\"translate(10 {:.1f}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
        (top + bottom) / 2,
        escaped(text.y_axis)
    );
    return out;
}

std::string figure(const PlotText& text, std::string_view drawing) {
    return fmt::format(
        "<figure><figcaption>{0}</figcaption><svg viewBox=\"0 0 {1:.0f} {2:.0f}\" role=\"img\" "
        "aria-label=\"{0}\">{3}{4}</svg></figure>\n",
        escaped(text.title),
        width,
        height,
        axes(text),
        drawing
    );
}

std::string dot(const PlotPoint& point, double radius) {
    return fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" fill=\"var(--accent)\"><title>{:.1f} % → "
        "{:.1f} %</title></circle>",
        x_of(point.x),
        y_of(point.y),
        radius,
        100 * point.x,
        100 * point.y
    );
}

} // namespace

std::string line_plot(const PlotText& text, std::span<const PlotPoint> points) {
    constexpr double dot_radius = 3;
    std::string path;
    std::string dots;
    for (const PlotPoint& point : points) {
        path +=
            fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", x_of(point.x), y_of(point.y));
        dots += dot(point, dot_radius);
    }
    return figure(
        text,
        fmt::format(
            "<path d=\"{}\" fill=\"none\" stroke=\"var(--accent)\" stroke-width=\"2\"/>{}",
            path,
            dots
        )
    );
}

std::string band_plot(const PlotText& text, std::span<const PlotInterval> points) {
    const auto x_at = [&](std::size_t i) {
        return points.size() < 2 ? 0.5
                                 : static_cast<double>(i) / static_cast<double>(points.size() - 1);
    };
    std::string upper;
    std::string lower;
    std::string path;
    std::string dots;
    constexpr double dot_radius = 3;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto x = x_of(x_at(i));
        upper += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", x, y_of(points[i].upper));
        lower.insert(0, fmt::format("L{:.1f} {:.1f}", x, y_of(points[i].lower)));
        path += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", x, y_of(points[i].share));
        dots += fmt::format(
            "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" fill=\"var(--accent)\"><title>{:.1f} "
            "% "
            "({:.1f} to {:.1f})</title></circle>",
            x,
            y_of(points[i].share),
            dot_radius,
            100 * points[i].share,
            100 * points[i].lower,
            100 * points[i].upper
        );
    }
    return figure(
        text,
        points.empty() ? std::string{}
                       : fmt::format(
                             "<path d=\"{}{}Z\" fill=\"var(--band)\"/><path d=\"{}\" fill=\"none\" "
                             "stroke=\"var(--accent)\" stroke-width=\"2\"/>{}",
                             upper,
                             lower,
                             path,
                             dots
                         )
    );
}

std::string interval_bar(const PlotInterval& share) {
    constexpr double bar_width = 80;
    const auto x = [](double at) { return bar_width * std::clamp(at, 0.0, 1.0); };
    return fmt::format(
        "<svg class=\"bar\" viewBox=\"0 0 80 10\" aria-hidden=\"true\"><rect x=\"0\" y=\"4.5\" "
        "width=\"80\" height=\"1\" fill=\"var(--line)\"/><rect x=\"{:.1f}\" y=\"2\" "
        "width=\"{:.1f}\" "
        "height=\"6\" rx=\"2\" fill=\"var(--band)\"/><circle cx=\"{:.1f}\" cy=\"5\" r=\"2.5\" "
        "fill=\"var(--accent)\"/></svg>",
        x(share.lower),
        std::max(x(share.upper) - x(share.lower), 1.0),
        std::clamp(x(share.share), 2.5, bar_width - 2.5)
    );
}

std::string calibration_plot(const PlotText& text, std::span<const PlotPoint> points) {
    constexpr double smallest = 2.5;
    constexpr double growth = 14; // Area follows the share of messages.
    std::string drawing = fmt::format(
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"var(--soft)\" "
        "stroke-dasharray=\"4 4\"/>",
        x_of(0),
        y_of(0),
        x_of(1),
        y_of(1)
    );
    for (const PlotPoint& point : points) {
        drawing += dot(point, smallest + growth * std::sqrt(std::clamp(point.weight, 0.0, 1.0)));
    }
    return figure(text, drawing);
}

} // namespace report
