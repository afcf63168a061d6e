import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Deps } from '#api/deps.ts';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import { secretOf } from '#platform/env.ts';
import { everySecret } from '#platform/proof.ts';
import { sql } from '#platform/sql.ts';
import type { SigningFacts } from '../reads/signing-facts.ts';
import { hashSigningCode } from './make-signing-code.ts';

const MOST_ATTEMPTS = 5;

/**
 * Checks the one-time code and stores the evidence: who, which terms, when, from where. The evidence has the call's
 * own id, so a repeated call needs no second code.
 */
export async function proveSigner(input: {
  deps: Deps;
  reader: Reader;
  orderId: string;
  evidenceId: string;
  termsHash: string;
  code: string;
  facts: Pick<SigningFacts, 'provenHash' | 'codeId' | 'codeHash' | 'attempts'>;
  req: Request;
}): Promise<void> {
  const { deps, evidenceId, termsHash, facts } = input;
  if (facts.provenHash !== null) return sameTerms(facts.provenHash, termsHash);
  const { codeId, codeHash, attempts } = facts;
  if (codeId === null || codeHash === null || attempts === null || attempts >= MOST_ATTEMPTS)
    throw new Refused('WrongCode');
  const secrets = everySecret(secretOf(deps.env));
  if (!secrets.some((one) => isSame(hashSigningCode(one, codeId, input.code), codeHash))) {
    await deps.database.execute(sql`
      UPDATE signing_code SET attempts = attempts + 1
      WHERE id = ${codeId}::uuid AND used_at IS NULL AND attempts < ${MOST_ATTEMPTS}`);
    throw new Refused('WrongCode');
  }
  if (await takeCode({ ...input, codeId })) return;
  // Used meanwhile, by a repetition of this call or by another one.
  const kept = await deps.database.models.signingEvidence.findUnique({ where: { id: evidenceId } });
  if (!kept) throw new Refused('WrongCode');
  sameTerms(kept.termsHash, termsHash);
}

function sameTerms(proven: string, termsHash: string): void {
  if (proven !== termsHash) throw new Refused('KeyReused');
}

/**
 * Uses the code and stores the evidence in one statement. A concurrent attempt with the same code waits for its row.
 */
async function takeCode(input: {
  deps: Deps;
  reader: Reader;
  orderId: string;
  evidenceId: string;
  termsHash: string;
  codeId: string;
  req: Request;
}): Promise<boolean> {
  const { deps, reader, orderId, evidenceId, termsHash, codeId, req } = input;
  const ip = req.ip ?? 'unknown';
  const device = (req.headers['user-agent'] ?? 'unknown').slice(0, 300);
  const now = new Date();
  // Counted again under the row's lock: parallel guesses must all be counted before the right one.
  const count = await deps.database.execute(sql`
    WITH used AS (
      UPDATE signing_code SET used_at = ${now}
      WHERE id = ${codeId}::uuid AND used_at IS NULL AND attempts < ${MOST_ATTEMPTS} AND expires_at > ${now}
      RETURNING id
    )
    INSERT INTO signing_evidence (id, order_id, person_id, terms_hash, code_id, ip, device, at)
    SELECT ${evidenceId}, ${orderId}, ${reader.id}::uuid, ${termsHash}, used.id, ${ip}, ${device}, ${now} FROM used
    ON CONFLICT (id) DO NOTHING`);
  return count === 1;
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
