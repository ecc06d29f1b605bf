/**
 * What is the same in the bash script of every program: how the line is read, and how offers are made. `_cli` stands
 * for the program's own prefix; `_cli_at` and `_cli_offer` are made from its tree.
 */
export const bashMachinery = `
# The words up to the cursor, as the shell will see them: readline also breaks them at = and :.
_cli_split() {
  local line=\${COMP_LINE:0:COMP_POINT} index blank part
  typed=()
  for ((index = 0; index <= COMP_CWORD; index++)); do
    blank=\${line%%[![:space:]]*}
    line=\${line#"$blank"}
    part=\${COMP_WORDS[index]}
    if ((index == COMP_CWORD)); then part=$line; fi
    line=\${line#"$part"}
    if [[ -n $blank || \${#typed[@]} -eq 0 ]]; then
      typed+=("$part")
    else
      typed[\${#typed[@]}-1]+=$part
    fi
  done
}

# The number of the offer for the value of an option; fails for a flag.
_cli_takes() {
  local one
  for one in "\${valued[@]}"; do
    if [[ \${one%=*} == "$1" ]]; then
      number=\${one##*=}
      return 0
    fi
  done
  return 1
}

_cli_holds() {
  local wanted=$1 one
  shift
  for one; do
    [[ $one == "$wanted" ]] && return 0
  done
  return 1
}

# Words in any case, as the program takes them.
_cli_words() {
  local one quoted before
  before=$(shopt -p nocasematch)
  shopt -s nocasematch
  for one; do
    [[ $one == "$current"* ]] || continue
    printf -v quoted %q "$one"
    COMPREPLY+=("$prefix$quoted")
  done
  $before
}

# Words of which several may be given, with commas between them, each once.
_cli_list() {
  local given= one
  local -a left=()
  if [[ $current == *,* ]]; then given=\${current%,*},; fi
  for one; do
    _cli_holds "$one" \${given//,/ } || left+=("$one")
  done
  prefix+=$given
  current=\${current##*,}
  _cli_words "\${left[@]}"
  compopt -o nospace 2>/dev/null
}

# File names as readline itself completes them: it knows about quotes.
_cli_any_file() {
  compopt -o default 2>/dev/null
}

_cli_is_plain() {
  [[ -z $prefix && $current != *["'"'"\\~$\`']* ]]
}

_cli_files() {
  local file extension before
  if [[ $# -eq 0 ]] || ! _cli_is_plain; then
    _cli_any_file
    return
  fi
  before=$(shopt -p nocasematch)
  shopt -s nocasematch
  while IFS= read -r file; do
    if [[ -d $file ]]; then
      COMPREPLY+=("$file")
      continue
    fi
    for extension; do
      [[ $file == *."$extension" ]] && COMPREPLY+=("$file")
    done
  done <<<"$(compgen -f -- "$current")"
  $before
  if [[ \${#COMPREPLY[@]} -eq 0 ]]; then
    _cli_any_file
  else
    compopt -o filenames 2>/dev/null
  fi
}

_cli_directories() {
  local directory
  if ! _cli_is_plain; then
    _cli_any_file
    return
  fi
  while IFS= read -r directory; do
    [[ -n $directory ]] && COMPREPLY+=("$directory")
  done <<<"$(compgen -d -- "$current")"
  compopt -o filenames 2>/dev/null
}

# Options that are not on the line yet, or may be given again.
_cli_options() {
  local option group given
  local -a left=()
  for option in "\${options[@]}"; do
    for group in "\${once[@]}"; do
      [[ " $group " == *" $option "* ]] || continue
      for given in $group; do
        _cli_holds "$given" "\${seen[@]}" && continue 3
      done
    done
    left+=("$option")
  done
  _cli_words "\${left[@]}"
}

_cli() {
  local current path= number= prefix= word index count=0 plain=
  local -a typed children options valued once arguments seen=()
  COMPREPLY=()
  _cli_split
  _cli_at ''
  for ((index = 1; index < \${#typed[@]} - 1; index++)); do
    word=\${typed[index]}
    if [[ -z $plain && $word == -- ]]; then
      plain=1
    elif [[ -z $plain && $word == -?* ]]; then
      seen+=("\${word%%=*}")
      [[ $word != *=* ]] && _cli_takes "$word" && ((index++))
    elif [[ -z $plain ]] && _cli_holds "$word" "\${children[@]}"; then
      path=\${path:+$path }$word
      _cli_at "$path"
    else
      ((count++))
    fi
  done
  current=\${typed[\${#typed[@]}-1]}
  if ((index >= \${#typed[@]})); then
    _cli_offer "$number"
  elif [[ -z $plain && $current == --*=* ]]; then
    _cli_takes "\${current%%=*}" || return 0
    [[ $COMP_WORDBREAKS == *=* ]] || prefix=\${current%%=*}=
    current=\${current#*=}
    _cli_offer "$number"
  elif [[ -z $plain && $current == -* ]]; then
    _cli_options
  elif [[ -z $plain && \${#children[@]} -gt 0 ]]; then
    _cli_words "\${children[@]}"
  elif ((count < \${#arguments[@]})); then
    _cli_offer "\${arguments[count]}"
  elif [[ -z $plain && -z $current && \${#arguments[@]} -eq 0 ]]; then
    _cli_options
  fi
  return 0
}
`
