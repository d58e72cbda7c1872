#pragma once

#include <QObject>
#include <QPointer>

#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "app/compare/compare_model.h"
#include "app/compare/comparison.h"
#include "app/support/page_commands.h"
#include "app/support/task_runner.h"
#include "ui/compare/compare_page.h"

class QUndoStack;

namespace fovea::app
{

class Exporter;

/// Lists the bundles that are installed now.
using BundleLister = std::function<std::vector<ui::ModelChoice>()>;

/// Joins the compare page with the models: every column decodes on a worker thread of its own, the newest request wins,
/// a result that is there is never computed again. What the person changes can be undone.
class CompareController : public QObject, public PageCommands
{
    Q_OBJECT

public:
    CompareController(ui::ComparePage *page, CompareModelOpener opener, BundleLister bundles, Exporter *exporter,
                      QUndoStack *undo, QObject *parent = nullptr);
    ~CompareController() override;

    const Comparison &comparison() const { return comparison_; }
    /// What a sentence is decoded with when nothing is compared yet: the page begins with it and another model.
    void suggest(const QString &sentence, const ui::ModelChoice &model, const ui::DecodingChoice &decoding);

    /// Decodes the sentence with every installed model of `current`'s languages that has another match function, and
    /// says which are not installed.
    void compareMatchFunctions(const QString &sentence, const ui::ModelChoice &current,
                               const ui::DecodingChoice &decoding);
    /// Shows branches of one decode, four at most, side by side.
    void compareBranches(const std::vector<CompareBranch> &branches);

    /// What a session keeps.
    ComparisonRecord record() const;
    void openRecord(const ComparisonRecord &record);

    void pageShown() override;
    void focusInput() override { page_->focusSentence(); }
    bool canFocusInput() const override { return true; }
    bool isBusy() const override;
    void stop() override;
    bool hasPicture() const override;
    void exportPicture() override;
    void exportData() override;
    void exportTable();
    void copyPicture() override;
    void copyText() override;
    void zoomIn() override { page_->zoomIn(); }
    void zoomOut() override { page_->zoomOut(); }
    void zoomFit() override { page_->zoomFit(); }
    void setMatrixOptions(const ui::MatrixOptions &options) override;
    bool canMoveStep(int by) const override;
    void moveStep(int by) override;
    QString statusText() const override;
    void showError(const QString &text) override { page_->setMessage(ui::MessageKind::Error, text); }

signals:
    /// What is shown, or what is possible now, is different.
    void changed();
    /// The person changed how matrices are drawn.
    void matrixOptionsChanged(const fovea::ui::MatrixOptions &options);

private:
    using Model = std::shared_ptr<const CompareModel>;

    /// What a worker does for a column: the same work is not started twice.
    struct Work {
        enum class Kind { None, Decode, Saliency };
        Kind kind = Kind::None;
        CompareSource source;
        QString sentence;
        ui::DecodingChoice decoding;
        std::shared_ptr<const AttentionTrace> trace; ///< of Saliency

        bool operator==(const Work &) const = default;
    };
    struct Worker {
        TaskRunner runner;
        Work work;
        QString activity;
        int generation = 0; ///< progress of older work is not shown
    };
    struct OpenedModel {
        std::filesystem::file_time_type written;
        Model model;
    };

    void connectPage();
    void refreshModels();
    ui::ModelChoice choiceOf(const QString &path) const;
    CompareSource sourceOf(const ui::ModelChoice &model) const { return {model.path, model.name, nullptr}; }

    // What the person changes.
    void editSentence(const QString &sentence, bool typed);
    void submitSentence(const QString &sentence);
    void setDecoding(const ui::DecodingChoice &decoding);
    void addColumn();
    void removeColumn(int column);
    void chooseModel(int column, const QString &path);
    void chooseBundle(int column);
    void choosePair(int a, int b);
    void setSaliencyWanted(bool wanted);
    /// Shows `next` and works out what is missing; empty text: not for the undo stack.
    void change(Comparison next, const QString &undoText, bool typed = false);
    void restore(const Comparison &comparison);
    void show();
    void takeTypedSentence();

    // The work.
    Work workFor(std::size_t column) const;
    void work();
    void startDecode(int column, const Work &work);
    void startSaliency(int column, const Work &work);
    void acceptFailure(int column, const TaskFailure &failure);
    Model opened(const QString &path) const;
    void keep(const QString &path, const Model &model);
    RunControl reporting(const RunControl &control, int column, int generation);
    void showProgress(int column, int generation, long long done, long long total);
    ComparedOutput *output(int column);

    /// Computes what is missing over whole words.
    void mergeWords(ComparedOutput &output) const;
    const std::shared_ptr<const AttentionTrace> &shownTrace(const ComparedOutput &output) const;
    bool attends(const CompareSource &source) const;
    bool canSubtract(const Comparison &comparison) const;
    /// The first two outputs that have weights to subtract.
    void choosePairByItself(Comparison &comparison) const;
    void publish();
    void updateDifference();
    CompareSource other(const CompareSource &than) const;

    QPointer<ui::ComparePage> page_;
    CompareModelOpener opener_;
    BundleLister bundles_;
    Exporter *exporter_;
    QUndoStack *undo_;

    std::vector<ui::ModelChoice> models_;
    Comparison comparison_;
    bool saliencyWanted_ = false;
    bool wordsShown_ = false; ///< MatrixOptions::mergeWords
    std::map<QString, OpenedModel> opened_;
    ui::CompareDifference difference_;
    /// The traces that difference_ is of.
    std::array<std::shared_ptr<const AttentionTrace>, 2> differed_;

    TaskRunner differ_;
    std::array<Worker, ui::kMostCompared> workers_; // last: they use everything above
};

} // namespace fovea::app
