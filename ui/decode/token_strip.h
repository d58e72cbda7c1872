#pragma once

#include <memory>
#include <vector>

#include <QImage>
#include <QScrollArea>

#include "core/types/attention.h"

class QLineEdit;

namespace fovea::ui
{

class FlowLayout;
class TokenChip;

/// The words so far. A click goes to a word's step; Left, Right, Home and End move along; Right on the last word asks
/// for one more step; F2 or a double click types another word in place; the field at the end types what comes next.
class TokenStrip : public QScrollArea
{
    Q_OBJECT

public:
    explicit TokenStrip(QWidget *parent = nullptr);

    void setTrace(std::shared_ptr<const AttentionTrace> trace);
    /// A small picture above every word, all of one height; the words then stand in one row. Empty: none.
    void setPictures(std::vector<QImage> pictures);
    void setCurrentStep(int step);
    int currentStep() const { return currentStep_; }
    void setForcingEnabled(bool enabled);
    void focusForcedText();

    int count() const { return static_cast<int>(chips_.size()); }
    TokenChip *chip(int step) const { return chips_.at(static_cast<std::size_t>(step)); }
    QLineEdit *forcedText() const { return forcedText_; }
    /// Opens the field over a word, as F2 does.
    void editStep(int step);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void stepSelected(int step);
    void stepRequested();
    /// The words from `step` on become `text` (trimmed, not empty).
    void textForced(int step, const QString &text);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    TokenChip *addChip();
    void select(int step);
    bool moveByKey(int key);
    void finishEdit(bool accept);
    void revealCurrent();
    int stepAfterWords() const;
    void updateHeight();
    void showPictures();
    void retranslateUi();

    std::shared_ptr<const AttentionTrace> trace_;
    int currentStep_ = -1;
    int editedStep_ = -1;
    bool forcing_ = true;
    std::vector<TokenChip *> chips_;
    std::vector<QImage> pictures_;
    QWidget *content_ = nullptr;
    FlowLayout *flow_ = nullptr;
    QLineEdit *forcedText_ = nullptr;
    QLineEdit *wordEdit_ = nullptr;
};

} // namespace fovea::ui
