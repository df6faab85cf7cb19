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
    bool x_ticks = true; ///< Whether the x axis is a share too, with its percents written.
};

/// A share with its interval.
struct PlotInterval {
    double share = 0;
    double lower = 0;
    double upper = 1;
};

/// A line through the points, as a figure with inline SVG.
std::string line_plot(const PlotText& text, std::span<const PlotPoint> points);

/// The same with a band around it: the points stand at equal distances, oldest first.
std::string band_plot(const PlotText& text, std::span<const PlotInterval> points);

/// Dots beside the diagonal on which they would lie if every confidence meant what it says.
std::string calibration_plot(const PlotText& text, std::span<const PlotPoint> points);

/// One share with its interval as a small picture for a table's cell, from 0 to 100 %.
std::string interval_bar(const PlotInterval& share);

} // namespace report
