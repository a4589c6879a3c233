import { build } from 'esbuild'

/** Puts a program of the benchmark's own into one file, which Node runs as it is: what compiles while it runs would be measured, too. */
export const bundle = async (entry: string, outfile: string, footer = ''): Promise<void> => {
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', footer: { js: footer }, logLevel: 'warning' })
}
