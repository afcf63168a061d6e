/** Text to be found as it is written: `startsWith` and `endsWith` become LIKE, where % and _ mean anything. */
export const likeText = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');
