import { replay } from './big-ledgers.js'

const { perSecond, peakMb } = await replay(process.argv[2] ?? '')
process.stdout.write(`${perSecond.toFixed(1)} ${peakMb.toFixed(1)}\n`)
