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
.alert-courier .try-result .not-held, .alert-courier ol.trace > li.not-held > p > .fa,
.alert-courier ol.trace > li.not-held > p > strong { color: var(--red-ui-text-color-error, #ad1625); }
.alert-courier ol.trace { list-style: none; margin: 0; padding: 0; }
.alert-courier ol.trace ol.trace { margin: 2px 0 2px 4px; padding-left: 10px; border-left: 2px solid var(--red-ui-secondary-border-color, #ddd); }
.alert-courier ol.trace > li { margin: 0 0 4px; line-height: 18px; }
.alert-courier ol.trace p { margin: 0; }
.alert-courier ol.trace > li > p:first-child { padding-left: 18px; text-indent: -18px; }
.alert-courier ol.trace p > .fa { width: 14px; margin-right: 3px; text-align: center; text-indent: 0; }
.alert-courier ol.trace .place { display: inline-block; min-width: 15px; text-indent: 0; }
.alert-courier ol.trace .saw { padding-left: 18px; font-size: 12px; }
.alert-courier ol.trace .tag { padding: 0 4px; font-size: 11px; border: 1px solid var(--red-ui-secondary-border-color, #ddd); border-radius: 3px;
  white-space: nowrap; text-indent: 0; }
.alert-courier ol.trace .tag.decides { border-color: currentColor; }
`
