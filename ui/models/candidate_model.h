#pragma once

#include <vector>

#include <QAbstractListModel>

#include "core/types/attention.h"

namespace fovea::ui
{

/// The most probable next words of one step, most probable first.
class CandidateModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { ProbabilityRole = Qt::UserRole + 1, IdRole, EmittedRole };

    using QAbstractListModel::QAbstractListModel;

    /// The rows arrive whole. `forcing`: rows with a vocabulary index can be chosen; a row that is the step's own word
    /// cannot, it is there already.
    void setStep(const AttentionStep &step, bool forcing);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const final;
    QVariant data(const QModelIndex &index, int role) const final;
    Qt::ItemFlags flags(const QModelIndex &index) const final;

    /// True where choosing the row would change the step.
    bool canForce(const QModelIndex &index) const;

private:
    bool isEmitted(const Candidate &candidate) const;
    QString toolTip(const Candidate &candidate) const;

    std::vector<Candidate> candidates_;
    int emittedId_ = -1;
    std::string emittedToken_;
    bool forcing_ = false;
};

} // namespace fovea::ui
