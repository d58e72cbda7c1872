#pragma once

#include <QDialog>

#include "core/types/attention.h"
#include "ui/render/figure/figure.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;

namespace fovea::app
{

/// What an exported picture is to look like, and in which format.
class PictureDialog : public QDialog
{
    Q_OBJECT

public:
    PictureDialog(const AttentionTrace &trace, const ui::FigureOptions &options, double scale,
                  QWidget *parent = nullptr);

    ui::FigureOptions options() const;
    /// png, svg or pdf.
    QString suffix() const;

private:
    void updateSize();

    AttentionTrace trace_;
    ui::FigureOptions options_;
    QLineEdit *title_;
    QComboBox *format_;
    QDoubleSpinBox *scale_;
    QComboBox *background_;
    QCheckBox *original_; ///< of a figure with a picture in it
    QLabel *size_;
};

} // namespace fovea::app
