export { ObservedEntry } from '../values/observed-entry.js'
