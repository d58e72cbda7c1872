# Installs the Debian 12 packages that are missing; sourced by .ci/start and .ci/test.
# shellcheck shell=bash

FOVEA_BUILD_PACKAGES=(
    g++ cmake ninja-build ccache pkg-config
    qt6-base-dev qt6-charts-dev qt6-svg-dev libqt6opengl6-dev libgl1-mesa-dev
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    libeigen3-dev libsentencepiece-dev nlohmann-json3-dev
    libopencv-dev libjpeg-dev libpng-dev libtiff-dev libwebp-dev libssl-dev
    fonts-dejavu-core fonts-noto-cjk
)
FOVEA_TEST_PACKAGES=(git python3 clang-format librsvg2-bin poppler-utils)

install_missing() {
    local package missing=()
    for package in "$@"; do
        dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        return 0
    fi
    echo "Installing: ${missing[*]}"
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        root=(sudo)
    fi
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "${missing[@]}" </dev/null
}
