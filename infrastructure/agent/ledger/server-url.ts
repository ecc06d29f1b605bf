export { serverUrl } from '../../shared/server-url.js'
