import { E } from '../../prelude.js'
import type { AssignmentCommand } from '../commands.js'
import type { AssignmentEvent } from '../events.js'
import { extend } from '../extend.js'
import type { Timeline } from '../timeline.js'
import { nothing, refuse, settled } from './settled.js'

type Data = Extract<AssignmentCommand, { readonly type: 'CorrectAssignment' }>['data']

/** Who was current from when on, and nothing else. */
const reigns = (timeline: Timeline): string =>
  timeline
    .map(({ from, current }) => ({ from, holder: current?.certificate ?? null }))
    .filter(({ holder }, index, all) => holder !== (all[index - 1]?.holder ?? null))
    .map(({ from, holder }) => `${from} ${holder ?? 'nobody'}`)
    .join('\n')

/**
 * The past can be corrected up to now, never the future: that is what a roll is for. Source: AUDIT 8 (effective
 * dating).
 */
export const correct = settled<Data>(({ slot, certificate, validFrom, validTo, at }, _content, { timeline }) => {
  if (validFrom > at || (validTo !== null && validTo > at)) {
    return refuse({ _tag: 'CorrectionInFuture', slot, validFrom, validTo, at })
  }
  if (validTo !== null && validTo <= validFrom)
    return refuse({ _tag: 'CorrectionIntervalEmpty', slot, validFrom, validTo })
  const event: AssignmentEvent = {
    type: 'AssignmentCorrected',
    data: { slot, certificate, validFrom, validTo, correctedAt: at },
  }
  return reigns(extend(timeline, event)) === reigns(timeline) ? nothing : E.right([event])
})
