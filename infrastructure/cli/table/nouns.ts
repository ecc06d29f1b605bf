/** The first words after `certledger`, in the order of help: what each is about, or does. */
export const nouns: ReadonlyArray<readonly [string, string]> = [
  ['certificate', 'Import, assign, roll, show, export and remove certificates'],
  ['roll', 'List, move, cancel and undo rolls, see what proves them, and put on record those that took effect'],
  ['site', 'Set and show SIP domains, realm and service name'],
  ['front-end', 'Register and list front end servers'],
  ['replication', 'Show what reached the front ends and was proved there, and deliver again'],
  ['access', 'Say who may do what over the network, by tokens that expire, are rotated and revoked'],
  ['serve', 'Serve the ledger over HTTP to people, programs and agents'],
  ['agent', 'Enrol and run the agent of a front end on its own machine'],
  ['log', 'Show what was done, by whom, when, from where and why'],
  ['diff', 'Compare two moments'],
  ['why', 'Show why a slot holds what it holds'],
  ['inventory', 'List every certificate with its place, key and expiry'],
  ['expiring', 'Show what expires soon, and whether a successor is staged'],
  ['doctor', 'Check the health of the ledger'],
  ['completion', 'Write the completion script of a shell'],
  ['version', 'Show the version of the program'],
]
