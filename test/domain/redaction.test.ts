import { expect, test } from 'vitest'
import { withoutSecrets } from '../../src/domain/redaction.js'

test('secrets go, at any depth, also inside strings that carry JSON; everything else stays', () => {
  const cleaned = withoutSecrets({
    key: 'x',
    stream_keys: ['x'],
    hwSecret: 'x',
    'X-Auth-Token': { any: 'x' },
    signature: 'x',
    deep: [{ password: 'x', text: 'stays', number: 5, nothing: null }],
    message: '{"streamKey":"x","list":[{"apiKey":"x"}],"room_id":"r"}',
    notJson: '{broken',
    reply_id: 'stays',
  })
  expect(cleaned).toEqual({
    key: '[redacted]',
    stream_keys: '[redacted]',
    hwSecret: '[redacted]',
    'X-Auth-Token': '[redacted]',
    signature: '[redacted]',
    deep: [{ password: '[redacted]', text: 'stays', number: 5, nothing: null }],
    message: { streamKey: '[redacted]', list: [{ apiKey: '[redacted]' }], room_id: 'r' },
    notJson: '{broken',
    reply_id: 'stays',
  })
})
