#pragma once

#include <QFrame>
#include <QStringList>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace fovea::ui
{

enum class MessageKind { Information, Warning, Error };

/// What a message offers to do.
struct MessageAction {
    QString text; ///< empty: nothing
    QString toolTip;
    std::function<void()> run;
};

/// One message in place: what is wrong, until it is replaced, cleared or dismissed (button or Escape). It may offer
/// what to do, as buttons.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    /// `actions` are the texts of the buttons. With a tool tip for each, or none.
    void showMessage(MessageKind kind, const QString &text, const QStringList &actions = {},
                     const QStringList &toolTips = {});
    void clear();
    QString text() const;

signals:
    /// Number of the button, from 0. The message stays until it is cleared.
    void actionTriggered(int action);
    /// The person put the message away without an answer.
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setActions(const QStringList &actions, const QStringList &toolTips);
    void dismiss();
    void updateMark();
    void retranslateUi();

    QHBoxLayout *row_ = nullptr;
    std::vector<QPushButton *> actions_;
    QLabel *mark_ = nullptr;
    QLabel *text_ = nullptr;
    QToolButton *dismiss_ = nullptr;
    MessageKind kind_ = MessageKind::Information;
};

} // namespace fovea::ui
