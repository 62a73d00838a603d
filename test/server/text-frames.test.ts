import fc from 'fast-check'
import type { Writable } from 'node:stream'
import * as ws from 'ws'
import { expect, it } from 'vitest'
import { textFrames } from '../../src/server/text-frames.js'

/** The part of ws that reads frames; its types leave it out. */
const { Receiver } = ws as unknown as { Receiver: new (options: object) => Writable }

/** What a client on ws reads of bytes. */
function read(bytes: Buffer): string[] {
  const receiver = new Receiver({ isServer: false, allowSynchronousEvents: true })
  const texts: string[] = []
  receiver.on('message', (data: Buffer, isBinary: boolean) => texts.push(isBinary ? 'binary' : data.toString('utf8')))
  receiver.on('error', (error: Error) => texts.push(error.message))
  receiver.write(bytes)
  return texts
}

const frames = (before: string, texts: string[], after: string) => textFrames(Buffer.from(before), texts.map((text) => ({ bytes: Buffer.from(text) })), Buffer.from(after))

it('texts are read as they were written, each between the same two pieces', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 })
  fc.assert(fc.property(text, fc.array(text, { maxLength: 5 }), text, (before, texts, after) => {
    expect(read(frames(before, texts, after))).toEqual(texts.map((it) => `${before}${it}${after}`))
  }))
})

it.each([0, 125, 126, 65_535, 65_536, 70_000])('a text of %i bytes has the head of its length', (length) => {
  const texts = ['a'.repeat(length), 'the next']
  expect(read(frames('', texts, ''))).toEqual(texts)
})
