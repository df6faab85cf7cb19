#pragma once

#include <span>
#include <string>
#include <string_view>

namespace report {

/// A point of a plot; both axes are shares from 0 to 1.
struct PlotPoint {
    double x = 0;
    double y = 0;
    double weight = 1; ///< Share of the messages that it stands for; sizes the dot.
};

struct PlotText {
    std::string_view title;
    std::string_view x_axis;
    std::string_view y_axis;
};

/// A line through the points, as a figure with inline SVG.
std::string line_plot(const PlotText& text, std::span<const PlotPoint> points);

/// Dots beside the diagonal on which they would lie if every confidence meant what it says.
std::string calibration_plot(const PlotText& text, std::span<const PlotPoint> points);

} // namespace report
