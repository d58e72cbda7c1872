#pragma once

#include <QString>

#include <memory>
#include <optional>
#include <vector>

#include "app/decode/decode_session.h"
#include "ui/decode/difference_line.h"
#include "ui/inspector/weight_draft.h"
#include "ui/translate/sentence_bar.h"

namespace fovea::app
{

/// The traces of a file, looked at and not changed.
struct TraceDocument {
    QString path;
    std::vector<std::shared_ptr<const AttentionTrace>> traces;
    std::shared_ptr<const StoredInput> stored; ///< they come from a session whose model is not there
};

/// What a page's input row holds at one moment: a sentence, a picture. Each controller has its own.
struct InputState {
    virtual ~InputState() = default;
};

/// Everything a page that decodes shows at one moment: a value, so that undo is taking an old one back. Nothing is
/// computed again on the way, because the session keeps every word that was tried.
struct DecodePosition {
    std::shared_ptr<const InputState> input; ///< null only before the first commit
    ui::DecodingChoice decoding;
    std::shared_ptr<const DecodeModel> model;
    QString modelPath;

    std::shared_ptr<DecodeSession> session; ///< null: no input, or a file is shown
    DecodeReply reply;
    int current = -1; ///< marked step
    std::optional<double> stepMilliseconds;
    std::optional<ui::WeightDraft> draft;           ///< weights under edit, not a branch yet
    std::optional<ui::OutputDifference> difference; ///< what the last change did to the output

    std::shared_ptr<const TraceDocument> document; ///< null: not from a file
    int documentIndex = 0;

    /// What is drawn; null when there is nothing.
    std::shared_ptr<const AttentionTrace> trace() const;
    int shownSteps() const;
    /// Steps of the whole output; 0 while they are not known.
    int totalSteps() const;
    bool fromFile() const { return document != nullptr; }
    /// The output goes no further and all of it is on the screen.
    bool showsWholeOutput() const;

    bool canStep() const;
    bool canGoBack() const { return current > 0; }
    bool canRestart() const;
    bool canFinish() const { return canStep(); }
    bool canForce() const { return session != nullptr; }
};

/// The words of what is shown, as they are read.
QStringList wordsOf(const DecodePosition &position);

/// What the status bar says.
struct DecodeStatus {
    QString model;
    int step = 0;              ///< number of the marked step, from 1; 0: none
    int total = 0;             ///< 0: not known yet
    double logProbability = 0; ///< natural log, from the first step to the marked one
    std::optional<double> stepMilliseconds;
};

DecodeStatus statusOf(const DecodePosition &position);

} // namespace fovea::app
