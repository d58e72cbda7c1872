#pragma once

#include <vector>

#include <QAbstractListModel>

#include "core/types/attention.h"
#include "core/types/weight_preview.h"

namespace fovea::ui
{

/// The most probable next words of one step, most probable first.
class CandidateModel : public QAbstractListModel
{
    Q_OBJECT

public:
    /// ChangeRole: the probability less the one without the edit, a double; invalid unless a preview is shown.
    enum Role { ProbabilityRole = Qt::UserRole + 1, IdRole, EmittedRole, ChangeRole };

    using QAbstractListModel::QAbstractListModel;

    /// The rows arrive whole. `forcing`: rows with a vocabulary index can be chosen; a row that is the step's own word
    /// cannot, it is there already.
    void setStep(const AttentionStep &step, bool forcing);
    /// What the step would become with other weights; nothing can be chosen meanwhile.
    void setPreview(const WeightPreview &preview);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const final;
    QVariant data(const QModelIndex &index, int role) const final;
    Qt::ItemFlags flags(const QModelIndex &index) const final;

    /// True where choosing the row would change the step.
    bool canForce(const QModelIndex &index) const;

private:
    bool isEmitted(const Candidate &candidate) const;
    QString toolTip(const Candidate &candidate) const;
    QVariant change(int row) const;
    void show(const AttentionStep &step, std::vector<double> before, bool forcing);

    std::vector<Candidate> candidates_;
    std::vector<double> before_; ///< p of candidates_[k] without the edit; empty unless a preview is shown
    int emittedId_ = -1;
    std::string emittedToken_;
    bool forcing_ = false;
};

} // namespace fovea::ui
