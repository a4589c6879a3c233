import ts from 'typescript'
import { packageName, sets } from './catalogues'

/**
 * Follows the functions of type `Say` through a program: which catalogues each of them may speak of.
 *
 * A `Say` begins at `this._` of a node, whose catalogue is that of each node set that the file is part of; at a call that
 * names its catalogue, such as `sayIn(RED, 'sieve')`; or where a key gets a catalogue's id put before it. From there it goes
 * into parameters, fields and wrappers. What a declaration may be handed is all that any call hands it.
 */
export class Says {
  readonly #checker: ts.TypeChecker
  /** By a declaration: what is handed to it, other declarations or the names of catalogues. */
  readonly #handed = new Map<ts.Node, Set<ts.Node | string>>()
  /** By a function: the calls of it. */
  readonly #calls = new Map<ts.Node, (ts.CallExpression | ts.NewExpression)[]>()
  /** By the name of a file of the editor: the node sets that it is part of. */
  readonly #partOf = new Map<string, Set<string>>()

  constructor(program: ts.Program, files: readonly ts.SourceFile[]) {
    this.#checker = program.getTypeChecker()
    for (const set of sets) {
      const entry = files.find(({ fileName }) => fileName.endsWith(`/nodes/editor/${set}/index.ts`))
      if (entry !== undefined) this.#takePart(entry, set)
    }
    for (const file of files) this.#follow(file)
  }

  /** Whether an expression is a function that puts keys into words. */
  isSay(expression: ts.Expression): boolean {
    return this.#isSayType(this.#checker.getTypeAtLocation(expression))
  }

  /** The names of the catalogues that an expression may speak of; none where nothing is ever handed in. */
  of(expression: ts.Expression): ReadonlySet<string> {
    const found = new Set<string>()
    const seen = new Set<ts.Node>()
    const walk = (from: ReadonlySet<ts.Node | string>): void => {
      for (const one of from) {
        if (typeof one === 'string') found.add(one)
        else if (!seen.has(one)) {
          seen.add(one)
          walk(this.#handed.get(one) ?? new Set())
        }
      }
    }
    walk(new Set(this.#sources(expression)))
    return found
  }

  /** The function around a node that is a `Say` itself and whose key this is: what passes a key on uses none. */
  isPassedOn(key: ts.Expression): boolean {
    return this.#wrapperOf(key) !== undefined
  }

  /** What calls hand in where an expression is nothing but a parameter; `undefined` where it is something else. */
  handedIn(expression: ts.Expression): readonly ts.Expression[] | undefined {
    return this.#parameterOf(expression) && this.#callsWith(expression).map(([, argument]) => argument)
  }

  /** As {@link handedIn}, for two parameters of one function: what each call hands in for both. */
  handedInTogether(one: ts.Expression, other: ts.Expression): readonly (readonly [ts.Expression, ts.Expression])[] | undefined {
    const [first, second] = [this.#parameterOf(one), this.#parameterOf(other)]
    if (first === undefined || second === undefined || first.parent !== second.parent) return undefined
    const others = new Map(this.#callsWith(other))
    return this.#callsWith(one).flatMap(([call, argument]) => {
      const beside = others.get(call)
      return beside === undefined ? [] : [[argument, beside] as const]
    })
  }

  #parameterOf(expression: ts.Expression): ts.ParameterDeclaration | undefined {
    const declaration = ts.isIdentifier(expression) ? this.#declarationOf(expression) : undefined
    return declaration !== undefined && ts.isParameter(declaration) ? declaration : undefined
  }

  #callsWith(expression: ts.Expression): readonly (readonly [ts.Node, ts.Expression])[] {
    const parameter = this.#parameterOf(expression)
    if (parameter === undefined) return []
    const index = parameter.parent.parameters.indexOf(parameter)
    return (this.#calls.get(parameter.parent) ?? []).flatMap((call) => {
      const argument = call.arguments?.[index]
      return argument === undefined ? [] : [[call, argument] as const]
    })
  }

  /** Notes that a file, and all that it imports, is part of a node set's editor side. */
  #takePart(file: ts.SourceFile, set: string): void {
    const parts = this.#partOf.get(file.fileName) ?? new Set()
    if (parts.has(set)) return
    this.#partOf.set(file.fileName, parts.add(set))
    for (const statement of file.statements) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue
      const imported = statement.moduleSpecifier && this.#checker.getSymbolAtLocation(statement.moduleSpecifier)?.declarations?.[0]
      if (imported !== undefined && ts.isSourceFile(imported) && imported.fileName.includes('/nodes/editor/')) this.#takePart(imported, set)
    }
  }

  #wrapperOf(key: ts.Expression): ts.FunctionLikeDeclaration | undefined {
    if (!ts.isIdentifier(key)) return undefined
    const parameter = this.#declarationOf(key)
    if (parameter === undefined || !ts.isParameter(parameter)) return undefined
    const wrapper = parameter.parent
    if (!ts.isArrowFunction(wrapper) && !ts.isFunctionExpression(wrapper)) return undefined
    const expected = this.#checker.getContextualType(wrapper)
    return wrapper.parameters[0] === parameter && expected !== undefined && this.#isSayType(expected) ? wrapper : undefined
  }

  #isSayType(type: ts.Type): boolean {
    if (type.isUnion()) return type.types.some((one) => this.#isSayType(one))
    return type.aliasSymbol?.name === 'Say'
  }

  #hand(to: ts.Node | undefined, what: readonly (ts.Node | string)[]): void {
    if (to === undefined || what.length === 0) return
    const all = this.#handed.get(to) ?? new Set()
    for (const one of what) all.add(one)
    this.#handed.set(to, all)
  }

  #declarationOf(expression: ts.Node): ts.Node | undefined {
    let symbol = this.#checker.getSymbolAtLocation(expression)
    if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias) symbol = this.#checker.getAliasedSymbol(symbol)
    return symbol?.declarations?.[0]
  }

  /** Where an expression of type `Say` comes from. */
  #sources(expression: ts.Expression): readonly (ts.Node | string)[] {
    if (ts.isParenthesizedExpression(expression) || ts.isNonNullExpression(expression) || ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression)) {
      return this.#sources(expression.expression)
    }
    if (ts.isConditionalExpression(expression)) return [...this.#sources(expression.whenTrue), ...this.#sources(expression.whenFalse)]
    if (ts.isBinaryExpression(expression)) return [...this.#sources(expression.left), ...this.#sources(expression.right)]
    if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression)) return [expression]
    if (ts.isCallExpression(expression)) {
      const named = expression.arguments.flatMap((each) => (ts.isStringLiteral(each) && sets.includes(each.text) ? [each.text] : []))
      if (named.length > 0) return named
      const made = this.#checker.getResolvedSignature(expression)?.declaration
      return made === undefined ? [] : [made]
    }
    if (ts.isPropertyAccessExpression(expression) && expression.name.text === '_') {
      const { fileName } = expression.getSourceFile()
      const own = sets.find((set) => fileName.includes(`/editor/${set}/`))
      return own === undefined ? [...(this.#partOf.get(fileName) ?? [])] : [own]
    }
    const declaration = this.#declarationOf(expression)
    return declaration === undefined ? [] : [declaration]
  }

  /** What a function answers that makes a `Say`. */
  #followAnswer(maker: ts.FunctionLikeDeclaration): void {
    const answers: ts.Expression[] = []
    if (maker.body !== undefined && !ts.isBlock(maker.body)) answers.push(maker.body)
    const walk = (node: ts.Node): void => {
      if (ts.isFunctionLike(node)) return
      if (ts.isReturnStatement(node) && node.expression !== undefined) answers.push(node.expression)
      ts.forEachChild(node, walk)
    }
    if (maker.body !== undefined) ts.forEachChild(maker.body, walk)
    for (const answer of answers) if (this.isSay(answer) || this.#isWrapper(answer)) this.#hand(maker, this.#sources(answer))
  }

  #isWrapper(node: ts.Node): boolean {
    if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false
    const expected = this.#checker.getContextualType(node)
    return expected !== undefined && this.#isSayType(expected)
  }

  /** Follows a value of any kind to the declaration that it becomes. */
  #followValue(value: ts.Expression, to: ts.Node | undefined): void {
    if (this.isSay(value) || this.#isWrapper(value)) this.#hand(to, this.#sources(value))
    this.#followFunction(value)
  }

  /** A function that is handed over is called by what takes it: its parameters are those of the function that is expected. */
  #followFunction(value: ts.Expression): void {
    const expected = this.#checker.getContextualType(value)
    if (expected === undefined) return
    const own = ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? [this.#checker.getSignatureFromDeclaration(value)] : this.#checker.getTypeAtLocation(value).getCallSignatures()
    for (const signature of this.#checker.getNonNullableType(expected).getCallSignatures()) {
      for (const mine of own) {
        for (const [index, parameter] of (mine?.declaration?.parameters ?? []).entries()) {
          const theirs = signature.declaration?.parameters[index]
          if (theirs !== undefined && theirs !== parameter && ts.isParameter(parameter) && this.#isSayType(this.#checker.getTypeAtLocation(parameter))) this.#hand(parameter, [theirs])
        }
      }
    }
  }

  #followCall(call: ts.CallExpression | ts.NewExpression): void {
    const resolved = this.#checker.getResolvedSignature(call)?.declaration
    const called = this.#checker.getTypeAtLocation(call.expression)
    // Of one of several functions, any can be the one that is called.
    const declarations = called.isUnion() ? called.types.flatMap((type) => type.getCallSignatures().map(({ declaration }) => declaration)) : [resolved]
    for (const declaration of declarations) {
      for (const [index, value] of (call.arguments ?? []).entries()) {
        this.#followValue(value, declaration?.parameters[index])
      }
      if (declaration !== undefined) this.#calls.set(declaration, [...(this.#calls.get(declaration) ?? []), call])
    }
  }

  #follow(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.#followCall(node)
    else if (ts.isVariableDeclaration(node) && node.initializer !== undefined) this.#followValue(node.initializer, node)
    else if (ts.isPropertyDeclaration(node) && node.initializer !== undefined) this.#followValue(node.initializer, node)
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) this.#followValue(node.right, this.#declarationOf(node.left))
    else if (ts.isPropertyAssignment(node)) this.#followValue(node.initializer, this.#propertyOf(node))
    else if (ts.isShorthandPropertyAssignment(node)) {
      const symbol = this.#checker.getShorthandAssignmentValueSymbol(node)
      const type = this.#checker.getTypeAtLocation(node.name)
      if (this.#isSayType(type)) this.#hand(this.#propertyOf(node), symbol?.declarations?.slice(0, 1) ?? [])
    } else if (ts.isBindingElement(node) && this.#isSayType(this.#checker.getTypeAtLocation(node))) {
      const name = (node.propertyName ?? node.name).getText()
      const property = this.#checker.getTypeAtLocation(node.parent).getProperty(name)?.declarations?.[0]
      this.#hand(node, property === undefined ? [] : [property])
    }
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) this.#followFunction(node)
    if (ts.isFunctionLike(node) && 'body' in node) this.#followAnswer(node)
    if (ts.isCallExpression(node) && node.arguments[0] !== undefined && this.isSay(node.expression)) this.#followKey(node.expression, node.arguments[0])
    ts.forEachChild(node, (child) => this.#follow(child))
  }

  /** A wrapper speaks of what it passes its key on to, or of the catalogue whose id it puts before the key. */
  #followKey(say: ts.Expression, key: ts.Expression): void {
    const wrapper = this.#wrapperOf(key)
    if (wrapper !== undefined) this.#hand(wrapper, this.#sources(say))
    const last = ts.isTemplateExpression(key) ? key.templateSpans.at(-1) : undefined
    if (!ts.isTemplateExpression(key) || last === undefined) return
    const prefixed = this.#wrapperOf(last.expression)
    const named = sets.filter((set) => key.getText().startsWith(`\`${packageName}/${set}:`))
    if (prefixed !== undefined) this.#hand(prefixed, named)
  }

  /** The property of the type that an object literal is expected to have, else its own. */
  #propertyOf(node: ts.PropertyAssignment | ts.ShorthandPropertyAssignment): ts.Node {
    const expected = this.#checker.getContextualType(node.parent)
    const property = expected && this.#checker.getNonNullableType(expected).getProperty(node.name.getText())
    return property?.declarations?.[0] ?? node
  }
}
