#!/bin/sh
# Tells the portal that a change was merged: which repository and commit, who may be asked, and what kind of files it touched.
# Needs git, curl and jq. Environment: MESHPROOF_URL, MESHPROOF_TOKEN, REPOSITORY_URL.
set -eu

if [ -z "${MESHPROOF_URL:-}" ] || [ -z "${MESHPROOF_TOKEN:-}" ]; then
  echo "MESHPROOF_URL or MESHPROOF_TOKEN is not set, so the portal is not told of this change. See README.md."
  exit 0
fi

reference=$(git rev-parse HEAD)
email=$(git log -1 --format=%ae)
author=$(git log -1 --format=%an)
time=$(TZ=UTC git log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd)

# Against the first parent, so that a merge counts with all it brought.
if git rev-parse --verify --quiet HEAD^1 >/dev/null; then
  files=$(git diff --name-only HEAD^1 HEAD)
else
  files=$(git ls-tree -r --name-only HEAD)
fi

record=$(printf '%s\n' "$files" | jq --raw-input --null-input --compact-output \
  --arg time "$time" --arg repository "$REPOSITORY_URL" --arg reference "$reference" \
  --arg email "$email" --arg author "$author" '
  [inputs | select(. != "")] as $files
  | {
      kind: "change", time: $time, key: ($repository + "@" + $reference),
      repository: $repository, reference: $reference,
      author: { email: $email },
      touches: [
        (if any($files[]; startswith("contracts/")) then "schema" else empty end),
        (if any($files[]; test("(^|/)tests?/")) then "tests" else empty end),
        (if any($files[]; (test("^(contracts|docs|ci)/|(^|/)tests?/|\\.md$|^\\.|^(catalog-info|mkdocs)\\.yml$|^catalog-info\\.yaml$") | not))
         then "code" else empty end)
      ],
      bot: ($author | test("\\[bot\\]$"))
    }')

printf '%s\n' "$record" | curl --fail-with-body --silent --show-error --retry 3 \
  --header "Authorization: Bearer $MESHPROOF_TOKEN" \
  --header 'Content-Type: application/x-ndjson' \
  --data-binary @- "${MESHPROOF_URL%/}/api/data-mesh/evidence"
echo
