#pragma once

#include <vector>

#include <QSize>

#include "ui/decode/input_bar.h"

class QMenu;

namespace fovea::ui
{

/// A picture that the program offers.
struct PictureSample {
    QString name;         ///< what a person reads
    QString path;         ///< identifies the sample
    QString note;         ///< what the attention shows about it, and where it is from; may be empty
    bool failure = false; ///< captioned wrongly, and kept for that reason; listed below the others
    QString model = {};   ///< name of the model whose attention the note describes; empty: of any
};

/// The input row of a picture: which one is shown, other ones, model, decoding, and a second model beside the first.
class PictureBar : public InputBar
{
    Q_OBJECT

public:
    explicit PictureBar(QWidget *parent = nullptr);

    QToolButton *openButton() const { return picture_; }
    /// Name and size of the picture shown; an empty name: none.
    void setPicture(const QString &name, QSize pixels);
    /// A picture of this name is being read; ends with setPicture().
    void setLoading(const QString &name);
    void setSamples(const std::vector<PictureSample> &samples);
    const std::vector<PictureSample> &samples() const { return sampleList_; }
    /// Models that may stand beside the chosen one, and which does ("": none).
    void setModels(const std::vector<ModelChoice> &models);
    void setComparisonModel(const QString &path);
    QString comparisonModel() const { return comparison_; }

signals:
    void openRequested();
    void pasteRequested();
    void sampleChosen(const QString &path);
    void comparisonChosen(const QString &path); ///< "": none

protected:
    int rowHeight() const override;
    void retranslateUi() override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    explicit PictureBar(QToolButton *picture, QWidget *parent);
    void arrangePicture();
    void fillSamples();
    void fillComparison();
    void showPicture();

    QString name_;
    QString loading_;
    QSize pixels_;
    QString comparison_;
    std::vector<PictureSample> sampleList_;
    std::vector<ModelChoice> modelList_;
    QToolButton *picture_;
    QToolButton *paste_ = nullptr;
    QToolButton *samples_ = nullptr;
    QMenu *samplesMenu_ = nullptr;
    QToolButton *beside_ = nullptr;
    QMenu *besideMenu_ = nullptr;
};

} // namespace fovea::ui
