/** The page's own script: shows one channel at a time and follows the server's events. */
import { foldLongTexts } from '../../nodes/editor/post-view/fold'
import { find, listenToControls } from './page-controls'

const { run = '', base = '', channels = '[]', posts: postsAtFirst = '0' } = document.body.dataset
const list = find('#posts')
const known = JSON.parse(channels) as string[]
const unread = new Map<string, { posts: number; mentions: number }>()
let postCount = Number(postsAtFirst)
let shown = ''

const allPosts = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('.post')]
const channelOf = (post: HTMLElement): string => post.dataset['channel'] ?? ''

/** HTML that the server made: it has escaped whatever came from outside. */
const fromServer = (html: string): HTMLElement => {
  const template = document.createElement('template')
  template.innerHTML = html
  return template.content.firstElementChild as HTMLElement
}

const element = (name: string, className: string, text: string): HTMLElement => {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

const dayName = (time: number): string => {
  const day = new Date(time).toDateString()
  if (day === new Date().toDateString()) return 'Today'
  if (day === new Date(Date.now() - 86_400_000).toDateString()) return 'Yesterday'
  return new Date(time).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** Long texts fold, as in Mattermost. */
const foldPosts = (): void =>
  foldLongTexts(list.querySelectorAll<HTMLElement>('.post:not([hidden]) .attachment-text'), { more: 'Show more', less: 'Show less' })

const showDays = (): void => {
  for (const separator of list.querySelectorAll('.day')) separator.remove()
  let last = ''
  for (const post of allPosts()) {
    if (post.hidden) continue
    const day = dayName(Number(post.dataset['at']))
    if (day === last) continue
    last = day
    const separator = element('div', 'day', '')
    separator.append(element('span', '', day))
    post.before(separator)
  }
}

const channelLink = (channel: string): HTMLElement => {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = `#${encodeURIComponent(channel)}`
  const news = unread.get(channel)
  const direct = channel.startsWith('@')
  link.append(element('span', 'sign', direct ? '@' : '#'), element('span', 'name', direct ? channel.slice(1) : channel))
  if (channel === shown) link.setAttribute('aria-current', 'page')
  if (news !== undefined) {
    link.classList.add('unread')
    const badge = element('span', news.mentions > 0 ? 'badge mentioned' : 'badge', String(news.posts))
    badge.append(element('span', 'announcer', ' unread'))
    link.append(badge)
  }
  item.append(link)
  return item
}

const showChannels = (): void => {
  const names = new Set([...known, ...allPosts().map(channelOf)])
  find('.channels ul').replaceChildren(...[...names].map(channelLink))
}

const showChannel = (channel: string): void => {
  shown = channel
  unread.delete(channel)
  for (const post of allPosts()) post.hidden = channelOf(post) !== channel
  const visible = allPosts().filter((post) => !post.hidden).length
  find('.empty').hidden = postCount > 0
  find('.quiet').hidden = postCount === 0 || visible > 0
  find('h1').textContent = channel
  document.title = `${channel} · Stand-in for Mattermost`
  showDays()
  showChannels()
  foldPosts()
  list.scrollTop = list.scrollHeight
}

const fromAddress = (): string => decodeURIComponent(location.hash.slice(1))

const addPost = (post: HTMLElement): void => {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80
  const channel = channelOf(post)
  list.insertBefore(post, list.querySelector('.empty'))
  postCount++
  const first = postCount === 1
  if (channel !== shown && !first) {
    post.hidden = true
    const news = unread.get(channel) ?? { posts: 0, mentions: 0 }
    const mentions = news.mentions + Number(post.dataset['notifies'])
    unread.set(channel, { posts: news.posts + 1, mentions })
    showChannels()
    return
  }
  if (first && channel !== shown) {
    location.hash = encodeURIComponent(channel)
    showChannel(channel)
    return
  }
  const before = list.scrollTop
  post.classList.add('new')
  showChannel(shown)
  if (!atEnd) list.scrollTop = before
}

const requests = find('.requests')
const putRequest = (index: number, html: string): void => {
  const made = fromServer(html) as HTMLDetailsElement
  const old = requests.querySelector<HTMLDetailsElement>(`[data-index="${index}"]`)
  if (old === null) requests.prepend(made)
  else {
    made.open = old.open
    old.replaceWith(made)
  }
  find('.no-requests').hidden = requests.childElementCount > 0
}

/** What the server's events hold; `index` is a request's alone. */
interface Told {
  readonly html: string
  readonly index: number
}

const connect = (): void => {
  const events = new EventSource(`${base}/stand-in/events?run=${run}&posts=${postCount}`)
  const on = (name: string, act: (data: Told) => void): void =>
    events.addEventListener(name, (event: MessageEvent<string>) => act(JSON.parse(event.data) as Told))
  const lost = find('.connection')
  events.addEventListener('open', () => (lost.hidden = true))
  // Reconnects by hand, so that the address says how many posts are here already.
  events.addEventListener('error', () => {
    events.close()
    lost.hidden = false
    setTimeout(connect, 1000)
  })
  on('reload', () => location.reload())
  on('post', ({ html }) => addPost(fromServer(html)))
  on('request', ({ index, html }) => putRequest(index, html))
  on('faults', ({ html }) => (find('.states').innerHTML = html))
}

addEventListener('hashchange', () => {
  showChannel(fromAddress())
  find('h1').focus()
})

showChannel(fromAddress() || (allPosts().at(-1)?.dataset['channel'] ?? known[0] ?? ''))
find('.no-requests').hidden = requests.childElementCount > 0
listenToControls(base)
connect()
