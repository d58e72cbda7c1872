// Sessions: what CompareController gives to a file and takes back.
#include "app/compare/compare_controller.h"
#include "core/metrics/trace_difference.h"

namespace fovea::app
{

ComparisonRecord CompareController::record() const
{
    ComparisonRecord record;
    record.view = static_cast<int>(page_->view());
    record.step = page_->currentStep();
    if (comparison_.suggested) // it is suggested again
        return record;
    record.sentence = comparison_.sentence;
    record.decoding = comparison_.decoding;
    for (const ComparedOutput &output : comparison_.outputs)
        record.columns.push_back({output.source, output.trace});
    record.a = comparison_.a;
    record.b = comparison_.b;
    return record;
}

void CompareController::openRecord(const ComparisonRecord &record)
{
    Comparison next;
    next.sentence = record.sentence;
    next.decoding = record.decoding;
    next.a = record.a;
    next.b = record.b;
    for (const ComparisonRecord::Column &column : record.columns) {
        ComparedOutput &output = next.outputs.emplace_back();
        output.source = column.source;
        output.trace = column.trace; // nothing is decoded again
        if (output.trace)
            output.summary = summarize(*output.trace);
    }
    const bool nothing = next.outputs.empty() && comparison_.outputs.empty();
    change(std::move(next), nothing ? QString() : tr("session"));
    refreshModels();
    page_->showView(static_cast<ui::ComparePage::View>(record.view));
    page_->setCurrentStep(record.step);
    if (!record.missing.isEmpty())
        page_->setMessage(ui::MessageKind::Warning,
                          tr("Missing or changed since this session was saved: %1. The recorded attention is shown.")
                              .arg(record.missing.join(tr(", ", "between names of models"))));
    emit changed();
}

} // namespace fovea::app
