/** Milliseconds of a character at normal speed. */
const PER_CHARACTER = 180
const SHORTEST_MS = 1000

export interface Word {
  Word: string
  StartTimestamp: number
  EndTimestamp: number
}

/** When what is said (TextTimestampResult); times in milliseconds. */
export interface Timeline {
  sentences: { Sentence: string; Words: Word[] }[]
  duration: number
}

/** Says a text: by sentence, and within it by word (by character where there are no spaces). */
export function speak(words: string, speed: number, mostWords: number): Timeline {
  let at = 0
  const sentences = sentencesOf(words, mostWords).map((sentence) => ({
    Sentence: sentence,
    Words: wordsOf(sentence).map((word): Word => {
      const start = at
      at += Math.round(word.length * PER_CHARACTER / speed)
      return { Word: word, StartTimestamp: start, EndTimestamp: at }
    }),
  }))
  return { sentences, duration: Math.max(at, SHORTEST_MS) }
}

/** The subtitles of a timeline (SRT). */
export function subtitles({ sentences }: Timeline): string {
  return sentences.map(({ Sentence: sentence, Words: words }, index) => `${index + 1}\n${clock(words[0]?.StartTimestamp ?? 0)} --> ${clock(words.at(-1)?.EndTimestamp ?? 0)}\n${sentence}\n`).join('\n')
}

function sentencesOf(text: string, mostWords: number): string[] {
  return text.split(/(?<=[.!?;。！？；])\s*/).map((part) => part.trim()).filter((part) => part !== '').flatMap((sentence) => {
    const words = wordsOf(sentence)
    const spaced = /\s/.test(sentence)
    return Array.from({ length: Math.ceil(words.length / mostWords) }, (_, index) => words.slice(index * mostWords, (index + 1) * mostWords).join(spaced ? ' ' : ''))
  })
}

function wordsOf(sentence: string): string[] {
  return sentence.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu) ?? []
}

/** `HH:MM:SS,mmm`. */
function clock(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(11, 23).replace('.', ',')
}
