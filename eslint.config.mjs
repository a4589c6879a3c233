import tseslint from 'typescript-eslint'

const doors = ['alert-watchdog', 'sieve', 'webhook-action', 'mattermost-config']

/** What a folder behind the doors may not reach for: Node-RED, the doors, and the folders that come before it. */
const arrow = (folder, forbidden, why) => ({
  files: [`nodes/${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { group: ['node-red', '@node-red/*'], message: 'Only the doors know Node-RED.' },
          { regex: `^(\\.\\./)+(?:door/.*|${doors.join('|')})$`, message: 'Doors know the folders, not the other way round.' },
          ...(forbidden.length === 0 ? [] : [{ group: forbidden.map((name) => `**/${name}/*`), message: why }])
        ]
      }
    ]
  }
})

export default tseslint.config(
  { ignores: ['dist/', '**/node_modules/', '.tmp/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'nodes/editor/tsconfig.json', 'test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname
      }
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error'
    }
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Tests read untyped JSON of flows and servers; asserting on it is the check.
      '@typescript-eslint/no-non-null-assertion': 'off'
    }
  },
  arrow('alert', ['event', 'template', 'watchdog', 'saved', 'sieve', 'action', 'courier', 'mattermost', 'editor', 'locales/**', 'desk', 'sample', 'trial'], 'alert imports nothing.'),
  arrow('event', ['alert', 'template', 'watchdog', 'saved', 'sieve', 'action', 'courier', 'mattermost', 'editor', 'desk', 'sample', 'trial'], 'event knows only itself.'),
  arrow('saved', ['alert', 'template', 'watchdog', 'event', 'sieve', 'action', 'courier', 'mattermost', 'editor', 'desk', 'sample', 'trial'], 'saved knows only itself.'),
  arrow('desk', ['alert', 'template', 'watchdog', 'event', 'saved', 'sieve', 'action', 'courier', 'mattermost', 'editor', 'sample', 'trial'], 'desk says what people see, and imports nothing.'),
  arrow('sample', ['alert', 'template', 'watchdog', 'saved', 'sieve', 'action', 'courier', 'mattermost', 'editor', 'desk', 'trial'], 'A sample is of any message.'),
  arrow('template', ['alert', 'saved', 'sieve', 'action', 'courier', 'mattermost', 'editor', 'desk', 'watchdog', 'sample', 'trial'], 'A template knows events, and nothing of where its text is shown.'),
  arrow('watchdog', ['action', 'courier', 'mattermost', 'editor', 'desk', 'sample', 'trial'], 'A watchdog makes alerts, and knows nothing of where they go.'),
  arrow('sieve', ['alert', 'template', 'watchdog', 'action', 'courier', 'mattermost', 'editor', 'desk', 'sample', 'trial'], 'A sieve knows events, and nothing of where they go.'),
  arrow('courier', ['action', 'template', 'watchdog', 'mattermost', 'sieve', 'event', 'editor', 'desk', 'sample', 'trial'], 'The courier knows no Mattermost: it takes a platform.'),
  arrow('mattermost', ['action', 'watchdog', 'courier', 'sieve', 'editor', 'desk', 'sample', 'trial'], 'Mattermost knows no queue.'),
  arrow('trial', ['alert', 'template', 'watchdog', 'sieve', 'action', 'courier', 'editor', 'desk', 'sample'], 'A trial knows Mattermost, and no alert.'),
  arrow('action', ['sieve', 'watchdog', 'editor', 'sample', 'trial'], 'An action knows its courier and its platform.'),
  arrow('editor', ['action', 'courier'], 'The editor knows what is saved, not how it is delivered.'),
  {
    files: ['nodes/*/**/*.ts'],
    // There RED is the editor's own.
    ignores: ['nodes/editor/**'],
    rules: { 'no-restricted-globals': ['error', { name: 'RED', message: 'Only the doors know Node-RED.' }] }
  }
)
