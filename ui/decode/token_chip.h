#pragma once

#include <QAbstractButton>
#include <QImage>

#include "core/types/attention.h"

namespace fovea::ui
{

/// One word of the output with its probability below; marked when the person chose it or changed its weights.
class TokenChip : public QAbstractButton
{
    Q_OBJECT

public:
    explicit TokenChip(QWidget *parent = nullptr);

    /// `label` is the word as a person reads it.
    void setStep(int step, const QString &label, const AttentionStep &values, bool forcing);
    /// Drawn above the word at its own size; null: none.
    void setPicture(const QImage &picture);
    void setCurrent(bool current);
    bool isCurrent() const { return current_; }
    int step() const { return step_; }
    bool isForced() const { return forced_; }
    bool isOverridden() const { return overridden_; }
    /// The box of the word, without the probability below it.
    QRect box() const;
    /// Height of a chip's box in this font; the line edit beside the chips has the same.
    static int boxHeight(const QFontMetrics &metrics);

    QSize sizeHint() const override;

signals:
    void editRequested(int step); ///< double click

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslateUi();
    QFont wordFont() const;
    QFont numberFont() const;
    int iconSpace() const;
    int pictureHeight() const;

    int step_ = -1;
    QString label_;
    QString probability_;
    QImage picture_;
    bool special_ = false;
    bool forced_ = false;
    bool overridden_ = false;
    bool current_ = false;
    bool forcing_ = true;
};

} // namespace fovea::ui
