import type { Spot } from '../../mattermost/spot'
import type { Place } from '../../mattermost/warning'
import { find } from '../dialog/find'
import type { Tabs } from '../dialog/tabs'

/** The input of a field's row; `undefined` where the fields are those of the ready-made message. */
const fieldInput = (index: number, of: string): HTMLElement | undefined =>
  find('alert-courier-fields').querySelectorAll('ol.rows > li')[index]?.querySelector<HTMLElement>(`[data-name=${of}]`) ?? undefined

const routeInput = (level: string, of: string): HTMLElement | undefined =>
  Array.from(find('alert-courier-route-rows').querySelectorAll('ol.rows > li'))
    .find((row) => row.querySelector<HTMLSelectElement>('[data-name=level]')?.value === level)
    ?.querySelector<HTMLElement>(`[data-name=${of}]`) ?? undefined

/** What is changed outside of the sample. */
type InDialog = Spot | Extract<Place, { readonly kind: 'choice' }>

/** Where something of the message can be changed: the tab that it is on, and the input. */
const inputOf = (at: InDialog): readonly [tab: 'message' | 'routes', input: HTMLElement] => {
  switch (at.kind) {
    case 'part':
      return ['message', find(`node-input-${at.part}`)]
    case 'field':
      return ['message', fieldInput(at.index, at.of) ?? find('node-input-template')]
    case 'route':
      return ['routes', routeInput(at.level, at.of) ?? find('alert-courier-route-rows')]
    case 'choice':
      return at.of === 'routes' ? ['routes', find('alert-courier-route-rows')] : ['message', find(`node-input-${at.of}`)]
  }
}

/** Shows where something can be changed, and puts the cursor there. */
export const goTo = (at: Place, tabs: Tabs, sample: () => HTMLElement): void => {
  if (at.kind === 'alert' || at.kind === 'brought') {
    sample().focus()
    return
  }
  const [tab, input] = inputOf(at)
  tabs.open(tab)
  input.focus()
  input.scrollIntoView({ block: 'center' })
}
