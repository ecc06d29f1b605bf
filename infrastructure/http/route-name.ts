export { paths, routeName } from '../shared/route-name.js'
