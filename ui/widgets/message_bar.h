#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace fovea::ui
{

enum class MessageKind { Information, Warning, Error };

/// One message in place: what is wrong, until it is replaced, cleared or dismissed (button or Escape).
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    void showMessage(MessageKind kind, const QString &text);
    void clear();
    QString text() const;

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void updateMark();
    void retranslateUi();

    QLabel *mark_ = nullptr;
    QLabel *text_ = nullptr;
    QToolButton *dismiss_ = nullptr;
    MessageKind kind_ = MessageKind::Information;
};

} // namespace fovea::ui
