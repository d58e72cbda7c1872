#include "app/decode/branch_names.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/inspector/weight_draft.h"
#include "ui/text/trace_text.h"

namespace fovea::app
{

namespace
{

struct Names {
    Q_DECLARE_TR_FUNCTIONS(fovea::app::BranchNames)
};

QString weightsName(const NodeChange &edit, const QStringList &labels, const QString &given)
{
    switch (edit.kind) {
    case NodeChange::Kind::OverriddenWeights: {
        const QString name = given.isEmpty() ? Names::tr("other weights") : given;
        return edit.positions.empty() ? name
                                      : name + QStringLiteral(" · ") + ui::maskName(edit.positions, true, labels);
    }
    case NodeChange::Kind::MaskedStep:
        return ui::maskName(edit.positions, false, labels);
    case NodeChange::Kind::MaskedFromHere:
        return edit.stepPositions.empty() ? ui::maskName(edit.positions, true, labels)
                                          : ui::maskName(edit.positions, true, labels) + QStringLiteral(" · ") +
                                                ui::maskName(edit.stepPositions, false, labels);
    case NodeChange::Kind::None:
    case NodeChange::Kind::ForcedWord:
        break;
    }
    return {};
}

} // namespace

void nameBranches(HypothesisSnapshot &snapshot, const AttentionTrace &trace, const std::map<int, std::string> &given)
{
    QStringList labels;
    for (Index i = 0; i < trace.source.size(); ++i)
        labels << ui::sourceLabel(trace, i);
    for (std::size_t id = 0; id < snapshot.nodes.size(); ++id) {
        HypothesisSnapshot::Node &node = snapshot.nodes[id];
        const auto name = given.find(static_cast<int>(id));
        QStringList parts;
        const QString weights =
            weightsName(node.edit, labels, name == given.end() ? QString() : QString::fromStdString(name->second));
        if (!weights.isEmpty())
            parts << weights;
        if (node.forced)
            parts << Names::tr("forced “%1”").arg(QString::fromStdString(node.token));
        node.change = parts.join(QStringLiteral(" · ")).toStdString();
    }
}

} // namespace fovea::app
