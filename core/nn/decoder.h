#pragma once

#include <random>
#include <span>

#include "core/autograd/grid_ops.h"
#include "core/autograd/ops.h"
#include "core/types/decoder_kind.h"
#include "core/types/match_function.h"

namespace fovea
{

/// The decoder of every task: one step matches the state with the memory, forms the context and updates the state.
class Decoder
{
public:
    struct Sizes {
        MatchFunction match = MatchFunction::Additive;
        int vocabulary = 0; ///< V
        int embedding = 0;  ///< also the size of the readout, whose output layer is the embedding table
        int annotation = 0; ///< d
        int state = 0;      ///< m; dot and cosine need m = d
        int attention = 0;  ///< a, hidden units of the additive match
        DecoderKind kind = DecoderKind::Plain;
    };

    /// n annotations of S sequences, with everything that is computed once per input.
    struct Memory {
        Var values;         ///< d x (n S), column i * S + b
        Var keys;           ///< match keys, (a, m or d) x (n S); invalid for none
        Var fixed;          ///< d x S, the only context of none
        Var initialState;   ///< m x S, z_0
        Var contextInput;   ///< 3m x (n S), W_c h_i (+ b), or that of `fixed`; invalid without projectContexts()
        Var contextReadout; ///< embedding x (n S), the same of the readout's layer
        std::span<const int> lengths; ///< S; must outlive the tape's use of the memory
        GridOwners grids;             ///< set instead of lengths where hypotheses share memories; column b * n + i then
    };

    struct Step {
        Var energies; ///< n x B; invalid for none
        Var weights;  ///< n x B; invalid for none
        Var query;    ///< m x B, what was matched: z_t, or z' of a conditional decoder
        Var context;  ///< d x B, c_t
        Var state;    ///< m x B, z_{t+1}
    };

    /// Adds its parameters to the set. Throws ModelError when the sizes do not fit the match.
    Decoder(const Sizes &sizes, ParameterSet &parameters);
    void initialize(std::mt19937 &random);
    const Sizes &sizes() const { return sizes_; }

    /// values: d x (n S); summary: d x S, what z_0 is computed from and the context of none.
    Memory remember(Tape &tape, Var values, Var summary, std::span<const int> lengths) const;

    /// Takes the layers that read c_t out of the steps: W sum_i a_i h_i = sum_i a_i (W h_i), with W h_i computed here,
    /// once. Worth it while n is much smaller than d: fewer bytes are read per step. Not while recording.
    void projectContexts(Tape &tape, Memory &memory) const;

    /// y = E[:, ids], embedding x N.
    Var embed(Tape &tape, std::span<const int> ids) const;
    /// The part of the (first) state update that depends on the previous words only, 3m x N: W_y y + b.
    Var projectWords(Tape &tape, Var embedded) const;

    /// One step for B hypotheses (B = S, or any B when S = 1 or the memory's grids are shared). state: m x B, z_t;
    /// words: 3m x B from projectWords. `replaced`: n x B weights instead of the softmax output; a column whose first
    /// entry is NaN keeps its own. While recording either all columns are replaced, and then no gradient flows through
    /// the match, or none.
    Step step(Tape &tape, const Memory &memory, Var state, Var words, const Matrix *replaced = nullptr) const;

    /// Logits V x N = E^T tanh(W [z; c; y] + b) + b_V for any number of steps at once.
    Var readout(Tape &tape, Var states, Var contexts, Var embedded, Scalar dropoutRate, std::mt19937 &random) const;
    /// The same for one step, without dropout. Not while recording.
    Var readout(Tape &tape, const Memory &memory, const Step &step, Var embedded) const;

    /// Packs what a step reads in half precision, where that loses nothing. For a model whose parameters are final.
    void pack();

private:
    Var energies(Tape &tape, const Memory &memory, Var state) const;
    /// c_t from the weights, or the fixed vector once for each of B hypotheses.
    Var context(Tape &tape, const Memory &memory, Var weights, Index hypotheses) const;
    /// The input of the state update with c_t, 3m x B. words: as in step().
    Var updateInput(Tape &tape, const Memory &memory, const Step &step, Var words) const;
    /// The image of c_t under a layer, from those of the annotations, + addend if it is valid. o x B.
    Var imageOfContext(Tape &tape, const Memory &memory, Var images, const Step &step, Var addend) const;

    Sizes sizes_;
    Parameter *embedding_;
    Parameter *initial_, *initialBias_;             ///< m x d, m
    Parameter *key_ = nullptr, *keyBias_ = nullptr; ///< additive: a x d, a; bilinear: m x d
    Parameter *query_ = nullptr;                    ///< additive: a x m
    Parameter *v_ = nullptr;                        ///< additive: a
    Parameter *logScale_ = nullptr;                 ///< cosine: 1
    Parameter *word_, *inputBias_, *context_;       ///< 3m x embedding, 3m, 3m x d
    Parameter *recurrent_, *recurrentBias_;         ///< 3m x m, 3m; of GRU_1 of a conditional decoder
    Parameter *contextBias_ = nullptr;              ///< conditional: 3m
    Parameter *update_ = nullptr;                   ///< conditional: 3m x m, the recurrent weights of GRU_2
    Parameter *updateBias_ = nullptr;               ///< conditional: 3m
    Parameter *readout_, *readoutBias_;             ///< embedding x (m + d + embedding), embedding
    Parameter *outputBias_;                         ///< V
};

} // namespace fovea
