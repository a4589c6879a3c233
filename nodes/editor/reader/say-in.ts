/** The words of another node set, by its catalogue: what several dialogs say stands in one of them. */
export const sayIn =
  (catalogue: 'sieve' | 'webhook-action'): Say =>
  (key, values) =>
    RED._(`@alert-courier/node-red-mattermost/${catalogue}:${key}`, values)
