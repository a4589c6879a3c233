import assert from 'node:assert/strict'
import { helpOf, languages, original, sets, stringsOf } from './catalogues'
import { skeletonOf, unbalanced } from './html'

const placeholders = (text: string): readonly string[] => [...text.matchAll(/__\w+?__/g)].map(([name]) => name).sort()

/** Strings that hold tags are shown as HTML. */
const tagged = /<\/?[a-z]+>/

describe('The locales', () => {
  it('are English, German and Japanese', () => assert.deepEqual(languages, ['de', 'ja']))

  for (const set of sets) {
    describe(`of ${set}`, () => {
      const english = stringsOf(original, set)

      it('have help in English whose tags are closed', () => assert.deepEqual(unbalanced(helpOf(original, set)), []))

      for (const language of languages) {
        it(`have each string in ${language}, and no other`, () => {
          const translated = stringsOf(language, set)
          const where = `nodes/locales/${language}/${set}.json`
          const missing = [...english].filter(([key]) => !translated.has(key)).map(([key, text]) => `add to ${where}: "${key}": "${text}"`)
          const surplus = [...translated.keys()].filter((key) => !english.has(key)).map((key) => `take out of ${where}: "${key}"`)
          assert.deepEqual([...missing, ...surplus], [])
        })

        it(`keep in ${language} what is filled in, the tags and the code`, () => {
          const wrong = [...stringsOf(language, set)].flatMap(([key, text]) => {
            const source = english.get(key)
            if (source === undefined) return []
            const [expected, found] = [source, text].map((each) => ({
              placeholders: placeholders(each),
              templates: [...each.matchAll(/\{\{[^}]*\}\}/g)].map(([template]) => template).sort(),
              skeleton: tagged.test(each) ? skeletonOf(each) : [],
              unbalanced: tagged.test(each) ? unbalanced(each) : []
            }))
            return JSON.stringify(expected) === JSON.stringify(found) ? [] : [{ key, source, text, expected, found }]
          })
          assert.deepEqual(wrong, [])
        })

        it(`leave no string blank in ${language}`, () => {
          assert.deepEqual([...stringsOf(language, set)].filter(([key, text]) => text.trim() === '' && english.get(key)?.trim() !== ''), [])
        })

        it(`have help in ${language} of the same form, with the same code`, () => {
          assert.deepEqual(skeletonOf(helpOf(language, set)), skeletonOf(helpOf(original, set)))
        })
      }
    })
  }
})
