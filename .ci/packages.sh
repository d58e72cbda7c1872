# Installs the Debian 12 packages that are missing; sourced by .ci/start and .ci/test.
# shellcheck shell=bash

FOVEA_BUILD_PACKAGES=(
    g++ cmake ninja-build ccache pkg-config
    qt6-base-dev qt6-charts-dev qt6-svg-dev libqt6opengl6-dev libgl1-mesa-dev
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    libeigen3-dev libsentencepiece-dev nlohmann-json3-dev
    libopencv-dev libjpeg-dev libpng-dev libtiff-dev libwebp-dev libssl-dev
    fonts-dejavu-core fonts-noto-core fonts-noto-cjk qt6-translations-l10n
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
    local root=()
    if ! command -v apt-get >/dev/null; then
        echo "There is no apt-get to install what is missing; in Debian 12 it is called: ${missing[*]}" >&2
        return 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "There is no sudo to install what is missing. As root: apt-get install ${missing[*]}" >&2
            return 1
        fi
        root=(sudo)
    fi
    echo "Installing: ${missing[*]}"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "${missing[@]}" </dev/null
}
