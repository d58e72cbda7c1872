#pragma once

#include <QWidget>

#include "core/types/matrix.h"

namespace fovea::ui
{

/// The values of a vector as a strip of small cells, in reading order, diverging colours around zero; the scale is the
/// largest absolute value. Hover names the entry.
class VectorStrip : public QWidget
{
    Q_OBJECT

public:
    explicit VectorStrip(QWidget *parent = nullptr);

    /// `symbol` is the vector's name in tool tips, e.g. "z₄".
    void setValues(const Vector &values, const QString &symbol);
    /// Colour of an entry over the widget's own background.
    QColor cellColor(Index entry) const;
    Index entryAt(const QPoint &point) const; ///< -1: none

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    int columnsFor(int width) const;
    QRectF cellRect(Index entry) const;

    Vector values_;
    QString symbol_;
    double largest_ = 0;
};

} // namespace fovea::ui
