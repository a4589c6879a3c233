import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ActionBook } from '../../nodes/action/action-book'
import { BookFile } from '../../nodes/action/book-file'
import { realDisk } from '../../nodes/courier/disk'

const nobody = (): undefined => undefined

describe('An action book', () => {
  let folder: string
  let path: string
  let isOurs: boolean
  const lock = { isHeld: () => Promise.resolve(isOurs) }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'alert-courier-test-'))
    path = join(folder, 'outbox', 'actions.json')
    isOurs = true
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('knows an action of an earlier life by its file, as it last was', async () => {
    const file = new BookFile(path, realDisk)
    const book = new ActionBook(nobody, '', (text) => file.write(text))
    book.recall(await file.open(lock))
    book.note('one', { title: 'First' })
    book.note('two', { title: 'Second' })
    await file.settled()
    const later = new ActionBook(nobody, '', () => assert.fail('nothing of it is new'))
    later.recall(await new BookFile(path, realDisk).open(lock))
    assert.deepEqual(['one', 'two', 'three'].map((id) => later.of(id).title), ['First', 'Second', 'Mattermost Message'])
  })

  it('is written only once the folder is ours, and then with what another process noted meanwhile', async () => {
    const file = new BookFile(path, realDisk)
    const book = new ActionBook(nobody, '', (text) => file.write(text))
    book.note('ours', { title: 'Ours' })
    await file.settled()
    assert.deepEqual(readdirSync(folder), [])

    const theirs = new BookFile(path, realDisk)
    await theirs.open(lock)
    theirs.write('{"theirs":{"title":"Theirs"},"ours":{"title":"Of before"}}')
    await theirs.settled()
    book.recall(await file.open(lock))
    await file.settled()
    assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), { ours: { title: 'Ours' }, theirs: { title: 'Theirs' } })
    assert.equal(book.of('theirs').title, 'Theirs')

    isOurs = false
    book.note('ours', { title: 'Changed' })
    await file.settled()
    assert.ok(!readFileSync(path, 'utf8').includes('Changed'))
  })

  it('takes a damaged file for an empty one', () => {
    const book = new ActionBook(nobody, '', nobody)
    for (const damaged of ['', '{', '[]', 'null', '{"one":7}']) book.recall(damaged)
    assert.equal(book.of('one').title, 'Mattermost Message')
  })
})
