import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { secretOf } from '#platform/env.ts';
import { everySecret } from '#platform/proof.ts';
import type { Deps } from '../deps.ts';
import type { Reader } from '../reader.ts';
import { Refused } from '../refused.ts';
import { hashSigningCode } from './make-signing-code.ts';

const MOST_ATTEMPTS = 5;

/**
 * Checks the one-time code and keeps the evidence of it: who, which terms, when, from where. The evidence has the
 * call's own id, so a repeated call needs no second code.
 */
export async function proveSigner(input: {
  deps: Deps;
  reader: Reader;
  orderId: string;
  evidenceId: string;
  termsHash: string;
  code: string;
  req: Request;
}): Promise<void> {
  const { deps, reader, orderId, evidenceId, termsHash, code, req } = input;
  const verdict = await deps.database.$transaction(async (tx) => {
    // One attempt at a time: parallel guesses must all be counted.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign:${orderId}:${reader.id}`}, 0))`;
    const kept = await tx.signingEvidence.findUnique({ where: { id: evidenceId } });
    if (kept) return kept.termsHash === termsHash ? 'proven' : 'reused';
    const sent = await tx.signingCode.findFirst({
      where: { orderId, personId: reader.id, usedAt: null, expiresAt: { gt: new Date() } },
      orderBy: { createdAt: 'desc' },
    });
    if (!sent || sent.attempts >= MOST_ATTEMPTS) return 'wrong';
    const secrets = everySecret(secretOf(deps.env));
    if (!secrets.some((one) => isSame(hashSigningCode(one, sent.id, code), sent.codeHash))) {
      await tx.signingCode.update({ where: { id: sent.id }, data: { attempts: { increment: 1 } } });
      return 'wrong';
    }
    await tx.signingCode.update({ where: { id: sent.id }, data: { usedAt: new Date() } });
    const ip = req.ip ?? 'unknown';
    const device = (req.headers['user-agent'] ?? 'unknown').slice(0, 300);
    await tx.signingEvidence.create({
      data: { id: evidenceId, orderId, personId: reader.id, termsHash, codeId: sent.id, ip, device },
    });
    return 'proven';
  });
  if (verdict === 'wrong') throw new Refused('WrongCode');
  if (verdict === 'reused') throw new Refused('KeyReused');
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
