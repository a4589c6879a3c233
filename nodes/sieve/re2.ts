type Re2 = typeof import('re2js')

/** Node's, and in a browser the bundler's. */
declare const require: (name: 're2js') => Re2

let loaded: Re2 | undefined

/** re2js, which is loaded for the first regular expression: most flows have none, and it is half as long as all the nodes. */
export const re2 = (): Re2 => (loaded ??= require('re2js'))
