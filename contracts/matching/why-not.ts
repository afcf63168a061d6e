/** What keeps a helper out before any calendar is opened, in the order in which ops are told. */
export const FILTERS = [
  'inactive',
  'otherCity',
  'removed',
  'refused',
  'blocked',
  'skill',
  'illness',
  'certificate',
  'reach',
  'district',
  'sex',
  'age',
  'level',
  'dialect',
  'brands',
  'careHabits',
  'taboos',
] as const;
export type Filter = (typeof FILTERS)[number];

/** What in the calendar is in the way of a slot, in the order in which it is looked for. */
export const CLASHES = [
  'hoursOfDay',
  'holiday',
  'working',
  'leave',
  'booking',
  'travel',
  'rest',
  'hours',
] as const;
export type Clash = (typeof CLASHES)[number];

/** Why a helper was not offered for an order, in the order in which it is looked for. Screens word the codes. */
export const WHY_NOT = [
  'noSuchHelper',
  ...FILTERS,
  'noTime',
  ...CLASHES,
  /** could come, others are better */
  'outranked',
  /** would be on a shortlist made now */
  'fits',
  /** stands on the present shortlist */
  'offered',
] as const;
export type WhyNot = (typeof WHY_NOT)[number];
