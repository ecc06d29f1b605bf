import type { AnyRow, Cell } from '../../projections/table.js'
import { compareCells } from './compare-cells.js'
import { isAboveFloor, type Part, type PartShape } from './part.js'
import { rowKey, type RowKey } from './row-key.js'

type Cover = {
  readonly floor: Cell
  /** False where the part has more rows than are worth holding. */
  readonly held: boolean
  /** The lowest floor of a question since the part was narrowed last; undefined where there was none. */
  asked: Cell | undefined
}
type Covers = Map<RowKey, Cover>

/** Which parts of a table are wholly in memory, and which of them questions still need. */
export type Coverage = {
  readonly covers: (part: Part) => boolean
  readonly cover: (part: Part) => void
  /** Notes that a part is too large to hold. */
  readonly refuse: (part: Part) => void
  readonly isRefused: (part: Part) => boolean
  /** True where the row is of a covered part, and so has to stay in memory. */
  readonly needs: (row: AnyRow) => boolean
  /** Raises the floor of the part to the lowest that was asked since this was done last. */
  readonly narrow: (part: Part) => void
  /** Narrows every part; those that nobody asked for since are forgotten. */
  readonly narrowAll: () => void
  /** How many parts are known. */
  readonly size: () => number
  readonly clear: () => void
}

const narrowed = (cover: Cover): Cover => ({ floor: cover.asked ?? null, held: cover.held, asked: undefined })

const narrowEach = (covers: Covers): void => {
  for (const [key, cover] of covers) {
    if (cover.asked === undefined) covers.delete(key)
    else covers.set(key, narrowed(cover))
  }
}

const isNeeded = (shape: PartShape, covers: Covers, row: AnyRow): boolean => {
  const cover = covers.get(rowKey(shape.columns, row))
  return cover?.held === true && isAboveFloor(shape, cover.floor, row)
}

const asks = (cover: Cover, floor: Cell): void => {
  if (cover.asked === undefined || compareCells(floor, cover.asked) < 0) cover.asked = floor
}

/** At first nothing is covered. */
export const coverage = (): Coverage => {
  const shapes = new Map<string, PartShape & { readonly covers: Covers }>()
  const coversOf = ({ columns, open }: PartShape): Covers => {
    const name = `${columns.join()}|${open ?? ''}`
    const shape = shapes.get(name) ?? { columns, open, covers: new Map<RowKey, Cover>() }
    shapes.set(name, shape)
    return shape.covers
  }
  const coverOf = (part: Part): Cover | undefined => coversOf(part).get(part.key)
  const note = (part: Part, held: boolean): void => {
    coversOf(part).set(part.key, { floor: part.floor, held, asked: part.floor })
  }
  return {
    covers: (part) => {
      const cover = coverOf(part)
      if (cover?.held !== true || compareCells(cover.floor, part.floor) > 0) return false
      asks(cover, part.floor)
      return true
    },
    cover: (part) => note(part, true),
    refuse: (part) => note(part, false),
    isRefused: (part) => {
      const cover = coverOf(part)
      return cover?.held === false && compareCells(part.floor, cover.floor) <= 0
    },
    needs: (row) => {
      for (const shape of shapes.values()) {
        if (isNeeded(shape, shape.covers, row)) return true
      }
      return false
    },
    narrow: (part) => {
      const cover = coverOf(part)
      if (cover?.asked !== undefined) coversOf(part).set(part.key, narrowed(cover))
    },
    narrowAll: () => shapes.forEach(({ covers }) => narrowEach(covers)),
    size: () => [...shapes.values()].reduce((sum, { covers }) => sum + covers.size, 0),
    clear: () => shapes.clear(),
  }
}
