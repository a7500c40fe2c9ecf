# Resolve requirements*.in into requirements*.txt for Python 3.11 and newer, every file with its hashes.
set -eu

lock() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
        --no-annotate --upgrade "$1.in" --output-file "$1.txt"
}

for set in requirements requirements-demo requirements-dev; do
    lock "$set"
    { echo "# Resolved from $set.in by ./run lock; do not edit."; cat "$set.txt"; } >"$set.new"
    mv "$set.new" "$set.txt"
done
