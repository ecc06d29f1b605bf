import { numberedOffers, placesOf, type OfferNumbers, type Place } from './commands-of.js'
import type { CommandNode, CommandTree, OptionNode, ValueOffer } from './command-tree.js'
import { indented, powershellQuoted } from './quoting.js'

const array = (items: ReadonlyArray<string>): string => `@(${items.join(', ')})`

const child = ({ name, summary }: CommandNode): string =>
  `@{ Name = ${powershellQuoted(name)}; Summary = ${powershellQuoted(told(summary, name))} }`

/** PowerShell refuses an empty explanation. */
const told = (summary: string, name: string): string => (summary.trim() === '' ? name : summary)

/** `Offer` is the number of the offer for the value, -1 for a flag. */
const option = ({ names, summary, value, repeatable }: OptionNode, { numberOf }: OfferNumbers): string =>
  `@{ Names = ${array(names.map(powershellQuoted))}; Summary = ${powershellQuoted(told(summary, names.join(' ')))}; ` +
  `Offer = ${value === null ? -1 : numberOf(value)}; Again = ${repeatable ? '$true' : '$false'} }`

const block = (name: string, items: ReadonlyArray<string>): ReadonlyArray<string> =>
  items.length === 0 ? [`${name} = @()`] : [`${name} = @(`, ...indented(4, items), ')']

const place = (one: Place, offers: OfferNumbers): ReadonlyArray<string> => [
  `${powershellQuoted(one.path.join(' '))} = @{`,
  ...indented(4, [
    ...block('Children', one.children.map(child)),
    ...block('Options', one.options.map((each) => option(each, offers))),
    `Arguments = ${array(one.arguments.map(({ value }) => String(offers.numberOf(value))))}`,
  ]),
  '}',
]

/** Files and directories are left to PowerShell: it offers them where a completer gives nothing. */
const offer = (value: ValueOffer): string =>
  value._tag === 'Words'
    ? `@{ Words = ${array(value.words.map(powershellQuoted))}; List = ${value.list ? '$true' : '$false'} }`
    : '@{ Words = @(); List = $false }'

const machinery = `
    $offer = {
        param($number, $before, $typed)
        $known = $offers[$number]
        $given = @()
        if ($known.List) {
            $parts = @($typed -split ',')
            $typed = $parts[-1]
            if ($parts.Count -gt 1) {
                $given = @($parts[0..($parts.Count - 2)])
                $before = $before + ($given -join ',') + ','
            }
        }
        foreach ($word in $known.Words) {
            if ($given -notcontains $word -and $word.StartsWith($typed, [StringComparison]::OrdinalIgnoreCase)) {
                [System.Management.Automation.CompletionResult]::new("$before$word", $word, 'ParameterValue', $word)
            }
        }
    }

    $takes = {
        param($name)
        foreach ($one in $options) {
            if ($one.Names -ccontains $name) { return $one.Offer }
        }
        return -1
    }

    $path = ''
    $count = 0
    $plain = $false
    $waiting = -1
    $seen = @()
    $node = $places['']
    $options = @($node.Options) + $general
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
    foreach ($word in $words) {
        if ($waiting -ge 0) {
            $waiting = -1
        } elseif (-not $plain -and $word -ceq '--') {
            $plain = $true
        } elseif (-not $plain -and $word.Length -gt 1 -and $word.StartsWith('-')) {
            $name = ($word -split '=', 2)[0]
            $seen += $name
            if (-not $word.Contains('=')) { $waiting = & $takes $name }
        } elseif (-not $plain -and @($node.Children | ForEach-Object { $_.Name }) -ccontains $word) {
            $path = "$path $word".Trim()
            $node = $places[$path]
            $options = @($node.Options) + $general
        } else {
            $count++
        }
    }

    $current = [string]$wordToComplete
    if ($waiting -ge 0) {
        & $offer $waiting '' $current
    } elseif (-not $plain -and $current -match '^(--[^=]+)=(.*)$') {
        $number = & $takes $Matches[1]
        if ($number -ge 0) { & $offer $number "$($Matches[1])=" $Matches[2] }
    } elseif (-not $plain -and ($current.StartsWith('-') -or
            ($current -eq '' -and $node.Children.Count -eq 0 -and $node.Arguments.Count -eq 0))) {
        foreach ($one in $options) {
            $used = @($one.Names | Where-Object { $seen -ccontains $_ }).Count -gt 0
            if ($used -and -not $one.Again) { continue }
            foreach ($name in $one.Names) {
                if ($name.StartsWith($current, [StringComparison]::Ordinal)) {
                    [System.Management.Automation.CompletionResult]::new($name, $name, 'ParameterName', $one.Summary)
                }
            }
        }
    } elseif ($node.Children.Count -gt 0) {
        foreach ($one in $node.Children) {
            if ($one.Name.StartsWith($current, [StringComparison]::OrdinalIgnoreCase)) {
                [System.Management.Automation.CompletionResult]::new($one.Name, $one.Name, 'Command', $one.Summary)
            }
        }
    } elseif ($count -lt $node.Arguments.Count) {
        & $offer $node.Arguments[$count] '' $current
    }
}
`

/** Completion for PowerShell 5.1 and later: to be dot-sourced, or run from the profile. It starts no program. */
export const powershellScript = (tree: CommandTree): string => {
  const offers = numberedOffers(tree)
  return [
    `# PowerShell completion for ${tree.program}`,
    `Register-ArgumentCompleter -Native -CommandName ${powershellQuoted(tree.program)} -ScriptBlock {`,
    '    param($wordToComplete, $commandAst, $cursorPosition)',
    '',
    ...indented(4, [
      '$offers = @(',
      ...indented(4, offers.offers.map(offer)),
      ')',
      '$general = @(',
      ...indented(4, tree.options.map((each) => option(each, offers))),
      ')',
      '$places = @{',
      ...indented(4, placesOf(tree).flatMap((one) => place(one, offers))),
      '}',
    ]),
    machinery.trimEnd(),
    '',
  ].join('\n')
}
