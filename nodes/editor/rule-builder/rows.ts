import { numberOperators, textOperators, type Operator, type Rule } from '../../sieve/rule'
import { handle, rowButton } from '../row/controls'
import { element, icon } from '../row/element'
import type { DraftGroup, DraftNode, DraftReference, Target } from './draft'
import { choiceOf, valueOf } from './reading'

/** The operators by the kind of value that they are for. */
const operators: readonly (readonly ['text' | 'number' | 'presence', readonly Operator[]])[] = [
  ['text', textOperators],
  ['number', numberOperators],
  ['presence', ['is null']]
]

/** How a group joins its nodes. */
const joints = ['AND', 'OR', 'not OR', 'not AND'] as const

const choice = (name: string, label: string, options: readonly (readonly [string, string])[]): HTMLSelectElement => {
  const select = element('select', { class: name, 'data-name': name, 'aria-label': label })
  for (const [value, text] of options) select.append(element('option', { value }, text))
  return select
}

const operatorChoice = (say: Say): HTMLSelectElement => {
  const select = choice('operator', say('label.operator'), [])
  for (const [kind, words] of operators) {
    const group = element('optgroup', { label: say(`operators.${kind}`) })
    for (const word of words.flatMap((one) => [one, `not ${one}`])) group.append(element('option', { value: word }, say(`operator.${word}`)))
    select.append(group)
  }
  return select
}

/** The menu of what can be done to a row, and the one of these that is most often wanted. */
const controls = (say: Say): HTMLElement => {
  const menu = rowButton('menu', say('row.menu'), 'ellipsis-v')
  menu.setAttribute('aria-haspopup', 'menu')
  menu.setAttribute('aria-expanded', 'false')
  return element('span', { class: 'row-controls' }, menu, rowButton('remove', say('row.remove'), 'times'))
}

/** The grip of a row shows the row's number, as problems name it. */
const grip = (say: Say): HTMLElement => {
  const made = handle(say)
  made.title = say('row.grip')
  return made
}

const toggle = (name: 'regex' | 'caseSensitive', text: string, label: string): HTMLButtonElement =>
  element(
    'button',
    {
      type: 'button',
      class: 'toggle',
      'data-name': name,
      'data-action': 'toggle',
      'aria-pressed': 'false',
      'aria-label': label,
      title: label
    },
    text
  )

const textField = (name: 'field' | 'value', say: Say): HTMLInputElement =>
  element('input', {
    type: 'text',
    class: name,
    'data-name': name,
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': say(`label.${name}`),
    placeholder: say(`placeholder.${name}`)
  })

const press = (row: Element, name: string, on: boolean): void => {
  row.querySelector(`:scope > .line > [data-name=${name}]`)?.setAttribute('aria-pressed', String(on))
}

const setValue = (row: Element, name: string, value: string): void => {
  const field = row.querySelector<HTMLInputElement | HTMLSelectElement>(`:scope > .line > [data-name=${name}]`)
  if (field !== null) field.value = value
}

/**
 * Draws rows by copying patterns that are built once: a sieve of hundreds of rules opens at once.
 */
export class Rows {
  readonly #rule: HTMLLIElement
  readonly #reference: HTMLLIElement
  readonly #group: HTMLLIElement
  readonly #say: Say

  constructor(say: Say, targets: readonly Target[]) {
    this.#say = say
    this.#rule = element(
      'li',
      { class: 'rule', 'data-kind': 'rule' },
      element(
        'div',
        { class: 'line' },
        grip(say),
        textField('field', say),
        operatorChoice(say),
        textField('value', say),
        toggle('regex', '.*', say('label.regex')),
        toggle('caseSensitive', 'Aa', say('label.case-sensitive')),
        controls(say)
      ),
      element('p', { class: 'problem', role: 'status' })
    )

    const matches = choice('negate', say('label.matches'), [
      ['', say('reference.matches')],
      ['not ', say('reference.not matches')]
    ])
    const sieve = choice('sieve', say('label.sieve'), [
      ['', say('label.choose-sieve')],
      ...targets.map(({ id, label }): [string, string] => [id, label])
    ])
    this.#reference = element(
      'li',
      { class: 'ref', 'data-kind': 'ref' },
      element('div', { class: 'line' }, grip(say), matches, sieve, controls(say))
    )

    const joint = choice(
      'joint',
      say('label.joint'),
      joints.map((word) => [word, say(`joint.${word}`)])
    )
    const adder = (kind: string): HTMLButtonElement =>
      element(
        'button',
        { type: 'button', class: 'red-ui-button red-ui-button-small', 'data-action': `add-${kind}` },
        icon('plus'),
        ` ${say(`label.add-${kind}`)}`
      )
    this.#group = element(
      'li',
      { class: 'group', 'data-kind': 'sieve' },
      element('div', { class: 'line' }, grip(say), joint, controls(say)),
      element('ol', { class: 'rows', 'aria-label': say('label.rules') }),
      element('p', { class: 'nothing' }),
      element('div', { class: 'adders' }, adder('rule'), adder('group'), ...(targets.length > 0 ? [adder('ref')] : []))
    )
  }

  draw(node: DraftNode): HTMLLIElement {
    switch (node.type) {
      case 'rule':
        return this.#drawRule(node)
      case 'ref':
        return this.#drawReference(node)
      case 'sieve':
        return this.#drawGroup(node)
    }
  }

  #drawRule(rule: Rule): HTMLLIElement {
    const row = this.#rule.cloneNode(true) as HTMLLIElement
    setValue(row, 'field', rule.field)
    setValue(row, 'operator', choiceOf(rule.operator, rule.negate))
    setValue(row, 'value', rule.value)
    press(row, 'regex', rule.regex)
    press(row, 'caseSensitive', rule.caseSensitive)
    return row
  }

  #drawReference({ id, negate }: DraftReference): HTMLLIElement {
    const row = this.#reference.cloneNode(true) as HTMLLIElement
    setValue(row, 'sieve', id)
    // A sieve that is gone, or would close a cycle, stays chosen until the user says otherwise.
    if (id !== '' && valueOf(row, 'sieve') !== id) {
      row.querySelector('.sieve')?.append(element('option', { value: id, class: 'gone', selected: true }, this.#say('label.gone', { id })))
    }
    setValue(row, 'negate', negate ? 'not ' : '')
    return row
  }

  /** The whole sieve: a group that cannot be moved or deleted. */
  drawTop(group: DraftGroup): HTMLElement {
    const item = this.#drawGroup(group)
    for (const part of item.querySelectorAll(':scope > .line > .handle, :scope > .line > .row-controls')) part.remove()
    return element('div', { class: 'group top', 'data-kind': 'sieve' }, ...item.childNodes)
  }

  #drawGroup(group: DraftGroup): HTMLLIElement {
    const row = this.#group.cloneNode(true) as HTMLLIElement
    setValue(row, 'joint', choiceOf(group.logic, group.negate))
    row.querySelector('ol')?.append(...group.nodes.map((node) => this.draw(node)))
    return row
  }
}
