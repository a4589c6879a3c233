import type { Attachment } from './post'

/** Finds the name of a user by id. */
export type UserNames = ReadonlyMap<string, string>

const announcements = [
  ['<!channel>', '@channel'],
  ['<!here>', '@here'],
  ['<!all>', '@all']
] as const

/** `<!channel>` → `@channel`, `<@ID>` → `@name` ("Mattermost 11.6 app/slack.go", `ProcessSlackText`). */
const expandSlack = (text: string, names: UserNames): string => {
  let expanded = text
  for (const [slack, mention] of announcements) expanded = expanded.replaceAll(slack, mention)
  return expanded.replace(/<@([a-zA-Z0-9]+)>/g, (all, id: string) => {
    const name = names.get(id)
    return name === undefined ? all : `@${name}`
  })
}

/** `<url|label>` → `[label](url)`, and `<a|b>` of any kind too ("Mattermost 11.6 app/webhook.go"). */
const linkSlack = (text: string): string => text.replace(/<([^\n<|>]+)\|([^|\n>]+)>/g, '[$2]($1)')

/** A post's text as Mattermost stores it, with Slack's notation rewritten, in code too. */
export const rewriteText = (text: string, names: UserNames): string => linkSlack(expandSlack(text, names))

/**
 * An attachment as Mattermost stores it: all of Slack's notation in pretext, text and field values, its mentions
 * alone in the title ("Mattermost 11.6 app/slack.go, model/slack_attachment.go").
 */
export const rewriteAttachment = (attachment: Attachment, names: UserNames): Attachment => ({
  ...attachment,
  ...(attachment.pretext !== undefined && { pretext: rewriteText(attachment.pretext, names) }),
  ...(attachment.text !== undefined && { text: rewriteText(attachment.text, names) }),
  ...(attachment.title !== undefined && { title: expandSlack(attachment.title, names) }),
  ...(attachment.fields !== undefined && {
    fields: attachment.fields.map((field) => ({ ...field, value: rewriteText(field.value, names) }))
  })
})
