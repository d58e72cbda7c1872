// How fast the products of a training step are: compile it once per instruction set (or with EIGEN_USE_BLAS) and
// compare.
//
//   flags="-std=c++20 -O3 -DNDEBUG -DEIGEN_MAX_ALIGN_BYTES=32 -DEIGEN_DONT_PARALLELIZE -isystem /usr/include/eigen3"
//   g++ $flags -march=x86-64-v3 bench_gemm.cpp -o bench_gemm -pthread
//   g++ $flags -march=x86-64-v3 -DEIGEN_USE_BLAS bench_gemm.cpp -lopenblas    (run with OPENBLAS_NUM_THREADS=1)
//
// Prints GFLOP/s per product for one thread and for two independent threads (their sum), one line a shape.

#include <Eigen/Core>

#include <algorithm>
#include <barrier>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace
{

using Matrix = Eigen::MatrixXf;
using Clock = std::chrono::steady_clock;

enum class Form { Forward, InputGradient, WeightGradient };

/// One layer y = W x with W (outputs x inputs) and x (inputs x columns).
struct Shape {
    const char *what;
    Form form;
    int outputs, inputs, columns;
};

constexpr Shape kShapes[] = {
    {"decoder GRU step, batch 48", Form::Forward, 1152, 384, 48},
    {"  gradient of the input", Form::InputGradient, 1152, 384, 48},
    {"  gradient of the weights", Form::WeightGradient, 1152, 384, 48},
    {"encoder GRU step, batch 48", Form::Forward, 576, 192, 48},
    {"  gradient of the input", Form::InputGradient, 576, 192, 48},
    {"  gradient of the weights", Form::WeightGradient, 576, 192, 48},
    {"encoder input, 20 steps at once", Form::Forward, 576, 192, 960},
    {"  gradient of the input", Form::InputGradient, 576, 192, 960},
    {"  gradient of the weights", Form::WeightGradient, 576, 192, 960},
    {"readout, 600 target words", Form::Forward, 5000, 192, 600},
    {"  gradient of the input", Form::InputGradient, 5000, 192, 600},
    {"  gradient of the weights", Form::WeightGradient, 5000, 192, 600},
    {"decoder GRU step, batch 1", Form::Forward, 1152, 384, 1},
    {"readout, batch 1", Form::Forward, 5000, 192, 1},
};

class Product
{
public:
    explicit Product(const Shape &shape)
        : form_(shape.form), weight_(Matrix::Random(shape.outputs, shape.inputs)),
          input_(Matrix::Random(shape.inputs, shape.columns)), output_(Matrix::Random(shape.outputs, shape.columns))
    {
    }

    void run()
    {
        if (form_ == Form::Forward && input_.cols() == 1)
            output_.col(0).noalias() = weight_ * input_.col(0);
        else if (form_ == Form::Forward)
            output_.noalias() = weight_ * input_;
        else if (form_ == Form::InputGradient)
            input_.noalias() = weight_.transpose() * output_;
        else
            weight_.noalias() = output_ * input_.transpose();
    }

private:
    Form form_;
    Matrix weight_, input_, output_;
};

/// GFLOP/s of one product, the best of five rounds of about 60 ms.
double measure(const Shape &shape, int threads)
{
    const double flops = 2.0 * shape.outputs * shape.inputs * shape.columns;
    const int repeats = std::max(1, static_cast<int>(0.06 * 60e9 / flops));
    double best = 0;
    Clock::time_point start;
    std::barrier barrier(threads);
    const auto work = [&](bool first) {
        Product product(shape);
        product.run();
        for (int round = 0; round < 5; ++round) {
            barrier.arrive_and_wait();
            if (first)
                start = Clock::now();
            barrier.arrive_and_wait();
            for (int i = 0; i < repeats; ++i)
                product.run();
            barrier.arrive_and_wait();
            if (first) {
                const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
                best = std::max(best, threads * repeats * flops / seconds * 1e-9);
            }
        }
    };
    std::vector<std::jthread> others;
    for (int i = 1; i < threads; ++i)
        others.emplace_back(work, false);
    work(true);
    return best;
}

} // namespace

int main()
{
    std::printf("%-32s %18s %10s %10s\n", "product", "m x k x n", "1 thread", "2 threads");
    for (const Shape &shape : kShapes) {
        char sizes[40];
        const int m = shape.form == Form::InputGradient ? shape.inputs : shape.outputs;
        const int k = shape.form == Form::Forward         ? shape.inputs
                      : shape.form == Form::InputGradient ? shape.outputs
                                                          : shape.columns;
        const int n = shape.form == Form::WeightGradient ? shape.inputs : shape.columns;
        std::snprintf(sizes, sizeof sizes, "%d x %d x %d", m, k, n);
        std::printf("%-32s %18s %10.1f %10.1f\n", shape.what, sizes, measure(shape, 1), measure(shape, 2));
    }
    return EXIT_SUCCESS;
}
