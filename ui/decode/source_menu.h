#pragma once

#include <functional>
#include <map>
#include <memory>

#include <QObject>
#include <QPointer>

#include "core/types/attention.h"
#include "core/types/tree_action.h"

class QInputDialog;
class QMenu;
class QWidget;

namespace fovea::ui
{

/// What can be done with one source position, in every view alike: the context menu (Menu key or right button), F2
/// replaces and Delete deletes the word the view points at. For pictures only masking is offered.
class SourceMenu : public QObject
{
    Q_OBJECT

public:
    explicit SourceMenu(QWidget *parent);

    /// A view that reports the position under the pointer to setSource(); `selected` is the one its keyboard is on.
    void watch(QWidget *view, std::function<int()> selected);
    void setTrace(std::shared_ptr<const AttentionTrace> trace);
    /// The position under the pointer or reached by keyboard; -1: none, and there is no menu.
    void setSource(int position);
    int source() const { return source_; }
    /// False for a trace that came from a file.
    void setEnabled(bool enabled) { enabled_ = enabled; }

    bool canReplace() const;
    bool canMask() const;
    /// The menu for the position, for the caller to show; its entries act when they are triggered.
    QMenu *createMenu();

public slots:
    /// Asks for the word to put there.
    void askForReplacement();
    void deleteSource();

signals:
    void replaced(int position, const QString &text);
    void deleted(int position);
    void masked(int position, fovea::MaskReach reach);
    void allOn(int position);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// The whole word that the position belongs to, or its place in a picture.
    QString word() const;
    /// Keys act on what the keyboard is on; where that is nothing, on what is under the pointer.
    void takeSelected(QObject *view);

    QWidget *window_;
    std::shared_ptr<const AttentionTrace> trace_;
    int source_ = -1;
    bool enabled_ = true;
    std::map<const QObject *, std::function<int()>> selected_; ///< by view and viewport
    QPointer<QInputDialog> dialog_;
};

} // namespace fovea::ui
