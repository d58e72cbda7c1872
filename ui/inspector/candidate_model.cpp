#include "ui/inspector/candidate_model.h"

#include "ui/text/text_format.h"

namespace fovea::ui
{

void CandidateModel::setStep(const AttentionStep &step, bool forcing) { show(step, {}, forcing); }

void CandidateModel::setPreview(const WeightPreview &preview) { show(preview.result, preview.before, false); }

void CandidateModel::show(const AttentionStep &step, std::vector<double> before, bool forcing)
{
    beginResetModel();
    candidates_ = step.candidates;
    before_ = std::move(before);
    emittedId_ = step.id;
    emittedToken_ = step.token;
    forcing_ = forcing;
    endResetModel();
}

void CandidateModel::clear()
{
    beginResetModel();
    candidates_.clear();
    before_.clear();
    endResetModel();
}

int CandidateModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(candidates_.size());
}

QVariant CandidateModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Candidate &candidate = candidates_[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return displayToken(candidate.token);
    case Qt::ToolTipRole:
        if (const QVariant by = change(index.row()); by.isValid())
            return plainToolTip(tr("“%1”: probability %2 with these weights, %3 before")
                                    .arg(displayToken(candidate.token), formatNumber(candidate.probability, 4),
                                         formatNumber(candidate.probability - by.toDouble(), 4)));
        return toolTip(candidate);
    case Qt::AccessibleTextRole:
        if (const QVariant by = change(index.row()); by.isValid())
            return tr("%1, probability %2, change %3")
                .arg(displayToken(candidate.token), formatNumber(candidate.probability, 3),
                     formatNumber(by.toDouble(), 3));
        return tr("%1, probability %2").arg(displayToken(candidate.token), formatNumber(candidate.probability, 3));
    case ChangeRole:
        return change(index.row());
    case ProbabilityRole:
        return candidate.probability;
    case IdRole:
        return candidate.id;
    case EmittedRole:
        return isEmitted(candidate);
    default:
        return {};
    }
}

QVariant CandidateModel::change(int row) const
{
    const auto i = static_cast<std::size_t>(row);
    return i < before_.size() ? QVariant(candidates_[i].probability - before_[i]) : QVariant();
}

Qt::ItemFlags CandidateModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

bool CandidateModel::canForce(const QModelIndex &index) const
{
    if (!forcing_ || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const Candidate &candidate = candidates_[static_cast<std::size_t>(index.row())];
    return candidate.id >= 0 && !isEmitted(candidate);
}

bool CandidateModel::isEmitted(const Candidate &candidate) const
{
    return emittedId_ >= 0 ? candidate.id == emittedId_ : candidate.token == emittedToken_;
}

QString CandidateModel::toolTip(const Candidate &candidate) const
{
    const QString word = displayToken(candidate.token);
    const QString probability = formatNumber(candidate.probability, 4);
    if (isEmitted(candidate))
        return plainToolTip(tr("“%1” is the word of this step (probability %2).").arg(word, probability));
    if (forcing_ && candidate.id >= 0)
        return plainToolTip(tr("Put “%1” here (probability %2); decoding goes on from there.").arg(word, probability));
    return plainToolTip(tr("“%1”, probability %2").arg(word, probability));
}

} // namespace fovea::ui
