import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { StandIn } from '../../scripts/stand-in/stand-in'
import { describeInBrowser, openPage } from './browser'

const post = async (standIn: StandIn, body: object): Promise<number> => {
  const { status } = await fetch(standIn.webhookUrl, { method: 'POST', body: JSON.stringify(body) })
  return status
}

describeInBrowser('The channel page of the stand-in', () => {
  let standIn: StandIn
  let page: Page

  beforeEach(async () => {
    standIn = await StandIn.start()
    page = await openPage()
    await page.goto(standIn.pageUrl)
  })

  afterEach(async () => {
    await page.close()
    await standIn.close()
  })

  it('tells what to do while it is empty, and shows each post as it comes, as Mattermost would', async () => {
    await page.getByText('No posts yet').waitFor()
    await post(standIn, {
      username: 'Cyphon Alert',
      attachments: [
        { color: '#d6705c', title: 'Disk full', title_link: 'https://example.com/1', text: '**90 %** of `/var`', fields: [{ title: 'Level', value: 'HIGH', short: true }] }
      ]
    })
    const shown = page.locator('.post')
    await shown.getByRole('link', { name: 'Disk full' }).waitFor()
    assert.equal(await shown.getByRole('link', { name: 'Disk full' }).getAttribute('href'), 'https://example.com/1')
    assert.equal(await shown.locator('strong', { hasText: '90 %' }).count(), 1)
    assert.equal(await shown.locator('code').textContent(), '/var')
    assert.match((await shown.textContent()) ?? '', /Cyphon Alert.*BOT.*Level\s*HIGH/s)
    const bar = await shown.locator('.attachment').evaluate((element) => getComputedStyle(element).borderLeftColor)
    assert.equal(bar, 'rgb(214, 112, 92)')
    assert.ok(await page.getByText('No posts yet').isHidden())
  })

  it('says whom a post notifies, and counts the posts of other channels', async () => {
    await post(standIn, { text: 'first' })
    await page.locator('.post').getByText('first').waitFor()
    await post(standIn, { text: '@channel look' })
    await page.getByText(/notifies/i).first().waitFor()
    await post(standIn, { text: 'elsewhere', channel: 'soc' })
    const link = page.getByRole('navigation', { name: 'Channels' }).getByRole('link', { name: /soc/ })
    await link.click()
    await page.locator('.post:visible').getByText('elsewhere').waitFor()
    assert.equal(await page.locator('.post:visible').count(), 1)
  })

  it('makes the server fail by a button, as often as is chosen, and heals it', async () => {
    await page.getByRole('button', { name: 'Down (503)' }).click()
    await page.getByText('503', { exact: false }).first().waitFor()
    while (standIn.pendingFaults.length === 0) await page.waitForTimeout(10)
    assert.equal(await post(standIn, { text: 'x' }), 503)
    assert.equal(await post(standIn, { text: 'x' }), 503)
    await page.getByRole('button', { name: 'Heal' }).click()
    await page.getByText('Answers as Mattermost does').waitFor()
    assert.equal(await post(standIn, { text: 'healed' }), 200)
    await page.getByLabel('Only the next one').check()
    await page.getByRole('button', { name: 'Rate limited (429)' }).click()
    while (standIn.pendingFaults.length === 0) await page.waitForTimeout(10)
    assert.equal(await post(standIn, { text: 'x' }), 429)
    assert.equal(await post(standIn, { text: 'once only' }), 200)
    await page.locator('.post').getByText('once only').waitFor()
    assert.equal(await page.locator('.requests details').count(), 5)
  })
})
