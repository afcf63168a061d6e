import { z } from 'zod';

// Written as ranges of UTF-16 units: the same source is the pattern of the API document.
/** Characters without a picture of their own; Hangul fillers and the empty braille pattern included. */
const INVISIBLE =
  '\\s\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\u0000-\\u001f\\u007f-\\u009f';
/** Control characters, and those that turn the direction of the text beside them. */
const REFUSED = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u202d\\u202e';
const SHOWABLE = new RegExp(`^[^${REFUSED}]*[^${INVISIBLE}${REFUSED}][^${REFUSED}]*$`);
const NOT_SHOWN = new RegExp(`[${REFUSED}]`, 'g');

/** Address books and pages wrap what is copied in these. Joiners stay: emoji and some scripts need them. */
const WRAPPERS = /[\u00ad\u200b\u200e\u200f\u202a-\u202c\u2060\u2066-\u2069\ufeff]/g;

const lineOf = (typed: string): string => typed.replaceAll(WRAPPERS, '').replaceAll(/\s+/g, ' ').trim();
const linesOf = (typed: string): string =>
  typed.replaceAll(/\r\n?/g, '\n').replaceAll(WRAPPERS, '').replaceAll(NOT_SHOWN, '').trim();

/** Text of one line that is shown, printed or signed as typed; line breaks become spaces. */
export const oneLine = (least: number, most: number) =>
  z.string().regex(SHOWABLE, 'text').overwrite(lineOf).min(least).max(most);

/** Free text, which may have lines and may be empty. Nobody signs it: what cannot be shown is left out. */
export const freeText = (most: number) => z.string().overwrite(linesOf).max(most);

/** Free text that says something. */
export const statedText = (most: number) => z.string().overwrite(linesOf).min(1).max(most);

/** Text of other people between marks that keep its direction to itself: a name cannot turn the number beside it. */
export const isolated = (text: string): string =>
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/.test(text)
    ? `\u2068${text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')}\u2069`
    : text;
