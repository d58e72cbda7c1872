#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

#include "ui/style/theme.h"

// A static library's resources are linked only where something names them; the macro must stand outside a namespace.
static void loadIconResources() { Q_INIT_RESOURCE(ui); }

namespace fovea::ui
{

namespace
{

QByteArray iconSource(const QString &name)
{
    loadIconResources();
    QFile file(QStringLiteral(":/fovea/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void renderIcon(QPainter *painter, const QRectF &rect, QByteArray svg, const QColor &color)
{
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    painter->save();
    painter->setOpacity(painter->opacity() * color.alphaF());
    renderer.render(painter, rect);
    painter->restore();
}

/// Draws the SVG each time in the colour that the application's palette has for the mode: an icon set once stays right
/// in every appearance and at every scale.
class ThemedIconEngine : public QIconEngine
{
public:
    explicit ThemedIconEngine(QByteArray svg) : svg_(std::move(svg)) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        QColor color = palette.color(QPalette::Active, QPalette::ButtonText);
        if (mode == QIcon::Disabled)
            color = palette.color(QPalette::Disabled, QPalette::ButtonText);
        else if (mode == QIcon::Selected)
            color = palette.color(QPalette::Active, QPalette::HighlightedText);
        renderIcon(painter, rect, svg_, color);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return result;
    }

    QIconEngine *clone() const override { return new ThemedIconEngine(svg_); }

private:
    QByteArray svg_;
};

} // namespace

QIcon icon(const QString &name)
{
    QByteArray svg = iconSource(name);
    return svg.isEmpty() ? QIcon() : QIcon(new ThemedIconEngine(std::move(svg)));
}

void paintIcon(QPainter *painter, const QRectF &rect, const QString &name, const QColor &color)
{
    renderIcon(painter, rect, iconSource(name), color);
}

} // namespace fovea::ui
