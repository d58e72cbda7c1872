#include "ui/widgets/fold_section.h"

#include <QToolButton>
#include <QVBoxLayout>

#include "ui/style/theme.h"

namespace fovea::ui
{

FoldSection::FoldSection(QWidget *content, QWidget *parent)
    : QWidget(parent), button_(new QToolButton(this)), content_(content)
{
    content_->setParent(this);
    button_->setCheckable(true);
    button_->setChecked(true);
    button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button_->setProperty("flat", true);
    button_->setProperty("sectionTitle", true);
    button_->setIconSize(QSize(14, 14));
    button_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(kGrid);
    layout->addWidget(button_);
    layout->addWidget(content_);
    connect(button_, &QToolButton::clicked, this, &FoldSection::showFolded);
    showFolded();
}

void FoldSection::setTitle(const QString &title, const QString &toolTip)
{
    button_->setText(title);
    button_->setToolTip(toolTip);
    button_->setAccessibleName(title);
}

bool FoldSection::isFolded() const { return !button_->isChecked(); }

void FoldSection::setFolded(bool folded)
{
    button_->setChecked(!folded);
    showFolded();
}

void FoldSection::showFolded()
{
    button_->setIcon(icon(isFolded() ? QStringLiteral("expand") : QStringLiteral("collapse")));
    content_->setVisible(!isFolded());
}

} // namespace fovea::ui
