/** Cities we serve. A second city is a row here, its districts and its policies. */
export const CITIES: Record<string, { zh: string; en: string }> = { zibo: { zh: '淄博', en: 'Zibo' } };

/** The city of someone who has just signed up. */
export const HOME_CITY = 'zibo';
