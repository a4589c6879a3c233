/** What of an alert a post shows. */
export interface Shown {
  readonly title: string
  readonly level: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFO'
  readonly source: string
  readonly link?: string
  readonly status?: 'NEW' | 'DONE'
  readonly incidents?: number
}

const colors = { CRITICAL: '#c168a6', HIGH: '#d6705c', MEDIUM: '#ffc578', LOW: '#6ca887', INFO: '#80b8d6' }

/** Characters that Mattermost's Markdown would read as more than themselves, in the values of these tests. */
const inMarkdown = (text: string): string => text.replace(/[[\]_*@#~`|<>\\]/g, '\\$&')

const field = (title: string, value: string): object => ({ title, value, short: true })

/** The whole post of an alert: Cyphon's message, or the one like it for a resolution, as the webhook gets it. */
export const posted = ({ title, level, source, link = '', status = 'NEW', incidents = 1 }: Shown): object => ({
  username: 'Cyphon Alert',
  attachments: [
    {
      fallback: `${status === 'DONE' ? '#### Alert resolved: ' : '#### New Cyphon Alert! \nTitle: '}${title}\nLink: ${link === '' ? '–' : link}`,
      color: colors[level],
      author_name: 'Cyphon',
      // Without a link Mattermost reads the title as Markdown.
      title: link === '' ? inMarkdown(title) : title,
      ...(link === '' ? {} : { title_link: link }),
      text: status === 'DONE' ? 'This alert is resolved' : 'A new alert was created in Cyphon',
      fields: [field('Source', inMarkdown(source)), field('Level', level), field('Status', status), field('Incidents', String(incidents))]
    }
  ]
})
