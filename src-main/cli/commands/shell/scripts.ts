/** Shells that have a script. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** The line that `benchtop complete` prints where a shell is to offer files. */
export const FILES = ':files';

/**
 * For each shell, what has it ask `benchtop complete -- WORDS…` for the word being typed. The answer
 * is a line for each candidate, with a tab before what it is, or {@link FILES}. Nothing of the
 * typed line is evaluated.
 */
export const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = {
  bash: `_benchtop() {
  local line typed="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  [ "$typed" = "=" ] && typed=""
  while IFS= read -r line; do
    [ "$line" = "${FILES}" ] && return
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(benchtop complete -- "\${COMP_WORDS[@]:1:COMP_CWORD-1}" "$typed" 2>/dev/null)
  [ \${#COMPREPLY[@]} -gt 0 ] || compopt +o default
}
complete -o default -F _benchtop benchtop`,
  zsh: `#compdef benchtop
_benchtop() {
  local line
  local -a candidates
  for line in "\${(@f)$(benchtop complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line = ${FILES} ]]; then _files; return; fi
    [[ -n $line ]] && candidates+=("\${\${line//:/\\\\:}/$'\\t'/:}")
  done
  _describe -V benchtop candidates
}
compdef _benchtop benchtop`,
  fish: `function __benchtop_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l candidates (benchtop complete -- $words[2..-1] 2>/dev/null)
  if test "$candidates[1]" = "${FILES}"
    __fish_complete_path (commandline -ct)
  else
    string join \\n -- $candidates
  end
end
complete -c benchtop -f -k -a '(__benchtop_complete)'`,
};
