#pragma once

#include <QWidget>

class QToolButton;

namespace fovea::ui
{

/// A titled part of a zone that folds away. Its title is a button: click, Enter or Space.
class FoldSection : public QWidget
{
    Q_OBJECT

public:
    /// Takes the content over.
    explicit FoldSection(QWidget *content, QWidget *parent = nullptr);

    void setTitle(const QString &title, const QString &toolTip);
    bool isFolded() const;
    void setFolded(bool folded);
    QToolButton *button() const { return button_; }

private:
    void showFolded();

    QToolButton *button_;
    QWidget *content_;
};

} // namespace fovea::ui
