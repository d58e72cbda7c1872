#pragma once

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <QImage>

#include "core/types/attention.h"
#include "ui/render/picture.h"

namespace fovea::test
{

/// A caption over a grid: step t looks at a round spot that moves down the diagonal; weights sum to 1.
inline AttentionTrace gridTrace(const std::vector<std::string> &words, int rows = 14, int columns = 14)
{
    AttentionTrace trace;
    trace.model = {"captions-en-additive", "", "caption", MatchFunction::Additive};
    trace.source.kind = SourceAxis::Kind::Grid;
    trace.source.rows = rows;
    trace.source.columns = columns;
    trace.sourceText = "beach-dog.jpg";
    trace.complete = !words.empty() && words.back() == "⟨end⟩";
    for (std::size_t t = 0; t < words.size(); ++t) {
        AttentionStep step;
        step.id = 10 + static_cast<int>(t);
        step.token = words[t];
        step.piece = "▁" + words[t];
        step.logProbability = std::log(0.9) * static_cast<double>(t + 1);
        step.weights.resize(static_cast<Index>(rows) * columns);
        const double place = (static_cast<double>(t) + 0.5) / static_cast<double>(words.size());
        for (int r = 0; r < rows; ++r)
            for (int c = 0; c < columns; ++c) {
                const double x = (c + 0.5) / columns - place;
                const double y = (r + 0.5) / rows - place;
                step.weights[r * columns + c] = static_cast<Scalar>(std::exp(-(x * x + y * y) / 0.03) + 1e-4);
            }
        step.weights /= step.weights.sum();
        step.energies = step.weights.array().log().matrix();
        step.candidates = {{step.id, words[t], std::exp(step.logProbability)}, {100, "thing", 0.05}};
        trace.steps.push_back(std::move(step));
        if (words[t] != "⟨end⟩")
            trace.targetText += (t ? " " : "") + words[t];
    }
    return trace;
}

/// All weight of step t on cells[t].
inline AttentionTrace oneHotTrace(const std::vector<int> &cells, int rows, int columns)
{
    std::vector<std::string> words;
    for (std::size_t t = 0; t < cells.size(); ++t)
        words.push_back("w" + std::to_string(t));
    AttentionTrace trace = gridTrace(words, rows, columns);
    for (std::size_t t = 0; t < cells.size(); ++t) {
        trace.steps[t].weights.setZero();
        trace.steps[t].weights[cells[t]] = 1;
    }
    return trace;
}

/// One colour, so that every pixel of an overlay says what was drawn on it.
inline std::shared_ptr<const ui::Picture> plainPicture(int width, int height, QRgb color = qRgb(120, 120, 120))
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(color);
    return std::make_shared<const ui::Picture>(std::move(image), QStringLiteral("plain.png"));
}

/// Sky over sea over sand, for looking at.
inline std::shared_ptr<const ui::Picture> beachPicture(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        const double t = static_cast<double>(y) / height;
        const QRgb color = t < 0.5   ? qRgb(int(160 + 120 * t), int(196 + 70 * t), int(226 + 24 * t))
                           : t < 0.7 ? qRgb(96, 152, 172)
                                     : qRgb(216, 192, 150);
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, color);
    }
    return std::make_shared<const ui::Picture>(std::move(image), QStringLiteral("beach-dog.jpg"));
}

} // namespace fovea::test
