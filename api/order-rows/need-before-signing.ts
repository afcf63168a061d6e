import { Wishes } from '#contracts/matching/wishes.ts';

interface Stated {
  area: number | null;
  careNotes: string | null;
  remarks: string | null;
  wishes: unknown;
}

/**
 * What a helper needs to know to accept, and then to sign: the coded wishes (illness and habits too) and the floor area;
 * once chosen also the notes, without digits, which may be a door code, a phone or a house number. Free words about
 * products may say anything, so they wait as well.
 */
export function needBeforeSigning({ area, careNotes, remarks, wishes }: Stated, isChosen: boolean) {
  const { brands, ...coded } = Wishes.safeParse(wishes).data ?? {};
  const said = (text: string | null) => (isChosen && text ? withoutDigits(text) : null);
  return {
    area,
    careNotes: said(careNotes),
    remarks: said(remarks),
    wishes: { ...coded, ...(Array.isArray(brands) ? { brands } : {}) },
  };
}

/** Digits of every script; Chinese numerals are also words (一些, 三楼), and only a row of them is a number. */
const withoutDigits = (text: string): string =>
  text
    .replaceAll(/\p{Nd}/gu, '*')
    .replaceAll(/[〇零一二三四五六七八九幺]{3,}/gu, (run) => '*'.repeat(run.length));
