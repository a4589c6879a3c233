import { recordsIn } from '../../saved/record'
import { versionOf } from '../../saved/steps'
import { leaveAbsent, showDefaults } from '../dialog/defaults'
import { find } from '../dialog/find'
import { reachConfigButtons } from '../dialog/config-buttons'
import { nameByLabels } from '../dialog/names'
import { offerSecondOutput } from '../dialog/second-output'
import { showTabs } from '../dialog/tabs'
import { applyLook } from '../look/style'
import { rowList, type RowList } from '../row-list'
import { checkConfig, checkFields, checkReadyMade, checkRoutes, checkTimeZone, fieldProblems, routeProblems, template } from './check'
import { checkVersion } from '../validator/version'
import { fieldOf, fieldRows } from './field-rows'
import { chosenUsername, filledMessage, saidFields } from './filled-action'
import { PostPreviewPanel } from './preview'
import { fitBeside } from './room'
import { type TemplateField, valueButton } from './value-menu'
import { showReadyMade } from './ready-made'
import { routeOf, routeRows } from './route-rows'
import { type FieldTemplate, parts } from '../../mattermost/parts'
import type { Offered } from '../../mattermost/preview'
import type { SavedRoute } from '../../mattermost/saved-route'
import type { ActionProperties } from './properties'

/** A list in a dialog, and what it was when that was opened. */
interface Opened<Row> {
  readonly list: RowList<Row>
  readonly before: string
}

/** The fields and routes in the dialog that is open now: Node-RED opens one dialog of a type at a time. */
let fields: Opened<FieldTemplate> | undefined
let routes: Opened<SavedRoute> | undefined

/** Says below a list what is wrong with it, as long as it is. */
const tellProblems = <Row>(list: HTMLElement, rows: RowList<Row>, place: string, problemsOf: (rows: readonly Row[]) => readonly string[]): void => {
  const tell = (): void => {
    find(place).textContent = problemsOf(rows.read()).join('\n')
  }
  for (const event of ['input', 'change', 'click']) list.addEventListener(event, tell)
  tell()
}

/** Puts a button behind each field of a template that inserts a value. */
const offerValues = (names: () => readonly Offered[], say: Say): void => {
  for (const part of parts) {
    const field = find(`node-input-${part}`) as TemplateField
    field.after(valueButton(field, say('label.insert-value'), names))
  }
}

applyLook()

RED.nodes.registerType<ActionProperties, object>('webhook-action', {
  category: 'mattermost',
  categoryDescription: '@alert-courier/node-red-mattermost/webhook-action:palette.description',
  color: '#A6BBCF',
  icon: 'alert-courier-action.svg',
  inputs: 1,
  outputs: 1,
  defaults: {
    version: { value: versionOf('webhook-action'), validate: checkVersion('webhook-action') },
    name: { value: '' },
    config: { value: '', type: 'mattermost-config', validate: checkConfig },
    title: { value: 'Mattermost Message' },
    description: { value: 'Send a Mattermost message' },
    platform: { value: 'mattermost' },
    apiModule: { value: 'handlers' },
    apiClass: { value: 'WebHookHandler' },
    visaRequired: { value: false },
    enabled: { value: true },
    channel: { value: '', validate: template('channel') },
    username: { value: '', validate: template('username') },
    iconUrl: { value: '', validate: template('iconUrl') },
    iconEmoji: { value: '', validate: template('iconEmoji') },
    text: { value: '', validate: template('text') },
    fallback: { value: '', validate: template('fallback') },
    color: { value: '', validate: template('color') },
    pretext: { value: '', validate: template('pretext') },
    authorName: { value: '', validate: template('authorName') },
    alertTitle: { value: '', validate: template('alertTitle') },
    titleLink: { value: '', validate: template('titleLink') },
    body: { value: '', validate: template('body') },
    fields: { value: [], validate: checkFields },
    footer: { value: '', validate: template('footer') },
    template: { value: 'cyphon', validate: checkReadyMade },
    timeZone: { value: '', validate: checkTimeZone },
    routes: { value: [], validate: checkRoutes },
    outputs: { value: 1 }
  },
  paletteLabel() {
    return this._('palette.name')
  },
  label() {
    return this.name || this.description || this._('palette.name')
  },
  labelStyle() {
    return this.name ? 'node_label_italic' : ''
  },
  inputLabels() {
    return this._('port.alert')
  },
  outputLabels(port) {
    return this._(port === 0 ? 'port.delivered' : 'port.accepted')
  },
  oneditprepare() {
    // Should this one not come to its end, nothing of another action is saved in it.
    fields = undefined
    routes = undefined
    showDefaults(this, 'node-input')
    nameByLabels()
    reachConfigButtons(this)
    const tabs = showTabs(['action', 'message', 'routes'], this._)
    offerSecondOutput(this.outputs)
    const preview = new PostPreviewPanel(find('alert-courier-preview'), {
      node: this,
      message: () => filledMessage(drawn.read(), routeList.read()),
      displayedUsername: chosenUsername,
      tabs,
      say: this._
    })
    const offered = (): readonly Offered[] => preview.names
    const list = find('alert-courier-fields')
    const drawn = rowList(
      list,
      fieldRows(this._, offered),
      recordsIn(this.fields).map(fieldOf),
      { label: this._('label.fields'), add: this._('label.add-field') },
      this._
    )
    fields = { list: drawn, before: JSON.stringify(saidFields(drawn.read())) }
    tellProblems(list, drawn, 'alert-courier-fields-problem', (rows) => fieldProblems(this._, rows))
    showReadyMade(this.template, this._)

    const place = find('alert-courier-route-rows')
    const routeList = rowList(
      place,
      routeRows(place, this._),
      recordsIn(this.routes).map(routeOf),
      { label: this._('tab.routes'), add: this._('label.add-route') },
      this._
    )
    routes = { list: routeList, before: JSON.stringify(routeList.read()) }
    tellProblems(place, routeList, 'alert-courier-routes-problem', (rows) => routeProblems(this._, rows))

    offerValues(offered, this._)
    fitBeside(find('alert-courier-desk'))
    // Rows are added, moved and deleted by clicks. jQuery's events too: of a row that was dragged only they tell.
    $(find('alert-courier-form')).on('input change click sortupdate', () => preview.soon())
  },
  oneditsave() {
    // Where nothing was changed, they stay as somebody wrote them.
    const savedFields = fields === undefined ? [] : saidFields(fields.list.read())
    if (fields !== undefined && JSON.stringify(savedFields) !== fields.before) this.fields = savedFields
    const savedRoutes = routes?.list.read() ?? []
    if (routes !== undefined && JSON.stringify(savedRoutes) !== routes.before) this.routes = savedRoutes
    leaveAbsent(this, 'node-input')
  }
})
