#pragma once

#include <QPlainTextEdit>
#include <QTimer>

namespace fovea::ui
{

/// The sentence to decode: one line that grows to a few. Enter submits, Shift+Enter starts a new line, Tab leaves.
class SentenceEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit SentenceEdit(QWidget *parent = nullptr);

    /// Replaces the text without a signal.
    void setSentence(const QString &sentence);
    /// Height of the field with one line.
    int singleLineHeight() const;

signals:
    void edited(const QString &sentence);    ///< typing paused
    void submitted(const QString &sentence); ///< Enter

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    /// Pastes and drops plain text only; the clipboard may be empty, for which Qt 6.4 passes null and then crashes.
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void updateHeight();
    void retranslateUi();
    int heightForLines(int lines) const;

    QTimer pause_;
    QString reported_;
    int lines_ = 0;
};

} // namespace fovea::ui
