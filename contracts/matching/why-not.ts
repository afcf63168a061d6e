/** What excludes a helper before any calendar is read, in the order in which it is reported to ops. */
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

/** What in the calendar conflicts with a slot, in the order in which it is checked. */
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

/** Why a helper was not offered for an order, in the order in which it is checked. Screens translate the codes. */
export const WHY_NOT = [
  'noSuchHelper',
  ...FILTERS,
  'noTime',
  ...CLASHES,
  /** available, but others rank higher */
  'outranked',
  /** would be on a shortlist made now */
  'fits',
  /** is on the current shortlist */
  'offered',
] as const;
export type WhyNot = (typeof WHY_NOT)[number];
