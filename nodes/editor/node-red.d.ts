/**
 * The part of Node-RED's browser side that these nodes use.
 *
 * @types/node-red describes validators of one parameter that answer yes or no. Since 3.0 a validator that declares two
 * may say in words what is wrong, and ours do. Source: https://nodered.org/docs/creating-nodes/properties#property-validators
 */

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string

/** A node as the editor holds it: its saved properties beside what the editor keeps of it. */
type EditorNode<Properties> = Properties & {
  readonly id: string
  readonly type: string
  /** The flow or subflow it stands on; a config node of every flow has none. */
  readonly z?: string
  /** Whether it differs from what is deployed. */
  readonly changed?: boolean
  /** The node's own catalogue. */
  readonly _: Say
  readonly _def: { readonly defaults: Readonly<Record<string, { readonly value: unknown; readonly type?: string }>> }
  /** What the server said of the credentials: there once a dialog has been open, gone again after a deploy. */
  credentials?: Record<string, unknown>
}

type Verdict = boolean | string | string[]
type Validate<Properties> = (
  this: EditorNode<Properties>,
  value: unknown,
  options: { readonly label?: string }
) => Verdict

interface SavedProperty<Value, Properties> {
  readonly value: Value
  /** The type of the node that the property's id points at; `x[]` for a list of ids. */
  readonly type?: string
  readonly required?: boolean
  readonly label?: string
  readonly validate?: Validate<Properties>
}

interface NodeDefinition<Properties, Credentials> {
  readonly category: string
  readonly categoryDescription?: string
  readonly color?: string
  readonly icon?: string
  readonly align?: 'left' | 'right'
  readonly inputs?: 0 | 1
  readonly outputs?: number
  readonly defaults: { readonly [Key in keyof Properties]-?: SavedProperty<Properties[Key], Properties> }
  readonly credentials?: {
    readonly [Key in keyof Credentials]-?: {
      readonly type: 'text' | 'password'
      readonly validate?: Validate<Properties>
    }
  }
  paletteLabel?(this: { readonly _: Say }): string
  label(this: EditorNode<Properties>): string
  labelStyle?(this: EditorNode<Properties>): string
  inputLabels?(this: EditorNode<Properties>): string
  outputLabels?(this: EditorNode<Properties>, port: number): string
  oneditprepare?(this: EditorNode<Properties>): void
  oneditsave?(this: EditorNode<Properties>): void
  oneditcancel?(this: EditorNode<Properties>): void
  oneditdelete?(this: EditorNode<Properties>): void
}

interface EditorTabs {
  addTab(tab: { readonly id: string; readonly label: string }): void
  activateTab(id: string): void
  resize(): void
}

declare const RED: {
  /** Any catalogue, by `<package>/<node set>:<key>`. */
  readonly _: Say
  readonly i18n: {
    /** The language of the editor's words; `undefined` where it has none that is known. */
    lang(): string | undefined
  }
  readonly nodes: {
    registerType<Properties, Credentials>(type: string, definition: NodeDefinition<Properties, Credentials>): void
    node<Properties>(id: string): EditorNode<Properties> | null | undefined
    filterNodes<Properties>(filter: { readonly type: string }): EditorNode<Properties>[]
    /** Stops where the callback answers `false`. */
    eachConfig<Properties>(callback: (node: EditorNode<Properties>) => boolean): void
    workspace(id: string): { readonly label?: string } | undefined
    subflow(id: string): { readonly name?: string } | undefined
  }
  readonly editor: {
    validateNode(node: unknown): boolean
  }
  readonly events: {
    emit(event: string, ...values: readonly unknown[]): void
    on(event: 'deploy', listener: () => void): void
    on(event: 'nodes:add' | 'nodes:change' | 'nodes:remove', listener: (node: { readonly id: string; readonly type: string }) => void): void
  }
  readonly tabs: {
    create(options: { readonly id: string; onchange(tab: { readonly id: string }): void }): EditorTabs
  }
  readonly user: {
    hasPermission(permission: string): boolean
  }
  readonly utils: {
    normalisePropertyExpression(property: string): readonly unknown[]
    getMessageProperty(message: object, property: string): unknown
    /** Answers `false` where the property cannot be set. */
    setMessageProperty(message: object, property: string, value: unknown, createMissing: boolean): boolean | undefined
    validateTypedProperty(value: unknown, type: string, options: { readonly label?: string }): Verdict
  }
  readonly view: {
    redraw(force?: boolean): void
  }
}

interface JQuery {
  typedInput(options: { readonly default: string; readonly types: readonly string[] }): this
  sortable(options: Readonly<Record<string, unknown>>): this
}

/** A style sheet, as text: the bundler reads it. */
declare module '*.css' {
  const style: string
  export default style
}
