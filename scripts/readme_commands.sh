#!/usr/bin/env bash
# Runs the commands that the README shows, in order, in this folder, and compares what they print with what it shows.
#
#     bash scripts/readme_commands.sh [README.md]
#
# A command is a line "$ …" of a ```console block; the lines below it are its output. A line that is only "…" stands
# for lines left out, and "…" inside a line for what differs from run to run. A command that ends with another exit
# code than 0 must say so: "(exit code N)". Changing the README is enough; nothing is written here a second time.
set -euo pipefail
shopt -s extglob
readme=${1:-README.md}

fail() {
  printf 'README: %s\n' "$*" >&2
  exit 1
}

# The shown text as a pattern of the shell: everything stands for itself, except "…".
pattern() {
  local line end=$'\n' result=
  while IFS= read -r line; do
    if [[ $line == … ]]; then
      result+='*'
    else
      line=$(sed 's/[][\\*?!+@()|]/\\&/g' <<<"$line")
      result+=${line//…/"*([!$end])"}$end
    fi
  done <<<"$1"
  printf '%s' "$result"
}

check() {
  local command=$1 shown=$2 said=0 code printed wanted
  [[ -n $command ]] || return 0
  if [[ $shown =~ \(exit\ code\ ([0-9]+)\) ]]; then said=${BASH_REMATCH[1]}; fi
  printf '$ %s\n' "$command"
  printed=$(bash -c "$command" </dev/null; printf 'exit code %s' "$?")
  code=${printed##*exit code }
  printed=${printed%exit code *}
  printf '%s' "$printed"
  printf '%s' "$printed"
  printed=${printed%$'\n'}
  [[ $code == "$said" ]] || fail "“$command” ended with exit code $code; the README says $said."
  [[ -n $shown ]] || return 0
  wanted=$(pattern "$shown")
  # shellcheck disable=SC2053 # a pattern is meant
  [[ $printed == $wanted ]] || fail "what “$command” prints is not what the README shows."
  printf 'README: the output is as shown.\n'
}

commands=0 inside= command= shown=
while IFS= read -r line; do
  case $inside$line in
    '```console') inside=yes ;;
    'yes```')
      check "$command" "$shown"
      inside= command= shown=
      ;;
    'yes$ '*)
      check "$command" "$shown"
      command=${line#'$ '} shown= commands=$((commands + 1))
      ;;
    yes*) shown+=${shown:+$'\n'}$line ;;
  esac
done <"$readme"
((commands > 0)) || fail "no command stands in a \`\`\`console block of $readme."
