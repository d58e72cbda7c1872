#pragma once

// Included before everything else in fovea_engine_guarded and its tests: a failed assertion of Eigen, an allocation
// that is not allowed among them, can be caught instead of ending the program, and holds in release builds too.

#include <stdexcept>

namespace fovea::test
{

class EigenAssertion : public std::logic_error
{
public:
    using std::logic_error::logic_error;
};

} // namespace fovea::test

#define eigen_assert(condition) ((condition) ? void() : throw fovea::test::EigenAssertion(#condition))
