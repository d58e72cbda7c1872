#include "app/window/help_dialogs.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/style/theme.h"

namespace fovea::app
{

namespace
{

struct Help {
    Q_DECLARE_TR_FUNCTIONS(Help)
};

constexpr int kAboutWidth = 420;

struct PartKey {
    const char *keys;
    const char *what;
};

constexpr PartKey kPartKeys[] = {
    {"← → ↑ ↓", QT_TRANSLATE_NOOP("Help", "Move the marked cell")},
    {"Home / End", QT_TRANSLATE_NOOP("Help", "First or last source word")},
    {"Page Up / Page Down", QT_TRANSLATE_NOOP("Help", "A page of target words up or down")},
    {"+ / − / 0", QT_TRANSLATE_NOOP("Help", "Zoom in, out, automatic")},
    {QT_TRANSLATE_NOOP("Help", "Ctrl + wheel"), QT_TRANSLATE_NOOP("Help", "Zoom at the pointer")},
    {"F2 / Delete", QT_TRANSLATE_NOOP("Help", "Replace or delete the marked source word")},
};

constexpr PartKey kPhotographKeys[] = {
    {"Ctrl+V", QT_TRANSLATE_NOOP("Help", "Paste a picture")},
    {"V / B / R / M", QT_TRANSLATE_NOOP("Help", "Look, paint attention, all on one region, mask a region")},
    {QT_TRANSLATE_NOOP("Help", "Space / Shift+Space"),
     QT_TRANSLATE_NOOP("Help", "Use the tool on the marked region, wipe with the brush")},
    {"Enter / Esc", QT_TRANSLATE_NOOP("Help", "Go on from what is painted, drop it")},
};

constexpr PartKey kListKeys[] = {
    {"Ctrl+F", QT_TRANSLATE_NOOP("Help", "Go to the filter")},
    {"Enter", QT_TRANSLATE_NOOP("Help", "Open the row at its worst step")},
    {"Ctrl+C", QT_TRANSLATE_NOOP("Help", "Copy the row")},
};

QDialog *makeDialog(QWidget *window, const QString &title, QVBoxLayout *&layout)
{
    auto *dialog = new QDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(3 * ui::kGrid, 3 * ui::kGrid, 3 * ui::kGrid, 2 * ui::kGrid);
    layout->setSpacing(2 * ui::kGrid);
    return dialog;
}

void addCloseButton(QDialog *dialog, QVBoxLayout *layout)
{
    auto *buttons = new QDialogButtonBox(dialog);
    buttons->addButton(Help::tr("Close"), QDialogButtonBox::RejectRole);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    layout->addWidget(buttons);
}

QString aboutText()
{
    return Help::tr("<h2>Fovea %1</h2>"
                    "<p>A desktop laboratory for attention: watch where a model looks for every word.</p>"
                    "<p>Fovea is free software under the MIT licence. The bundled models state the terms of their data "
                    "in the README of each bundle.</p>"
                    "<p>It stands on:</p>")
               .arg(QStringLiteral(FOVEA_VERSION)) +
           QStringLiteral("<p>Qt %1 (LGPL 3) · Eigen 3 (MPL 2.0) · SentencePiece (Apache 2.0) · "
                          "JSON for Modern C++ (MIT) · OpenCV (Apache 2.0) · libjpeg-turbo (BSD) · libpng · "
                          "libtiff · libwebp (BSD) · OpenSSL (Apache 2.0)</p>")
               .arg(QString::fromLatin1(qVersion())) +
           Help::tr("<p>The mechanism: Bahdanau, Cho and Bengio, <i>Neural Machine Translation by Jointly Learning to "
                    "Align and Translate</i>, 2015; on pictures: Xu et al., <i>Show, Attend and Tell</i>, 2015.</p>");
}

QTreeWidgetItem *addRow(QTreeWidgetItem *section, const QString &what, const QString &keys)
{
    return new QTreeWidgetItem(section, {what, keys});
}

QTreeWidgetItem *addSection(QTreeWidget *table, const QString &title)
{
    auto *item = new QTreeWidgetItem(table, {title});
    item->setFirstColumnSpanned(true);
    item->setFlags(Qt::ItemIsEnabled);
    QFont font = table->font();
    font.setWeight(ui::kStrong);
    item->setFont(0, font);
    item->setExpanded(true);
    return item;
}

QString keysOf(const QAction &action)
{
    QStringList keys;
    for (const QKeySequence &sequence : action.shortcuts())
        keys << sequence.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral(", "));
}

} // namespace

void showAbout(QWidget *window)
{
    QVBoxLayout *layout = nullptr;
    QDialog *dialog = makeDialog(window, Help::tr("About Fovea"), layout);
    auto *row = new QHBoxLayout;
    row->setSpacing(3 * ui::kGrid);
    auto *picture = new QLabel(dialog);
    picture->setPixmap(window->windowIcon().pixmap(QSize(72, 72), dialog->devicePixelRatio()));
    row->addWidget(picture, 0, Qt::AlignTop);
    auto *text = new QLabel(aboutText(), dialog);
    text->setWordWrap(true);
    text->setFixedWidth(kAboutWidth);
    text->setMinimumHeight(text->heightForWidth(kAboutWidth)); // a dialog does not ask wrapped text for its height
    text->setTextInteractionFlags(Qt::TextBrowserInteraction);
    row->addWidget(text, 1);
    layout->addLayout(row);
    addCloseButton(dialog, layout);
    dialog->open();
}

void showShortcuts(QWidget *window, const std::vector<Menus::Section> &sections)
{
    QVBoxLayout *layout = nullptr;
    QDialog *dialog = makeDialog(window, Help::tr("Keyboard shortcuts"), layout);
    auto *table = new QTreeWidget(dialog);
    table->setColumnCount(2);
    table->setHeaderHidden(true);
    table->setRootIsDecorated(false);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    for (const Menus::Section &section : sections) {
        QTreeWidgetItem *title = addSection(table, section.title);
        for (const QAction *action : section.actions)
            if (const QString keys = keysOf(*action); !keys.isEmpty())
                addRow(title, plainText(action->text()), keys);
    }
    QTreeWidgetItem *picture = addSection(table, Help::tr("In the picture"));
    for (const PartKey &key : kPartKeys)
        addRow(picture, Help::tr(key.what), Help::tr(key.keys));
    QTreeWidgetItem *photograph = addSection(table, Help::tr("On a picture to caption"));
    for (const PartKey &key : kPhotographKeys)
        addRow(photograph, Help::tr(key.what), Help::tr(key.keys));
    QTreeWidgetItem *list = addSection(table, Help::tr("In a list"));
    for (const PartKey &key : kListKeys)
        addRow(list, Help::tr(key.what), QString::fromLatin1(key.keys));
    table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    table->header()->setStretchLastSection(false);
    layout->addWidget(table);
    addCloseButton(dialog, layout);
    dialog->resize(520, 620);
    dialog->open();
}

} // namespace fovea::app
