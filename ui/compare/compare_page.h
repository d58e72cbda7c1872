#pragma once

#include <array>
#include <vector>

#include <QStringList>
#include <QWidget>

#include "ui/compare/compare_figure.h"
#include "ui/compare/compare_values.h"
#include "ui/decode/view_bar.h"
#include "ui/translate/sentence_bar.h"
#include "ui/views/heatmap_lock.h"
#include "ui/widgets/message_bar.h"

class QLabel;
class QStackedWidget;
class QToolButton;

namespace fovea::ui
{

class ColorBarView;
class CompareColumnView;
class CompareDifferenceView;
class CompareTable;

/// The same sentence through up to four models, or branches of one decode, side by side.
///
/// Takes values and emits intents: nothing here decodes, and nothing changes what is compared by itself. A setter never
/// emits the signal of the same value. Columns count from 0; steps are 0-based rows, one mark for all columns, -1 is
/// "no step".
class ComparePage : public QWidget
{
    Q_OBJECT

public:
    enum class View { Attention, Saliency, Difference };

    explicit ComparePage(QWidget *parent = nullptr);
    ~ComparePage() override;

    // --- input row
    void setSentence(const QString &sentence);
    QString sentence() const;
    void setExamples(const QStringList &sentences);
    void setDecoding(const DecodingChoice &decoding);
    DecodingChoice decoding() const;
    /// What every column's chooser offers.
    void setModels(const std::vector<ModelChoice> &models);

    // --- what is shown
    /// At most kMostCompared. The current step is kept where a column still has it.
    void setColumns(const std::vector<CompareColumn> &columns);
    const std::vector<CompareColumn> &columns() const { return columns_; }
    /// What runs for a column that works.
    void setActivity(int column, const QString &activity);
    void setDifference(const CompareDifference &difference);
    void setCurrentStep(int step);
    int currentStep() const { return currentStep_; }
    void setMatrixOptions(const MatrixOptions &options);
    MatrixOptions matrixOptions() const;
    View view() const;
    void showView(View view);

    /// One line below the input row; stays until it is cleared, replaced or dismissed.
    void setMessage(MessageKind kind, const QString &text);
    void clearMessage();
    QString message() const;

    /// All that is shown, as one picture; empty columns without outputs.
    CompareFigure figure() const;
    /// The table as a CSV file.
    QString csv() const;
    /// The table as shown.
    QString tableText() const;

    CompareColumnView *columnView(int column) const { return views_.at(static_cast<std::size_t>(column)); }
    CompareDifferenceView *differenceView() const { return difference_; }
    CompareTable *table() const { return table_; }
    ColorBarView *colorBar() const { return colorBar_; }

public slots:
    void focusSentence();
    void zoomIn();
    void zoomOut();
    void zoomFit();

signals:
    void sentenceEdited(const QString &sentence);
    void sentenceSubmitted(const QString &sentence);
    void decodingChanged(const DecodingChoice &decoding);
    void matrixOptionsChanged(const MatrixOptions &options);
    void columnAddRequested();
    void columnRemoveRequested(int column);
    void modelChosen(int column, const QString &path);
    void openBundleRequested(int column);
    void matchFunctionsRequested();
    void pairChosen(int a, int b);
    /// The saliency view was opened or left: it is worth computing, or not.
    void saliencyWanted(bool wanted);
    void stepSelected(int step);
    void stopRequested(int column);
    void tableExportRequested();

protected:
    void changeEvent(QEvent *event) override;
    /// The input takes the keyboard. Not by a focus proxy: Tab would never get past the words.
    void focusInEvent(QFocusEvent *event) override;

private:
    QWidget *buildColumns();
    QWidget *buildInput();
    void connectParts();
    void connectColumn(int index);
    void showViewOf(int index);
    void highlightSource(int source, const HeatmapView *from);
    void shareAll();
    HeatmapView *representative() const;
    void retranslateUi();

    std::vector<CompareColumn> columns_;
    int currentStep_ = -1;

    SentenceBar *sentenceBar_ = nullptr;
    QToolButton *add_ = nullptr;
    QToolButton *matchFunctions_ = nullptr;
    MessageBar *messageBar_ = nullptr;
    ViewBar *viewBar_ = nullptr;
    QStackedWidget *stack_ = nullptr;
    QStackedWidget *columnsOrHint_ = nullptr;
    QLabel *hint_ = nullptr;
    std::array<CompareColumnView *, kMostCompared> views_{};
    ColorBarView *colorBar_ = nullptr;
    CompareDifferenceView *difference_ = nullptr;
    CompareTable *table_ = nullptr;
    HeatmapLock lock_;
};

} // namespace fovea::ui
