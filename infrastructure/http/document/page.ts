import { createHash } from 'node:crypto'
import type { Field, Fields } from '../../../domain/input/field.js'
import { rolesWith } from '../../../domain/values/rights.js'
import { paths } from '../../shared/route-name.js'
import { fieldExample, fileExample } from './field-schema.js'
import { operations, type Operation } from './operations.js'

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .875rem; }
pre { overflow-x: auto; padding: .5rem; border: 1px solid; white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid; padding: .25rem .5rem; text-align: left; vertical-align: top; }
summary { cursor: pointer; padding: .25rem; }
summary:focus-visible, a:focus-visible { outline: 3px solid; outline-offset: 2px; }
`

/** The style of the page as a content security policy names it: nothing else is let in. */
export const stylePolicy = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const words = ({ schema }: Field<unknown>): string => {
  const { type, enum: allowed, format } = schema
  if (allowed !== undefined && allowed.length <= 8) return allowed.join(', ')
  return format === 'byte' ? 'file in base64' : (format ?? type)
}

const row = ([name, field]: readonly [string, Field<unknown>]): string => {
  const cells = [field.required ? 'needed' : '', words(field), field.description]
  const written = cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')
  return `<tr><th scope="row"><code>${escaped(name)}</code></th>${written}</tr>`
}

const table = (caption: string, fields: Fields): string => {
  const rows = Object.entries(fields)
  if (rows.length === 0) return ''
  const head = ['Name', 'Needed', 'Value', 'Meaning'].map((cell) => `<th scope="col">${cell}</th>`).join('')
  return `<table><caption>${escaped(caption)}</caption><tr>${head}</tr>${rows.map(row).join('')}</table>`
}

const needed = (fields: Fields): ReadonlyArray<readonly [string, Field<unknown>]> =>
  Object.entries(fields).filter(([, field]) => field.required)

const AUTHORIZATION = '-H "Authorization: Bearer $CERTLEDGER_TOKEN"'

/** Ends the quotes, has the shell read a file, and begins them again. */
const FROM_FILE = `'"$(base64 < oauth.pfx | tr -d '\\n')"'`

/** What can be typed as it stands, once server and token are set. */
export const curlExample = ({ kind, path, fields }: Operation): string => {
  const values = needed(fields).map(([name, field]) => [name, fieldExample(field)] as const)
  if (kind === 'command') {
    const body = quoted(JSON.stringify(Object.fromEntries(values))).replace(fileExample, FROM_FILE)
    return `curl ${AUTHORIZATION} -H 'Content-Type: application/json' -d ${body} "$CERTLEDGER_SERVER${path}"`
  }
  const written = values.map(([name, value]) => quoted(`${name}=${[value].flat().join(',')}`))
  const query = written.map((parameter) => ` --data-urlencode ${parameter}`).join('')
  return `curl -G ${AUTHORIZATION}${query} "$CERTLEDGER_SERVER${path}"`
}

const section = (operation: Operation): string => {
  const { kind, name, path, summary, right, fields } = operation
  const method = kind === 'command' ? 'POST' : 'GET'
  return [
    `<details id="${escaped(name)}"><summary><code>${method} ${escaped(path)}</code> ${escaped(summary)}</summary>`,
    `<p>Needs the right to ${escaped(right)}: ${escaped(rolesWith(right).join(', '))}.</p>`,
    table(kind === 'command' ? 'Members of the body' : 'Parameters of the query', fields),
    `<pre>${escaped(curlExample(operation))}</pre></details>`,
  ].join('\n')
}

const ofKind = (kind: Operation['kind']): ReadonlyArray<Operation> => operations.filter((one) => one.kind === kind)

const listing = (title: string, intro: string, kind: Operation['kind']): string => {
  const shared: Fields = Object.fromEntries(ofKind(kind).flatMap(({ sharedFields }) => Object.entries(sharedFields)))
  const common = table(`Parameters of every ${kind}`, shared)
  return `<section><h2>${title}</h2><p>${intro}</p>${common}${ofKind(kind).map(section).join('\n')}</section>`
}

const PREPARE = 'export CERTLEDGER_SERVER=https://ledger.contoso.com:8443 CERTLEDGER_TOKEN=clt_…'

/** All routes with their parameters and an example each: plain HTML, which needs nothing else and no script. */
export const page = (version: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>certledger ${escaped(version)}</title>
<style>${style}</style>
</head>
<body>
<h1>certledger ${escaped(version)}</h1>
<p>Which certificate is in force where, and at any moment. Whoever asks needs a token, which
<code>certledger access grant</code> shows once. <a href="${paths.openApi}">OpenAPI 3.1 description</a>.</p>
<pre>${escaped(PREPARE)}</pre>
<nav><a href="#commands">Commands</a> · <a href="#questions">Questions</a> · <a href="#events">Events</a></nav>
<main>
<div id="commands">${listing('Commands', 'A JSON object in, a JSON object out. <code>Idempotency-Key</code> makes a ' +
  'repeat harmless; <code>If-Match</code> with the <code>ETag</code> of an answer lets it be done only if nothing ' +
  'changed meanwhile.', 'command')}</div>
<div id="questions">${listing('Questions', 'Nothing is changed. Lists come whole, or in parts: with ' +
  '<code>limit</code>, <code>next</code> of the answer is <code>after</code> of the next part.', 'question')}</div>
<section id="events"><h2>Events</h2>
<p>What is recorded, live, as server-sent events; a reader goes on with <code>Last-Event-ID</code>.</p>
<pre>${escaped(`curl -N ${AUTHORIZATION} "$CERTLEDGER_SERVER${paths.events}"`)}</pre></section>
</main>
</body>
</html>
`
