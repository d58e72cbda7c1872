#pragma once

#include <vector>

#include <QComboBox>

#include "core/types/match_function.h"

namespace fovea::ui
{

/// A model that the chooser offers.
struct ModelChoice {
    QString name; ///< bundle folder name, e.g. "zh-en-additive"
    QString path; ///< identifies the model
    MatchFunction match = MatchFunction::Additive;
    bool bundled = true; ///< false: opened by the person; listed below a separator
};

/// Chooses one of the models, or asks for another bundle. Choosing does not change what is shown as chosen until the
/// owner says so, except that the combo box itself shows the person's choice at once.
class ModelChooser : public QComboBox
{
    Q_OBJECT

public:
    explicit ModelChooser(QWidget *parent = nullptr);

    void setModels(const std::vector<ModelChoice> &models);
    void setCurrentModel(const QString &path); ///< a path that is not in the list shows none
    QString currentModel() const { return current_; }

    void showPopup() override;
    void hidePopup() override;

signals:
    void modelChosen(const QString &path);
    void openBundleRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();
    void showCurrent();
    void choose(int index);
    void setOpenRowEnabled(bool enabled);
    void retranslateUi();

    std::vector<ModelChoice> models_;
    QString current_;
};

} // namespace fovea::ui
