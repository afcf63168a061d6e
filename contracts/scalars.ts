import { z } from 'zod';

export const OrderId = z.string().regex(/^JZ\d{6}-[A-Z2-7]{8}$/);
export type OrderId = z.infer<typeof OrderId>;

/** ISO, UTC. */
export const Time = z.iso.datetime();
/** An amount of money in fen, 1/100 yuan. */
export const Fen = z.int();

/** A code of ours; screens translate it. */
export const Code = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/);
export const Codes = z.array(Code).max(10);

const DAY_OF_MONTH =
  '(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8])';
const LEAP_YEAR = '2000|(19|20|21)(0[48]|[2468][048]|[13579][26])';
/** An existing date of the years 1900-2199, so that the dates around it can be calculated. */
export const LocalDate = z
  .string()
  .regex(new RegExp(`^((19|20|21)\\d{2}-(${DAY_OF_MONTH})|(${LEAP_YEAR})-02-29)$`), 'YYYY-MM-DD');
