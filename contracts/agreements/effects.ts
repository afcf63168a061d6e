import type { Enter, Move, Refusal } from '#contracts/transition.ts';

/** The effects of an order on its agreement. Implemented in activities/agreements/effects.ts. */
export interface AgreementsEffects {
  /** One signature. With the second one the booking is confirmed, the PDF made and `complete` entered. */
  signAgreement(
    move: Move & {
      complete: Enter;
      agreementId: string;
      party: 'customer' | 'helper';
      evidenceId: string;
      termsHash: string;
      /** After a replacement: the customer could leave free until this signature. */
      endsFreeExit?: true;
    },
  ): Promise<{ ok: true; complete: boolean } | Refusal>;
}
