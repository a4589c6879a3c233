/** How the panels look in which a node is tried. */
export const tryStyle = `
.alert-courier .try { container-type: inline-size; }
.alert-courier .try-columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px; }
@container (min-width: 600px) {
  .alert-courier .try-columns { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 16px; }
}
.alert-courier details > summary { display: list-item; cursor: pointer; }
.alert-courier #alert-courier-try > details { margin-top: 18px; }
.alert-courier #alert-courier-try > details > summary { margin-bottom: 10px; padding-bottom: 4px; font-size: 14px; font-weight: bold;
  color: var(--red-ui-form-text-color, #555); border-bottom: 1px solid var(--red-ui-secondary-border-color, #ddd); }
.alert-courier details > summary:focus-visible { outline: 1px solid var(--red-ui-workspace-button-color-focus-outline, #5596e6); outline-offset: 1px; }
.alert-courier .try-result { min-width: 0; line-height: 19px; color: var(--red-ui-form-text-color, #555); overflow-wrap: anywhere; }
.alert-courier .try-result p { margin: 0 0 6px; }
.alert-courier .try-result strong > .fa { margin-right: 3px; }
.alert-courier .try-result .verdict { margin-bottom: 10px; }
.alert-courier .try-result code { padding: 0 3px; font-size: 12px; white-space: pre-wrap; overflow-wrap: anywhere;
  color: var(--red-ui-form-text-color, #555); background: var(--red-ui-tertiary-background, #f7f7f7); border: none; }
.alert-courier .try-result .held > .fa, .alert-courier ol.trace > li.held > p > .fa { color: var(--red-ui-text-color-success, #4b8400); }
.alert-courier .try-result strong.not-held, .alert-courier .try-result span.not-held > .fa, .alert-courier .try-result span.not-held > strong,
.alert-courier ol.trace > li.not-held > p > .fa,
.alert-courier ol.trace > li.not-held > p > strong { color: var(--red-ui-text-color-error, #ad1625); }
.alert-courier ol.trace { list-style: none; margin: 0; padding: 0; }
.alert-courier ol.trace ol.trace { margin: 2px 0 2px 4px; padding-left: 10px; border-left: 2px solid var(--red-ui-secondary-border-color, #ddd); }
.alert-courier ol.trace > li { margin: 0 0 4px; line-height: 18px; }
.alert-courier ol.trace p { margin: 0; }
.alert-courier ol.trace > li > p:first-child { padding-left: 18px; text-indent: -18px; }
.alert-courier ol.trace p > .fa { width: 14px; margin-right: 3px; text-align: center; text-indent: 0; }
.alert-courier ol.trace .place { display: inline-block; min-width: 15px; text-indent: 0; }
.alert-courier ol.trace .saw { padding-left: 18px; font-size: 12px; }
.alert-courier ol.trace .tag { text-indent: 0; }
.alert-courier .try-result .badge { padding: 1px 6px; font-size: 12px; border: 1px solid var(--red-ui-secondary-border-color, #ddd);
  border-left-width: 8px; border-radius: 3px; white-space: nowrap; }
.alert-courier .try-result section.event + section.event { margin-top: 18px; padding-top: 10px; border-top: 1px solid var(--red-ui-secondary-border-color, #ddd); }
.alert-courier .try-result h5 { margin: 12px 0 4px; font-size: 13px; font-weight: bold; line-height: 20px; color: var(--red-ui-form-text-color, #555); }
.alert-courier .try-result dl { display: grid; grid-template-columns: minmax(70px, auto) minmax(0, 1fr); gap: 2px 10px; margin: 0 0 6px; }
.alert-courier .try-result dl > dt { max-width: 170px; font-weight: normal; color: var(--red-ui-secondary-text-color, #888); }
.alert-courier .try-result dl > dd { margin: 0; white-space: pre-wrap; }
.alert-courier .try-result dl dl { margin: 0; }
.alert-courier .try-result dt, .alert-courier .try-result dd { line-height: 19px; color: var(--red-ui-form-text-color, #555); }
.alert-courier .try-result ul { margin: 0 0 6px 18px; }
.alert-courier .try-result li { line-height: 19px; }
.alert-courier .try-result details { margin: 0 0 4px; }
.alert-courier .try-result details > :not(summary) { margin-left: 14px; }
.alert-courier .try-result summary .fa { width: 14px; margin-right: 3px; text-align: center; }
.alert-courier .try-result .tag { padding: 0 4px; font-size: 11px; border: 1px solid var(--red-ui-secondary-border-color, #ddd); border-radius: 3px; white-space: nowrap; }
.alert-courier .try-result .tag.decides { border-color: currentColor; }
.alert-courier .try-result pre { max-height: 320px; overflow: auto; margin: 4px 0; padding: 6px; font-size: 12px; line-height: 16px; white-space: pre-wrap;
  overflow-wrap: anywhere; color: var(--red-ui-form-text-color, #555); background: var(--red-ui-tertiary-background, #f7f7f7); border: 1px solid var(--red-ui-secondary-border-color, #ddd); }
`
