import { describe, expect, it } from 'vitest'
import { codeIn, knownCommands, unknownIn } from '../infrastructure/wording/known-commands.js'
import { page, section, tableRows } from './page.js'

const text = page('docs/cmdlets.md')
const common = ['Report', 'Force', 'WhatIf', 'Confirm']
const dated = ['EffectiveDate', 'EffectiveTime', 'Roll']

/** The parameters of each cmdlet, as the vendor documents them. */
const parameters: Readonly<Record<string, ReadonlyArray<string>>> = {
  'Get-CsCertificate': ['Type', 'Identity', 'Report'],
  'Set-CsCertificate': [
    'Thumbprint', 'Reference', 'Path', 'Password', 'Type', 'Identity', 'NetportId', ...dated, ...common,
  ],
  'Import-CsCertificate': [
    'Path', 'Password', 'Identity', 'Type', 'PrivateKeyExportable', 'NetportId', ...dated, ...common,
  ],
  'Remove-CsCertificate': ['Type', 'Identity', 'Previous', ...common],
  'Request-CsCertificate': [
    'New', 'List', 'Retrieve', 'Clear', 'RequestId', 'Type', 'CA', 'CaAccount', 'CaPassword', 'ComputerFqdn',
    'FriendlyName', 'Template', 'KeySize', 'KeyAlg', 'PrivateKeyExportable', 'ClientEKU', 'DomainName', 'AllSipDomain',
    'Organization', 'OU', 'City', 'State', 'Country', 'Output', 'GlobalCatalog', 'GlobalSettingsDomainController',
  ],
}

const replication = [
  ['Get-CsManagementStoreReplicationStatus', 'ReplicaFqdn'],
  ['Get-CsManagementStoreReplicationStatus', 'CentralManagementStoreStatus'],
  ['Invoke-CsManagementStoreReplication', 'ReplicaFqdn'],
  ['Invoke-CsManagementStoreReplication', 'Force'],
]

const named = (cell: string | undefined): ReadonlyArray<string> =>
  codeIn(cell ?? '').flatMap((code) => (/^-\w/.test(code) ? [code.slice(1)] : []))

describe('docs/cmdlets.md', () => {
  it.each(Object.entries(parameters))('maps every parameter of %s once, and no other', (cmdlet, expected) => {
    const rows = tableRows(section(text, `## ${cmdlet}`))
    expect(rows.flatMap(([cell]) => named(cell)).toSorted()).toEqual(expected.toSorted())
  })

  it('says of every parameter what takes its place', () => {
    for (const cmdlet of Object.keys(parameters)) {
      const mapped = tableRows(section(text, `## ${cmdlet}`)).filter(([cell]) => named(cell).length > 0)
      for (const [parameter, place] of mapped) expect(place, `${cmdlet} ${parameter ?? ''}`).toMatch(/\S/)
    }
  })

  it('says of every parameter of the replication cmdlets what takes its place', () => {
    const rows = tableRows(section(text, '## Replication'))
    expect(rows.map(([cmdlet, name]) => [cmdlet, name])).toEqual(
      replication.map(([cmdlet, name]) => [`\`${cmdlet ?? ''}\``, `\`-${name ?? ''}\``]),
    )
    for (const [, name, place] of rows) expect(place, name).toMatch(/^(?:`--|none: )/)
  })

  it('names only commands and options that exist', () => {
    expect(unknownIn(text)).toEqual([])
  })

  it('names every command', () => {
    for (const command of knownCommands) expect(text).toContain(`\`certledger ${command}`)
  })
})
