#pragma once

#include <QJsonObject>
#include <QString>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/decode/hypothesis_tree.h"
#include "core/io/session_file.h"
#include "core/types/tree_action.h"
#include "ui/translate/sentence_bar.h"

namespace fovea::app
{

struct InputState;
struct TraceDocument;

/// All that was tried on an input as what has to be done to get it again.
struct TreeRecord {
    std::vector<TreeAction> actions;     ///< action k - 1 makes node k
    std::map<NodeId, std::string> names; ///< of branches, by the person's edit
};

/// The part of a session file whose model is not there: it is written again as it was read.
struct StoredInput {
    SessionInput input;
    BundleReference bundle;
    QJsonObject view;
};

/// What a page showed when it was saved.
struct RecordedPosition {
    QString input;                           ///< the sentence, or the picture's path
    std::shared_ptr<const InputState> state; ///< the input itself, where no text stands for it
    QString modelPath;                       ///< to go on with; empty: only the traces can be shown
    ui::DecodingChoice decoding;
    TreeRecord tree;
    NodeId leaf = kRootNode;                       ///< node of the record: the path goes on to here
    int shown = 0;                                 ///< words of the path that were on the screen
    int current = -1;                              ///< marked step
    std::shared_ptr<const TraceDocument> document; ///< the recorded traces
    int documentIndex = 0;
    QString notice; ///< why the model is not there, for a person; empty: nothing to say
};

} // namespace fovea::app
