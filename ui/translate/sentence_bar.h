#pragma once

#include <QStringList>

#include "ui/decode/input_bar.h"

class QMenu;

namespace fovea::ui
{

class SentenceEdit;

/// The input row of a sentence: the sentence itself, examples, model, decoding.
class SentenceBar : public InputBar
{
    Q_OBJECT

public:
    explicit SentenceBar(QWidget *parent = nullptr);

    SentenceEdit *edit() const { return edit_; }
    void setExamples(const QStringList &sentences);

signals:
    void submitted(const QString &sentence); ///< Enter, or an example was chosen

protected:
    int rowHeight() const override;
    void retranslateUi() override;

private:
    explicit SentenceBar(SentenceEdit *edit, QWidget *parent);

    SentenceEdit *edit_;
    QToolButton *examples_ = nullptr;
    QMenu *examplesMenu_ = nullptr;
};

} // namespace fovea::ui
