type Attributes = Readonly<Record<string, string | boolean>>

/** Makes an element: attributes by name (`true` = present, `false` = left out) and what stands in it. */
export const element = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? '' : value)
  }
  made.append(...content)
  return made
}

/** A Font Awesome icon: decoration, so a screen reader passes over it. */
export const icon = (name: string): HTMLElement => element('i', { class: `fa fa-${name}`, 'aria-hidden': 'true' })
