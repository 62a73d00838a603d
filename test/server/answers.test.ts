import { describe, expect, test } from 'vitest'
import { Answers, type Answer } from '../../src/server/answers.js'

const answer = (text: string): Answer => ({ contentType: 'application/json', body: Buffer.from(text), cost: 1 })
const MIB = 1024 * 1024

function kept() {
  let now = 1_000
  const answers = new Answers(() => now)
  return { answers, told: (key: string) => answers.find(key)?.body.toString(), pass: (ms: number) => (now += ms) }
}

describe('a kept answer', () => {
  test('is told until its time is over', () => {
    const { answers, told, pass } = kept()
    answers.keep('a', answer('one'), 3_000, answers.changes)
    pass(1_999)
    expect(told('a')).toBe('one')
    pass(1)
    expect(told('a')).toBeUndefined()
  })

  test('is told no more once something has changed', () => {
    const { answers, told } = kept()
    answers.keep('a', answer('one'), 3_000, answers.changes)
    answers.forget()
    expect(told('a')).toBeUndefined()
  })

  test('was begun after the latest change', () => {
    const { answers, told } = kept()
    const begun = answers.changes
    answers.forget()
    answers.keep('a', answer('one'), 3_000, begun)
    expect(told('a')).toBeUndefined()
  })

  test('gives way to newer ones when there are too many bytes, and is never larger than a mebibyte', () => {
    const { answers, told } = kept()
    for (let n = 0; n < 40; n += 1) answers.keep(`${n}`, answer('x'.repeat(MIB)), 3_000, answers.changes)
    expect(Array.from({ length: 40 }, (_, n) => told(`${n}`) !== undefined)).toEqual(Array.from({ length: 40 }, (_, n) => n >= 8))
    answers.keep('large', answer('x'.repeat(MIB + 1)), 3_000, answers.changes)
    expect(told('large')).toBeUndefined()
  })

  test('is not found by a key of more than 16 KiB, which would fill the memory unseen', () => {
    const { answers, told } = kept()
    answers.keep('k'.repeat(16 * 1024 + 1), answer('one'), 3_000, answers.changes)
    expect(told('k'.repeat(16 * 1024 + 1))).toBeUndefined()
  })
})
