#include "ui/decode/model_chooser.h"

#include <algorithm>

#include <QEvent>
#include <QStandardItemModel>

#include "ui/text/text_format.h"

namespace fovea::ui
{

namespace
{

/// "zh-en-additive" as "zh-en · additive": the match is what a person compares.
QString displayName(const ModelChoice &choice)
{
    const QString match =
        QString::fromLatin1(name(choice.match).data(), static_cast<qsizetype>(name(choice.match).size()));
    const QString suffix = QLatin1Char('-') + match;
    return choice.name.endsWith(suffix) ? choice.name.chopped(suffix.size()) + QStringLiteral(" · ") + match
                                        : choice.name;
}

} // namespace

ModelChooser::ModelChooser(QWidget *parent) : QComboBox(parent)
{
    setObjectName(QStringLiteral("modelChooser"));
    setSizeAdjustPolicy(AdjustToContents);
    setMaxVisibleItems(20);
    connect(this, &QComboBox::activated, this, &ModelChooser::choose);
    fill();
    retranslateUi();
}

void ModelChooser::setModels(const std::vector<ModelChoice> &models)
{
    models_ = models;
    fill();
    showCurrent();
}

void ModelChooser::setCurrentModel(const QString &path)
{
    current_ = path;
    showCurrent();
}

void ModelChooser::fill()
{
    const QSignalBlocker blocker(this);
    clear();
    const auto add = [this](bool bundled) {
        for (const ModelChoice &choice : models_)
            if (choice.bundled == bundled) {
                addItem(displayName(choice), choice.path);
                setItemData(count() - 1, plainToolTip(choice.name + QLatin1Char('\n') + choice.path), Qt::ToolTipRole);
            }
    };
    add(true);
    const int bundled = count();
    add(false);
    if (bundled > 0 && count() > bundled)
        insertSeparator(bundled);
    if (count() > 0)
        insertSeparator(count());
    addItem(tr("Open bundle…"));
    setOpenRowEnabled(false);
    updateGeometry();
}

void ModelChooser::showCurrent()
{
    const QSignalBlocker blocker(this);
    setCurrentIndex(current_.isEmpty() ? -1 : findData(current_));
    setToolTip(currentIndex() < 0 ? tr("The model that translates")
                                  : itemData(currentIndex(), Qt::ToolTipRole).toString());
}

void ModelChooser::choose(int index)
{
    if (index == count() - 1) {
        showCurrent();
        emit openBundleRequested();
        return;
    }
    const QString path = itemData(index).toString();
    if (path.isEmpty() || path == current_)
        return;
    current_ = path;
    showCurrent();
    emit modelChosen(path);
}

// The arrow keys and the wheel step through a closed combo box: only in the open list can "Open bundle…" be reached,
// else a file dialog would jump at the person.
void ModelChooser::setOpenRowEnabled(bool enabled)
{
    if (auto *rows = qobject_cast<QStandardItemModel *>(model()))
        if (QStandardItem *item = rows->item(count() - 1))
            item->setEnabled(enabled);
}

void ModelChooser::showPopup()
{
    setOpenRowEnabled(true);
    QComboBox::showPopup();
}

void ModelChooser::hidePopup()
{
    QComboBox::hidePopup();
    setOpenRowEnabled(false);
}

void ModelChooser::changeEvent(QEvent *event)
{
    QComboBox::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslateUi();
}

void ModelChooser::retranslateUi()
{
    setItemText(count() - 1, tr("Open bundle…"));
    setPlaceholderText(tr("no model"));
    setAccessibleName(tr("Model"));
    showCurrent();
}

} // namespace fovea::ui
