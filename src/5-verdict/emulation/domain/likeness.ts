// How alike two models are, by what they are called and what they do. T4 counts distinct models: one that a unit enters
// twice in other words counts once, so the second is refused; across units a like one is shown, to be taken over instead.
import { foldedWords } from '#base/vietnamese/text'

export interface Described { title: string; does: string }

/** From here on two models of one unit are the same. */
export const same = 0.72
/** From here on a model elsewhere is worth a look before one's own is written. */
export const like = 0.45

// Words that nearly every title has: alike in these, two titles are alike in nothing.
const empty = new Set('mo hinh sang kien giai phap ung dung va cua cho trong tai ve voi cac nhung cong doan co so doan vien nguoi lao dong bang qua theo tren tu de khi moi'.split(' '))

/** 0: nothing in common; 1: the same words. Marks, case and word order within a title weigh nothing or little. */
export function likeness(a: Described, b: Described): number {
  const [one, other] = [telling(a.title), telling(b.title)]
  // Syllables are short, so that letters alone find likeness everywhere; words alone miss what is misspelt.
  const title = (share(letters(one), letters(other)) + share(new Set(one), new Set(other))) / 2
  const [left, right] = [telling(a.does), telling(b.does)]
  // A text of a few words says too little to be compared.
  if (left.length < 6 || right.length < 6) return title
  const does = share(pairs(left), pairs(right))
  // The same thing under another name, or the same name for it: either is enough.
  return Math.max(title, does, (title + does) / 2)
}

/** Those of the known that are as alike as asked, the nearest first. */
export function alike<T extends Described>(one: Described, known: readonly T[], from: number): (T & { likeness: number })[] {
  return known.map((other) => ({ ...other, likeness: likeness(one, other) })).filter((other) => other.likeness >= from).sort((a, b) => b.likeness - a.likeness)
}

function telling(text: string): string[] {
  const words = foldedWords(text).split(' ').filter(Boolean)
  const telling = words.filter((word) => !empty.has(word))
  return telling.length > 0 ? telling : words
}

/** Three letters in a row of each word, its begin and end marked: misspelt words stay alike. */
function letters(words: readonly string[]): Set<string> {
  return new Set(words.flatMap((word) => Array.from({ length: word.length + 1 }, (_, i) => `  ${word} `.slice(i, i + 3))))
}

function pairs(words: readonly string[]): Set<string> {
  return new Set(words.slice(1).map((word, i) => `${words[i]} ${word}`))
}

/** What two sets share, of both together (Dice). */
function share(a: Set<string>, b: Set<string>): number {
  if (a.size + b.size === 0) return 0
  let common = 0
  for (const one of a) if (b.has(one)) common++
  return (2 * common) / (a.size + b.size)
}
