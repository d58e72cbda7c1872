#pragma once

#include <QLayout>

namespace fovea::ui
{

/// Lays its items out like words: left to right, a new row where the width ends.
class FlowLayout : public QLayout
{
public:
    explicit FlowLayout(int spacing, QWidget *parent = nullptr);
    ~FlowLayout() override;

    void insertWidget(int index, QWidget *widget);
    /// False: one row, however wide; the layout's minimum size then has its width.
    void setWrapping(bool wrapping);
    /// Free pixels above one of the widgets, to line it up with taller ones.
    void setLead(const QWidget *widget, int pixels);

    void addItem(QLayoutItem *item) override;
    int count() const override { return static_cast<int>(items_.size()); }
    QLayoutItem *itemAt(int index) const override { return items_.value(index); }
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), false); }
    void setGeometry(const QRect &rect) override;
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override;

private:
    /// The height that the items take in rect's width; moves them there when `apply`.
    int arrange(const QRect &rect, bool apply) const;

    int lead(const QLayoutItem *item) const;

    QList<QLayoutItem *> items_;
    bool wrapping_ = true;
    const QWidget *leadWidget_ = nullptr;
    int lead_ = 0;
};

} // namespace fovea::ui
