import { tryStyle } from './try'

/**
 * How the dialogs look. Every colour is one of Node-RED's own variables, so that its themes hold here too; every rule
 * is under `.alert-courier`, or about what holds it, so that no other node's dialog changes.
 */
const style = `
.alert-courier .form-row {
  display: grid; grid-template-columns: 156px minmax(0, 1fr); column-gap: 8px; align-items: center; margin-bottom: 10px;
}
.alert-courier .form-row > label { width: auto; margin: 0; }
/* A label that takes two lines hangs from its first word, not from its icon. */
.alert-courier .form-row > label:has(> .fa) { padding-left: 20px; text-indent: -20px; }
.alert-courier .form-row > label > .fa, .alert-courier .form-row > .label > .fa {
  width: 16px; text-align: center; text-indent: 0; margin-right: 4px;
}
.alert-courier .form-row > input:not([type=checkbox]), .alert-courier .form-row > select,
.alert-courier .form-row > textarea { width: 100%; box-sizing: border-box; }
.alert-courier [hidden] { display: none !important; }
.alert-courier .form-row.tall { align-items: start; }
.alert-courier .form-row.tall > label, .alert-courier .form-row.tall > .label { padding-top: 7px; }
.alert-courier .form-row.stacked > * { grid-column: 1 / -1; }
.alert-courier .form-row.stacked > .label { padding: 4px 0 6px; }
.alert-courier textarea { resize: vertical; min-height: 34px; line-height: 20px;
  font-family: var(--red-ui-monospace-font, monospace); font-size: 13px; }
.alert-courier input.short { width: 90px; flex: none; }
.alert-courier .line > label { width: auto; margin: 0; }
.alert-courier .line { display: flex; align-items: center; gap: 8px; }
.alert-courier .line input, .alert-courier .line select { flex: 1 1 0; min-width: 0; width: auto; }
.alert-courier .line input.short { flex: 0 0 90px; }
.alert-courier label.check { grid-column: 2; display: flex; align-items: flex-start; gap: 6px; width: auto; margin: 0;
  cursor: pointer; }
.alert-courier label.check > input { width: auto; flex: none; margin: 3px 0 0; }
/* A long sentence must not widen the dialog: it takes the width that the fields have. */
.alert-courier .hint, .alert-courier .problem, .alert-courier .form-tips { width: 0; min-width: 100%; box-sizing: border-box; }
.alert-courier .hint { grid-column: 2; margin: 3px 0 0; font-size: 12px; line-height: 17px;
  color: var(--red-ui-secondary-text-color, #888); }
.alert-courier .hint code, .alert-courier .form-tips code { padding: 0; font-size: 12px; white-space: normal;
  overflow-wrap: anywhere; }
.alert-courier h4 { margin: 18px 0 10px; padding-bottom: 4px; font-size: 14px; font-weight: bold;
  color: var(--red-ui-form-text-color, #555); border-bottom: 1px solid var(--red-ui-secondary-border-color, #ddd); }
.alert-courier .form-tips { max-width: none; margin-bottom: 12px; }
.alert-courier .problem { margin: 3px 0 0; font-size: 12px; line-height: 17px;
  color: var(--red-ui-text-color-error, #ad1625); }
.alert-courier .problem:empty { display: none; }
/* What is wrong has a border of its own, over which the focus could not be seen; twice, for Node-RED takes the outline away. */
.alert-courier .input-error.input-error:focus { outline: 1px solid var(--red-ui-workspace-button-color-focus-outline, #5596e6); outline-offset: 1px; }
.alert-courier #alert-courier-panes { padding-top: 12px; }
.alert-courier .icon-button { min-width: 24px; padding: 0 4px; }
.alert-courier .icon-button.red-ui-button { height: 24px; line-height: 22px; font-size: 12px; }
.alert-courier .handle { flex: none; width: 12px; text-align: center; cursor: grab;
  color: var(--red-ui-tertiary-text-color, #aaa); }
.alert-courier .row-controls { display: flex; flex: none; }
.alert-courier .row-controls .icon-button { border: none; background: none; }
.alert-courier ol.rows { list-style: none; margin: 0; padding: 0; counter-reset: none; }
.alert-courier ol.rows > li { margin: 0 0 4px; }
.alert-courier ol.rows input, .alert-courier ol.rows select { box-sizing: border-box; }
.alert-courier .ui-sortable-placeholder { visibility: visible !important; border-radius: 3px; box-sizing: border-box;
  border: 1px dashed var(--red-ui-form-input-border-selected-color, #aaa); }
.alert-courier .ui-sortable-helper { opacity: .85; background: var(--red-ui-form-background, #fff); }
.alert-courier .route { flex: 1 1 0; min-width: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: 4px;
  padding: 2px 0 6px; }
.alert-courier .route select.level, .alert-courier .route select.priority { flex: 0 0 132px; }
.alert-courier .route label.check { align-items: center; }
.alert-courier .route label.check > input { margin: 0; flex: none; }
.alert-courier ol.rows > li:has(.route) + li { border-top: 1px solid var(--red-ui-secondary-border-color, #ddd); padding-top: 4px; }
.alert-courier #alert-courier-routes-problem { white-space: pre-line; }

/* Where the window is too narrow for that, the dialog shrinks and does not scroll sideways. */
.red-ui-tray-body:has(.alert-courier) { min-width: 0 !important; }

/* What Node-RED measures to open the dialog wide enough for rules; dragged narrower, they shrink. */
.alert-courier .rules { position: relative; }
.alert-courier .rules::before { content: ''; display: block; width: 640px; max-width: 100%; }
.alert-courier .rules select, .alert-courier .rules input { height: 30px; line-height: 20px; padding-top: 2px;
  padding-bottom: 2px; font-size: 13px; }
.alert-courier .rules select { line-height: 28px; padding-left: 4px; padding-right: 2px; }
.alert-courier .rule > .line, .alert-courier .ref > .line, .alert-courier .rules .group > .line { gap: 4px; flex-wrap: wrap; }
.alert-courier .rule .field, .alert-courier .rule .value { flex: 2 1 76px; min-width: 60px; }
.alert-courier .rule .operator, .alert-courier .ref .negate { flex: 1 1 96px; min-width: 90px; max-width: 148px; }
.alert-courier .ref .sieve { min-width: 90px; }
.alert-courier .rules .row-controls { margin-left: auto; }
.alert-courier .rules .problem { margin-left: 18px; min-width: calc(100% - 18px); }
.alert-courier .toggle { flex: none; height: 24px; min-width: 26px; padding: 0 4px; line-height: 22px; font-size: 12px;
  border: 1px solid var(--red-ui-secondary-border-color, #ddd); border-radius: 3px; background: none; cursor: pointer;
  color: var(--red-ui-secondary-text-color, #888); }
.alert-courier .toggle:hover { border-color: var(--red-ui-form-input-border-color, #ccc); }
.alert-courier .toggle[aria-pressed=true] { font-weight: bold; color: var(--red-ui-primary-text-color, #555);
  border-color: var(--red-ui-secondary-text-color, #888);
  background: var(--red-ui-form-button-background, #efefef); }
.alert-courier .toggle:focus-visible, .alert-courier .handle:focus-visible {
  outline: 1px solid var(--red-ui-workspace-button-color-focus-outline, #5596e6); outline-offset: 1px; }
.alert-courier .rule.number .toggle, .alert-courier .rule.null .toggle, .alert-courier .rule.null .value {
  visibility: hidden; }
.alert-courier .group { padding: 6px 0 4px 8px; border-left: 3px solid var(--red-ui-secondary-border-color, #ddd);
  border-radius: 2px; }
.alert-courier .group .group { background: var(--red-ui-tertiary-background, transparent); }
.alert-courier .group > .line { gap: 4px; margin-bottom: 6px; }
.alert-courier .group > .line > select { flex: 0 1 200px; min-width: 90px; }
.alert-courier .group > .line > .row-controls { margin-left: auto; }
.alert-courier .group > ol.rows { min-height: 6px; }
.alert-courier .group > ol.rows:not(:empty) + .nothing { display: none; }
.alert-courier .group > .nothing { margin: 0 0 6px 2px; font-size: 12px;
  color: var(--red-ui-secondary-text-color, #888); }
.alert-courier .adders { display: flex; flex-wrap: wrap; gap: 6px; }
/* The number of a row as problems name it; a row that says nothing yet has none. */
.alert-courier .rules ol.rows { counter-reset: rule; }
.alert-courier .rules ol.rows > li:not([data-fresh]) { counter-increment: rule; }
.alert-courier .rules .handle { display: flex; flex-direction: column; align-items: center; width: auto; min-width: 14px;
  font-size: 9px; line-height: 12px; }
.alert-courier .rules li:not([data-fresh]) > .line > .handle::before { content: counters(rule, '.');
  color: var(--red-ui-secondary-text-color, #888); }
.alert-courier .rules .row-controls { position: relative; opacity: .55; }
.alert-courier .rules .line:hover > .row-controls, .alert-courier .rules .row-controls:focus-within { opacity: 1; }
.alert-courier .row-menu { position: absolute; top: 100%; right: 0; z-index: 5; width: max-content; max-width: 300px; padding: 4px 0;
  border: 1px solid var(--red-ui-form-input-border-color, #ccc); border-radius: 4px; box-shadow: 0 2px 6px var(--red-ui-shadow, #0003);
  background: var(--red-ui-form-input-background, #fff); }
.alert-courier .row-menu > button { display: grid; grid-template-columns: 16px 1fr auto; gap: 8px; align-items: center; width: 100%;
  padding: 5px 10px; border: none; background: none; text-align: left; font-size: 13px; line-height: 18px;
  color: var(--red-ui-primary-text-color, #555); }
.alert-courier .row-menu > button:hover, .alert-courier .row-menu > button:focus { outline: none;
  background: var(--red-ui-list-item-background-hover, #eee); }
.alert-courier .row-menu > button:focus-visible { box-shadow: inset 2px 0 0 var(--red-ui-form-input-focus-color, #5596e6); }
.alert-courier .row-menu kbd { padding: 0; border: none; background: none; box-shadow: none; font: inherit; font-size: 12px;
  color: inherit; }
.alert-courier .rules .handle { touch-action: none; }
.alert-courier .rules.dragging, .alert-courier .rules.dragging .handle { cursor: grabbing; user-select: none; }
.alert-courier .rules .dragged { opacity: .45; }
.alert-courier .drop-line { position: absolute; z-index: 3; height: 4px; border-radius: 2px; pointer-events: none;
  background: var(--red-ui-form-input-focus-color, #5596e6); }
.alert-courier .note { margin: 2px 0 2px 18px; font-size: 12px; line-height: 16px; width: 0; min-width: calc(100% - 18px);
  box-sizing: border-box; overflow-wrap: anywhere; color: var(--red-ui-secondary-text-color, #888); }
.alert-courier .note.odd { color: var(--red-ui-primary-text-color, #555); }
.alert-courier .note.odd::before { content: '\\f071'; margin-right: 5px; font: 12px/1 FontAwesome; color: var(--red-ui-text-color-warning, #8e620b); }
.alert-courier .note.mark > .fa { width: 14px; }
.alert-courier .note.mark > strong { font-weight: bold; }
.alert-courier .note.held > .fa, .alert-courier .note.held > strong { color: var(--red-ui-text-color-success, #4b8400); }
.alert-courier .summary { margin: 8px 0 0; width: 0; min-width: 100%; line-height: 18px; overflow-wrap: anywhere;
  color: var(--red-ui-primary-text-color, #555); }
.alert-courier .rules > .told { position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.alert-courier .undo-line { position: sticky; bottom: 0; z-index: 4; display: flex; align-items: center; gap: 10px; margin: 6px 0 0; padding: 4px 8px;
  border: 1px solid var(--red-ui-secondary-border-color, #ddd); border-radius: 4px; background: var(--red-ui-form-background, #fff); }

.alert-courier .form-row > div { min-width: 0; }
.alert-courier .hint.above { margin: -2px 0 10px; }
.alert-courier .problem { white-space: pre-line; }
.alert-courier #alert-courier-tabs a.wrong::after { content: '\\f06a'; margin-left: 6px; font: 14px/1 FontAwesome;
  color: var(--red-ui-text-color-error, #ad1625); }
.alert-courier .form-row > .asking { grid-column: 2; display: flex; flex-wrap: wrap; gap: 6px; margin-top: 6px; }
.alert-courier .form-row > .asking > p { width: 0; min-width: 100%; margin: 0; line-height: 18px;
  color: var(--red-ui-text-color-error, #ad1625); }
.alert-courier .means, .alert-courier .when { flex: none; color: var(--red-ui-secondary-text-color, #888); }
.alert-courier .line select.level { flex: 0 0 124px; }
.alert-courier #alert-courier-other-place select.level { width: 124px; }
.alert-courier #alert-courier-derive .name { flex: 0 1 110px; }
.alert-courier #alert-courier-derive > ol > li { margin-bottom: 10px; }
.alert-courier #alert-courier-derive .line.more { margin-top: 4px; padding-left: 20px; flex-wrap: wrap; row-gap: 2px; }
.alert-courier #alert-courier-derive .line.more > .match { flex: 1 1 120px; }
.alert-courier #alert-courier-derive .problem { padding-left: 20px; }
.alert-courier #alert-courier-derive input[type=text], .alert-courier #alert-courier-map input,
.alert-courier select.level { height: 30px; line-height: 20px; padding-top: 2px; padding-bottom: 2px; font-size: 13px; }
.alert-courier select.level { line-height: 28px; padding-left: 4px; padding-right: 2px; }
.alert-courier .triggers > ol { counter-reset: trigger; }
.alert-courier .triggers > ol > li { counter-increment: trigger; margin-bottom: 10px; padding: 6px 0 6px 6px;
  border: 1px solid var(--red-ui-secondary-border-color, #ddd); border-radius: 4px; }
.alert-courier .triggers .rank { flex: none; }
.alert-courier .triggers .rank::before { content: counter(trigger) '.'; }
.alert-courier .triggers > ol > li > .line > .row-controls { margin-left: auto; }
.alert-courier .triggers .rules-place { margin: 2px 0 0 20px; }
.alert-courier .triggers .group.top { padding-top: 2px; padding-bottom: 0; }

.alert-courier .sample .line { flex-wrap: wrap; row-gap: 4px; margin-bottom: 4px; }
.alert-courier .sample .line > label { flex: 1 0 auto; font-weight: bold; }
.alert-courier .sample .line select.view { flex: 0 1 auto; max-width: 100%; height: 28px; padding: 2px 4px; font-size: 12px; }
.alert-courier .sample textarea { width: 100%; box-sizing: border-box; font-size: 12px; line-height: 17px; white-space: pre;
  overflow: auto; }

.alert-courier .trial .beside { grid-column: 2; display: flex; flex-wrap: wrap; gap: 6px; }
.alert-courier .trial .outcome { grid-column: 2; width: 0; min-width: 100%; display: flex; align-items: baseline; gap: 6px; margin: 8px 0 4px; line-height: 18px;
  color: var(--red-ui-form-text-color, #555); }
.alert-courier .trial .outcome:empty { margin: 0; }
.alert-courier .trial .outcome > span { flex: 1 1 0; min-width: 0; overflow-wrap: anywhere; }
.alert-courier .trial .outcome.well > .fa { color: var(--red-ui-text-color-success, #4b8400); }
.alert-courier .trial .outcome.wrong, .alert-courier .trial .outcome.wrong > .fa { color: var(--red-ui-text-color-error, #ad1625); }

.alert-courier .outbox h5 { margin: 18px 0 4px; font-size: 13px; font-weight: bold; line-height: 20px; outline: none;
  color: var(--red-ui-form-text-color, #555); }
.alert-courier .outbox p { margin: 0 0 8px; line-height: 18px; color: var(--red-ui-secondary-text-color, #888); }
.alert-courier .outbox p:empty { display: none; }
.alert-courier .outbox bdi { overflow-wrap: anywhere; }
.alert-courier .outbox .fine { color: var(--red-ui-form-text-color, #555); }
.alert-courier .outbox .fine .fa { width: 16px; text-align: center; color: var(--red-ui-text-color-success, #4b8400); }
.alert-courier .outbox dl { display: grid; grid-template-columns: 156px minmax(0, 1fr); gap: 4px 8px; margin: 0 0 10px; }
.alert-courier .outbox dt, .alert-courier .outbox dd { margin: 0; font-weight: normal; line-height: 20px;
  color: var(--red-ui-form-text-color, #555); }
.alert-courier .outbox dd.count bdi { font-size: 18px; font-weight: bold; font-variant-numeric: tabular-nums; }
.alert-courier .outbox dd.error { display: flex; flex-direction: column; max-height: 130px; overflow-y: auto; }
/* A long text must not hide when it was. */
.alert-courier .outbox dd.error .beside { order: -1; }
.alert-courier .outbox dd.error bdi { color: var(--red-ui-text-color-error, #ad1625); }
.alert-courier .outbox .beside, .alert-courier .outbox time { font-size: 12px; color: var(--red-ui-secondary-text-color, #888); }
.alert-courier .outbox .acts, .alert-courier .outbox .pager, .alert-courier .outbox .asking {
  display: flex; flex-wrap: wrap; align-items: center; gap: 6px; }
.alert-courier .outbox.look-only .acts button, .alert-courier .outbox.look-only .asking { display: none; }
.alert-courier .outbox .asking > span { color: var(--red-ui-text-color-error, #ad1625); }
.alert-courier .outbox .pager { margin-top: 8px; }
.alert-courier ol.given-up { list-style: none; margin: 8px 0 0; padding: 0;
  border: 1px solid var(--red-ui-secondary-border-color, #ddd); border-radius: 4px; }
.alert-courier ol.given-up:empty { display: none; }
.alert-courier ol.given-up > li { padding: 7px 8px 8px; line-height: 18px; }
.alert-courier ol.given-up > li + li { border-top: 1px solid var(--red-ui-secondary-border-color, #ddd); }
.alert-courier ol.given-up .acts { flex-wrap: nowrap; margin-bottom: 3px; }
.alert-courier ol.given-up .level { flex: none; max-width: 96px; overflow: hidden; font-size: 11px; font-weight: bold;
  white-space: nowrap; text-overflow: ellipsis; color: var(--red-ui-secondary-text-color, #888); }
.alert-courier ol.given-up .level.loud { color: var(--red-ui-text-color-error, #ad1625); }
.alert-courier ol.given-up time { flex: 1 1 0; min-width: 0; overflow: hidden; white-space: nowrap;
  text-overflow: ellipsis; }
.alert-courier ol.given-up .title, .alert-courier ol.given-up .reason { display: -webkit-box; overflow: hidden;
  -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
.alert-courier ol.given-up .title { font-weight: bold; color: var(--red-ui-form-text-color, #555); }
.alert-courier ol.given-up .title.nameless { font-weight: normal; font-style: italic; }
.alert-courier ol.given-up .reason { font-size: 12px; color: var(--red-ui-secondary-text-color, #888); }
/* What came of a click far down in the list is seen there, too. */
.alert-courier .outbox p.told { position: sticky; bottom: 0; margin: 8px 0 0; padding: 6px 0;
  color: var(--red-ui-form-text-color, #555); background: var(--red-ui-form-background, #fff); }

/* The post beside what it is made of; where there is no room for that, below, where it stays in sight. */
.alert-courier #alert-courier-desk::before { content: ''; display: block; width: 900px; max-width: 100%; grid-column: 1 / -1; }
.alert-courier #alert-courier-action { max-width: 640px; }
.alert-courier #alert-courier-desk.wide:has(> #alert-courier-panes > #alert-courier-action[hidden]) { display: grid; column-gap: 18px;
  grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); align-items: start; }
.alert-courier #alert-courier-desk:has(> #alert-courier-panes > #alert-courier-action:not([hidden])) > .post-preview { display: none; }
.alert-courier .post-preview { position: sticky; bottom: -1px; z-index: 3; max-height: 46vh; overflow-y: auto; box-sizing: border-box;
  margin-top: 14px; padding: 8px 0; border-top: 1px solid var(--red-ui-secondary-border-color, #ddd);
  background: var(--red-ui-form-background, #fff); }
.alert-courier #alert-courier-desk.wide > .post-preview { top: 0; bottom: auto; max-height: calc(100vh - 210px); margin-top: 12px; border: none;
  padding: 0 2px 0 0; }
.alert-courier #alert-courier-desk:not(.wide) > #alert-courier-panes :is(input, select, textarea, button) { scroll-margin-bottom: 48vh; }
.alert-courier .post-preview .choices { flex-wrap: wrap; gap: 6px 14px; margin-bottom: 6px; }
.alert-courier .post-preview .choices > h4 { flex: 1 1 auto; margin: 0; padding: 0; border: none; }
.alert-courier .post-preview .choices > label { display: flex; flex: none; align-items: center; gap: 6px; margin: 0; }
.alert-courier .post-preview .choices select { width: auto; height: 28px; padding: 2px 4px; font-size: 12px; line-height: 20px; }
.alert-courier .post-preview .choices label.check > input { margin: 0; }
.alert-courier .post-preview .post-place { border: 1px solid var(--red-ui-secondary-border-color, #ddd); border-radius: 4px; min-height: 60px; }
.alert-courier .post-preview .post-place:focus-within { outline: 1px solid var(--red-ui-workspace-button-color-focus-outline, #5596e6); outline-offset: 1px; }
.alert-courier .post-preview.stale .post-place { opacity: .45; }
.alert-courier .post-preview .said { margin: 5px 0 0; width: 0; min-width: 100%; font-size: 12px; line-height: 17px; overflow-wrap: anywhere;
  white-space: pre-line; color: var(--red-ui-secondary-text-color, #888); }
.alert-courier .post-preview .said:empty { display: none; }
.alert-courier .post-preview ul.warnings { list-style: none; margin: 0 0 6px; padding: 0; width: 0; min-width: 100%; max-height: 92px; overflow-y: auto; }
.alert-courier .post-preview .problem:not(:empty) { margin: 0 0 6px; }
.alert-courier .post-preview ul.warnings:empty { display: none; }
.alert-courier .post-preview ul.warnings > li { display: flex; align-items: baseline; gap: 6px; line-height: 17px; }
.alert-courier .post-preview ul.warnings .fa { flex: none; width: 14px; text-align: center; font-size: 12px;
  color: var(--red-ui-text-color-warning, #8e620b); }
.alert-courier .post-preview ul.warnings .note-item .fa { color: var(--red-ui-secondary-text-color, #888); }
.alert-courier .post-preview ul.warnings button { flex: 1 1 auto; min-width: 0; padding: 2px 0; border: none; background: none; text-align: left;
  font-size: 12px; line-height: 17px; overflow-wrap: anywhere; cursor: pointer; color: var(--red-ui-primary-text-color, #555); }
.alert-courier .post-preview ul.warnings button:hover { text-decoration: underline; }
.alert-courier .post-preview ul.warnings button:focus-visible, .alert-courier .post-preview summary:focus-visible {
  outline: 1px solid var(--red-ui-workspace-button-color-focus-outline, #5596e6); outline-offset: 1px; }
.alert-courier .post-preview details { margin-top: 10px; }
.alert-courier .post-preview summary { margin-bottom: 6px; cursor: pointer; font-size: 13px; color: var(--red-ui-primary-text-color, #555); }
.alert-courier #alert-courier-message > .form-row { grid-template-columns: 156px minmax(0, 1fr) 22px; }
.alert-courier .form-row > .insert, .alert-courier .line > .insert { position: relative; flex: none; }
.alert-courier .form-row > .insert { margin-left: -6px; }
/* A stop for the Tab key only behind the field that is in use. */
.alert-courier :is(.form-row, .line):not(:hover, :focus-within) > .insert { visibility: hidden; }
.alert-courier .value-menu { position: absolute; top: 100%; right: 0; z-index: 6; width: 340px; max-width: 70vw; max-height: 260px; overflow-y: auto;
  padding: 4px 0; border: 1px solid var(--red-ui-form-input-border-color, #ccc); border-radius: 4px; box-shadow: 0 2px 6px var(--red-ui-shadow, #0003);
  background: var(--red-ui-form-input-background, #fff); }
.alert-courier .value-menu > button { display: flex; gap: 10px; align-items: baseline; width: 100%; padding: 4px 10px; border: none; background: none;
  text-align: left; font-size: 12px; line-height: 18px; color: var(--red-ui-secondary-text-color, #888); }
.alert-courier .value-menu > button:hover, .alert-courier .value-menu > button:focus { outline: none;
  background: var(--red-ui-list-item-background-hover, #eee); }
.alert-courier .value-menu > button:focus-visible { box-shadow: inset 2px 0 0 var(--red-ui-form-input-focus-color, #5596e6); }
.alert-courier .value-menu code { flex: none; max-width: 70%; overflow: hidden; text-overflow: ellipsis; padding: 0; border: none; background: none;
  font-size: 12px; color: var(--red-ui-primary-text-color, #555); }
.alert-courier .value-menu bdi { flex: 1 1 0; min-width: 0; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
`

/** Puts the style in the page, once for all the nodes of this package. */
export const applyLook = (): void => {
  const id = 'alert-courier-style'
  if (document.getElementById(id) !== null) return
  const element = document.createElement('style')
  element.id = id
  element.textContent = style + tryStyle
  document.head.append(element)
}
