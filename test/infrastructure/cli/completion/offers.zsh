# Completes a line in an interactive zsh and prints what it offers, one a line, between <<< and >>>.
# usage: zsh -f offers.zsh SCRIPT DIRECTORY LINE
zmodload zsh/zpty
zpty session zsh -f -i

await() {
  local part all=
  while zpty -r session part; do
    all+=$part
    [[ $all == *$1* ]] && break
  done
  print -r -- "$all"
}

# SCRIPT is sourced, or, where it is a directory, is the place of a completion function.
if [[ -d $1 ]]; then
  before="fpath=(${(q)1} \$fpath)" after=
else
  before= after="source ${(q)1}"
fi
zpty -w session "PS1= PS2=; unsetopt prompt_sp prompt_cr; stty -echo; cd ${(q)2}"
zpty -w session "$before; autoload -Uz compinit; compinit -u -D; $after"

# What is added to the candidates is what compadd keeps of its arguments.
zpty -w session 'typeset -a offers; compadd() {
  local -a kept
  if [[ -z ${argv[(r)-[OAD]]} ]]; then
    builtin compadd -O kept "$@"
    offers+=("${kept[@]}")
  fi
  builtin compadd "$@"
}'
zpty -w session 'show() {
  offers=()
  zle complete-word
  print -r -- "<<<"
  print -rl -- "${offers[@]}"
  print -r -- ">>>"
  exit
}
zle -N show
bindkey "^T" show
LISTMAX=1000'
zpty -w session 'print REA""DY'
await READY >/dev/null
zpty -n -w session "$3"$'\x14'
await '>>>'
zpty -d session
