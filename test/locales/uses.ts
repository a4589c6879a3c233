import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { packageName, sets } from './catalogues'
import { Says } from './says'

const root = join(__dirname, '..', '..')

/** A place where strings of a catalogue are used. */
export interface Use {
  /** File and line. */
  readonly at: string
  readonly set: string
  /** The keys; each part that is not written there is a capturing group, with what its type allows. */
  readonly keys: RegExp
}

/** All that the sources use of the catalogues. */
export interface Uses {
  readonly uses: readonly Use[]
  /** Places where it cannot be told which string, or of which catalogue, is used: there must be none. */
  readonly unclear: readonly string[]
  /** Whether a text stands in the sources as a value that code can pick a string by. */
  readonly isWritten: (word: string) => boolean
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A piece of a key: what is written there, what its type allows, or anything. */
type Piece = { readonly text: string } | { readonly allowed: string } | 'anything'

const patternOf = (pieces: readonly Piece[]): RegExp => {
  const piece = (one: Piece): string => {
    if (one === 'anything') return '(.+)'
    return 'text' in one ? literal(one.text) : `(${literal(one.allowed)})`
  }
  return new RegExp(`^${pieces.map(piece).join('')}$`)
}

/** The keys that an expression can be, as far as its type and form tell. */
const keysOf = (key: ts.Expression, checker: ts.TypeChecker, says: Says): readonly (readonly Piece[])[] => {
  const seen = new Set<ts.Expression>()
  const read = (expression: ts.Expression): readonly (readonly Piece[])[] => {
    if (ts.isParenthesizedExpression(expression)) return read(expression.expression)
    if (ts.isStringLiteralLike(expression)) return [[{ text: expression.text }]]
    if (ts.isConditionalExpression(expression)) return [...read(expression.whenTrue), ...read(expression.whenFalse)]
    if (ts.isBinaryExpression(expression) && [ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken].includes(expression.operatorToken.kind)) {
      return [...read(expression.left), ...read(expression.right)]
    }
    if (ts.isElementAccessExpression(expression) && ts.isArrayLiteralExpression(expression.expression)) return expression.expression.elements.flatMap(read)
    if (ts.isTemplateExpression(expression)) {
      return expression.templateSpans.reduce<readonly (readonly Piece[])[]>(
        (before, { expression: inside, literal: { text } }) => before.flatMap((pieces) => read(inside).map((more) => [...pieces, ...more, { text }])),
        [[{ text: expression.head.text }]]
      )
    }
    const type = checker.getTypeAtLocation(expression)
    const types = type.isUnion() ? type.types : [type]
    if (types.every((one) => one.isStringLiteral() || one.isNumberLiteral())) return types.map((one) => [{ allowed: String(one.value) }])
    // A function that puts its own parameter into words uses what its callers hand in.
    const handedIn = says.handedIn(expression)
    if (handedIn === undefined) return [['anything']]
    const fresh = handedIn.filter((each) => !seen.has(each))
    for (const each of fresh) seen.add(each)
    return fresh.flatMap(read)
  }
  return read(key)
}

const placeOf = (node: ts.Node): string => {
  const file = node.getSourceFile()
  return `${relative(root, file.fileName)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
}

/** A literal type or value, or the name of a property: what a part of a key can be picked by. */
const wordOf = (node: ts.Node): string | undefined => {
  if (ts.isStringLiteralLike(node)) return node.text
  const isProperty = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)
  return isProperty && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) ? node.name.text : undefined
}

/** The texts that a template makes, as a value or as a type; each part that is put in is a capturing group. */
const madeBy = (node: ts.Node): RegExp | undefined => {
  if (!ts.isTemplateExpression(node) && !ts.isTemplateLiteralTypeNode(node)) return undefined
  const texts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)]
  return /\w/.test(texts.join('')) ? new RegExp(`^${texts.map(literal).join('(.+)')}$`) : undefined
}

class Written {
  readonly #words = new Set<string>()
  readonly #made: RegExp[] = []

  add(node: ts.Node): void {
    const word = wordOf(node)
    if (word !== undefined) this.#words.add(word)
    const made = madeBy(node)
    if (made !== undefined) this.#made.push(made)
  }

  has(word: string): boolean {
    return this.#words.has(word) || this.#made.some((made) => made.exec(word)?.slice(1).every((part) => this.#words.has(part)))
  }
}

/** What one of the package's two programs uses: what runs in Node-RED, and what runs in its editor. */
const usesIn = (project: string): Uses => {
  const config = ts.getParsedCommandLineOfConfigFile(join(root, project), {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => { throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n')) } })
  if (config === undefined) throw new Error(`${project} cannot be read`)
  const program = ts.createProgram(config.fileNames, config.options)
  const checker = program.getTypeChecker()
  const files = program.getSourceFiles().filter(({ fileName, isDeclarationFile }) => fileName.startsWith(join(root, 'nodes/')) && !isDeclarationFile && !fileName.endsWith('.json'))
  const says = new Says(program, files)
  const uses: Use[] = []
  const unclear: string[] = []
  const written = new Written()

  const use = (node: ts.Node, of: ReadonlySet<string>, pieces: readonly Piece[]): void => {
    for (const set of of) uses.push({ at: placeOf(node), set, keys: patternOf(pieces) })
  }
  /** Notes that `say` puts `key` into words, as the calls do of a function that is handed both. */
  const readUse = (at: ts.Node, say: ts.Expression, key: ts.Expression, depth = 0): void => {
    const calls = depth < 5 ? says.handedInTogether(say, key) : undefined
    if (calls !== undefined) {
      for (const [oneSay, oneKey] of calls) readUse(oneKey, oneSay, oneKey, depth + 1)
      return
    }
    const of = says.of(say)
    if (of.size === 0) unclear.push(`${placeOf(at)}: nothing tells of which catalogue the key is: ${key.getText()}`)
    for (const pieces of keysOf(key, checker, says)) {
      if (pieces.every((piece) => piece === 'anything')) unclear.push(`${placeOf(at)}: the key can be any text: give it a type of the keys that it can be: ${key.getText()}`)
      else use(at, of, pieces)
    }
  }
  const readCall = (call: ts.CallExpression): void => {
    const [key] = call.arguments
    // By the editor's own `RED._` full ids are said, which are read below, and what is Node-RED's own.
    if (key === undefined || call.expression.getText() === 'RED._' || !says.isSay(call.expression) || says.isPassedOn(key)) return
    readUse(call, call.expression, key)
  }
  const read = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) readCall(node)
    written.add(node)
    const [, set, key] = (ts.isStringLiteralLike(node) && new RegExp(`^${packageName}/([\\w-]+):(.+)$`).exec(node.text)) || []
    if (set !== undefined && key !== undefined) use(node, new Set([set]), [{ text: key }])
    // Node-RED itself asks for the name of a category.
    const own = sets.find((one) => node.getSourceFile().fileName.endsWith(`/editor/${one}/index.ts`))
    if (own !== undefined && ts.isPropertyAssignment(node) && node.name.getText() === 'category' && ts.isStringLiteral(node.initializer) && node.initializer.text !== 'config') {
      use(node, new Set([own]), [{ text: `palette.label.${node.initializer.text}` }])
    }
    ts.forEachChild(node, read)
  }
  files.forEach(read)
  return { uses, unclear, isWritten: (word) => written.has(word) }
}

/** What the forms use, in Node-RED's way: `key`, `[attribute]key`, and several with `;` between. */
const usesInForms = (): readonly Use[] =>
  sets.flatMap((set) => {
    const path = join('nodes', 'editor', set, 'form.html')
    return readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        [...line.matchAll(/data-i18n="([^"]*)"/g)]
          .flatMap(([, keys = '']) => keys.split(';'))
          .map((key) => ({ at: `${path}:${index + 1}`, set, keys: patternOf([{ text: key.replace(/^\[[\w-]+\]/, '') }]) }))
      )
  })

/** Reads all uses; takes some seconds. */
export const readUses = (): Uses => {
  const all = ['tsconfig.json', 'nodes/editor/tsconfig.json'].map(usesIn)
  return {
    uses: [...all.flatMap(({ uses }) => uses), ...usesInForms()],
    unclear: all.flatMap(({ unclear }) => unclear),
    isWritten: (word) => all.some(({ isWritten }) => isWritten(word))
  }
}
