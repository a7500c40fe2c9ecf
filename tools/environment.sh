# Sourced by ./run: find Python, make .venv, install the pinned packages when they have changed.

fail() {
    echo "$*" >&2
    exit 1
}

find_python() {
    for candidate in python3.11 python3.12 python3.13 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    fail "Popotnik needs Python 3.11 or newer; on Debian and Ubuntu: apt-get install python3 python3-venv"
}

make_venv() {
    found=$(find_python)
    echo "Making .venv with $found."
    if command -v uv >/dev/null; then
        uv venv --quiet --clear --python "$found" .venv
    elif ! "$found" -m venv --clear .venv 2>/dev/null; then
        [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
            fail "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"
        apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
        "$found" -m venv --clear .venv
    fi
}

# install_packages demo|dev: the dev set contains the demo set. A .venv that is a link belongs to somebody else.
install_packages() {
    if [ -L .venv ]; then
        return
    fi
    mkdir -p var
    (
        if command -v flock >/dev/null; then
            flock 9
        fi
        wanted=$(cat requirements.txt "requirements-$1.txt" | cksum)
        if [ -x "$python" ] && grep -qs "$wanted" ".venv/installed-$1"; then
            exit
        fi
        "$python" -c '' 2>/dev/null || make_venv
        echo "Installing packages ($1)."
        if command -v uv >/dev/null; then
            uv pip install --quiet --require-hashes --python "$python" -r "requirements-$1.txt"
        else
            "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "requirements-$1.txt"
        fi
        for set in demo "$1"; do
            cat requirements.txt "requirements-$set.txt" | cksum >".venv/installed-$set"
        done
    ) 9>var/install.lock
}
