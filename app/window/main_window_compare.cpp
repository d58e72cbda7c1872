// The compare page in MainWindow.
#include "app/window/main_window.h"

#include <QUndoStack>

#include "app/compare/branch_choice.h"
#include "app/compare/branch_dialog.h"
#include "app/compare/compare_controller.h"
#include "app/export/exporter.h"
#include "app/support/resource_paths.h"
#include "app/support/task_runner.h"
#include "app/window/actions.h"

namespace fovea::app
{

namespace
{

constexpr int kMostOffered = 200; ///< branches; a tree of a wide beam has thousands of ends

} // namespace

void MainWindow::buildCompare()
{
    auto *undo = new QUndoStack(this);
    comparePage_ = new ui::ComparePage(this);
    CompareModelOpener opener = services_.openCompared ? services_.openCompared : openCompareModel;
    const auto bundles = [this] { return findBundles(modelsFolder(settings_.modelsFolder)); };
    branchTraces_ = new TaskRunner(this);
    compareController_ = new CompareController(comparePage_, std::move(opener), bundles, exporter_, undo, this);
    compareIndex_ = static_cast<int>(pageList_.size());
    Page page;
    page.name = QT_TRANSLATE_NOOP("Pages", "Compare");
    page.toolTip = QT_TRANSLATE_NOOP("Pages", "One sentence through several models or branches");
    page.widget = comparePage_;
    page.commands = compareController_;
    page.undo = undo;
    addPage(page);
    connect(compareController_, &CompareController::changed, this, [this] {
        if (shownPage_ == compareIndex_)
            updateState();
    });
    connect(compareController_, &CompareController::matrixOptionsChanged, this, &MainWindow::setMatrixOptions);
    on(Command::CompareMatchFunctions, [this] { compareMatchFunctions(); });
    on(Command::CompareBranches, [this] { compareBranches(); });
}

ui::ModelChoice MainWindow::translationModel() const
{
    const QString path = translateController_->modelPath();
    for (const ui::ModelChoice &model : translateController_->models())
        if (model.path == path)
            return model;
    return {};
}

/// What is compared first is what the translation page is about.
void MainWindow::compareShown()
{
    compareController_->suggest(translatePage_->sentence(), translationModel(), translatePage_->decoding());
    compareController_->pageShown();
}

/// On the compare page its own sentence counts.
void MainWindow::compareMatchFunctions()
{
    if (shownPage_ == compareIndex_ && !compareController_->comparison().outputs.empty()) {
        emit comparePage_->matchFunctionsRequested();
        return;
    }
    const ui::ModelChoice model = translationModel();
    if (model.path.isEmpty()) {
        setCurrentPage(compareIndex_);
        emit comparePage_->matchFunctionsRequested();
        return;
    }
    compareController_->compareMatchFunctions(translatePage_->sentence(), model, translatePage_->decoding());
    setCurrentPage(compareIndex_);
}

/// Where there are more than two, the person says which.
void MainWindow::compareBranches()
{
    const DecodePosition &position = translateController_->position();
    if (!position.session || !position.reply.tree)
        return;
    const auto session = position.session;
    const std::vector<BranchChoice> branches = branchesToCompare(*position.reply.tree, kMostOffered);
    if (branches.size() <= 2) {
        showBranches(session, branches);
        return;
    }
    auto *dialog = new BranchDialog(branches, ui::kMostCompared, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, session] { showBranches(session, dialog->chosen()); });
    dialog->open();
}

/// The traces are taken on a worker: the tree may be decoding.
void MainWindow::showBranches(const std::shared_ptr<DecodeSession> &session, const std::vector<BranchChoice> &choices)
{
    branchTraces_->run(
        [session, choices](const RunControl &control) {
            std::vector<CompareBranch> branches;
            for (const BranchChoice &choice : choices)
                if (!control.stopRequested())
                    branches.push_back({choice.title, session->select({}, choice.node).trace});
            return branches;
        },
        [this](const std::vector<CompareBranch> &branches) {
            compareController_->compareBranches(branches);
            setCurrentPage(compareIndex_);
        },
        [this](const TaskFailure &failure) {
            translatePage_->setMessage(ui::MessageKind::Error,
                                       tr("These outputs cannot be compared. %1").arg(failure.text));
        });
}

} // namespace fovea::app
