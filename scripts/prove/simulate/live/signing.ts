import type { OrderView } from '#contracts/orders/order.ts';
import { first, type Life, look, noteOvertaken, tell } from '../life.ts';
import { type Person, patiently } from '../people.ts';
import { passTime } from './time.ts';

/** Both parties at the agreement: sign, decline, or stay silent. */
export async function signOrNot(life: Life, order: OrderView): Promise<boolean> {
  if (!order.helper) return false;
  const helper = await life.cast.helper(order.helper.id);
  const signed = order.agreement?.signedBy ?? [];
  const { script, helperSignsFirst } = life.plan;
  const customerSigns = () => sign(life, life.customer);
  const helperSigns = () => sign(life, helper);

  if (script === 'declineAtSigning' && first(life, 'decline')) {
    return tell(life, helper, 'answerOffer', { accept: false, reason: 'ill' });
  }
  if (script === 'helperSilent' && !life.done.has('helperSilent')) {
    if (!signed.includes('customer')) return customerSigns();
    life.done.add('helperSilent');
    return passTime(life, order);
  }
  if (script === 'unsigned') return signed.includes('helper') ? passTime(life, order) : helperSigns();
  if (!signed.includes('helper') && (helperSignsFirst || signed.includes('customer'))) return helperSigns();
  if (!signed.includes('customer')) return customerSigns();
  return signed.includes('helper') ? false : helperSigns();
}

/** Reads the terms, gets a code on the phone, signs exactly the hash that was read. */
async function sign(life: Life, person: Person): Promise<boolean> {
  const params = { orderId: life.orderId };
  const mine = await look(life, person);
  if (mine.stage !== 'agreement' || !mine.agreement) return false;
  const agreement = await person.call('agreement', { params });
  const agreed = agreement.terms.quote.totalFen;
  if (life.agreedFen !== null && agreement.terms.helperId === mine.helper?.id && agreed !== life.agreedFen) {
    life.problems.push(`the terms say ${agreed} fen, the card said ${life.agreedFen}`);
  }
  life.agreedFen = agreed;
  let code: string;
  try {
    code = await patiently(() =>
      person.receiveCode(() =>
        person.call('sendSigningCode', { params, body: {}, key: life.key('signingCode') }),
      ),
    );
  } catch (error) {
    // The deadline that was let pass may take its effect just now.
    noteOvertaken(life, 'sendSigningCode', error);
    return false;
  }
  if (life.plan.wrongCodeFirst && first(life, `wrongCode:${person.me.role}`)) {
    const wrong = code === '000000' ? '111111' : '000000';
    const passed = await tell(life, person, 'sign', { termsHash: agreement.termsHash, code: wrong }, [
      'WrongCode',
    ]);
    if (passed) life.problems.push('a wrong signing code was accepted');
  }
  return tell(life, person, 'sign', { termsHash: agreement.termsHash, code });
}
