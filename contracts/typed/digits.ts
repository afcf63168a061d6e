/** What keyboards, address books and pages put between the digits of a number; it means nothing. */
const BETWEEN = '\\s\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff';
/** Also hyphens, dots and brackets, half and full width. */
export const SEPARATOR = `[${BETWEEN}\\-\\u2010-\\u2015\\uff0d.\\u00b7()\\uff08\\uff09]`;
export const SPACE = `[${BETWEEN}]`;
export const DIGIT = '[0-9\\uff10-\\uff19]';

/** Full-width letters, digits and signs as their ordinary ones: １３９ is 139. */
export const halfWidth = (typed: string): string => typed.normalize('NFKC');

export const digitsOf = (typed: string): string => halfWidth(typed).replaceAll(/\D/g, '');
