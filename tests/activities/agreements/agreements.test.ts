import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Booked } from '#contracts/matching/effects.ts';
import { canonicalJson, sha256Hex } from '#platform/canonical-json.ts';
import {
  aFixture,
  type Fixture,
  HELPER,
  hours,
  OTHER_HELPER,
  type TestOrder,
  tenOClock,
} from '#tests/support/a-fixture.ts';

interface Font {
  getGlyph(id: number): { path: { commands: unknown[]; toSVG(): string } };
}
// The font reader that pdfkit itself brings.
const require = createRequire(import.meta.url);
const fontkit = createRequire(require.resolve('pdfkit'))('fontkit') as { create(data: Buffer): Font };

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(async () => fixture.drop());

async function drafted(day: number): Promise<{ order: TestOrder; booked: Booked }> {
  const order = await fixture.anOrder({ windowStart: tenOClock(day) });
  await order.recommend();
  const [first] = await fixture.database.models.candidate.findMany({
    where: { orderId: order.id },
    orderBy: { rank: 'asc' },
  });
  const booked = await order.book(first?.helperId as string);
  if (!booked.ok) throw new Error(booked.code);
  return { order, booked };
}

describe('signAgreement', () => {
  test('both sign the same hash → booked for good, PDF kept with its hash in the events, start code made', async () => {
    const { order, booked } = await drafted(3);
    expect(await order.sign('helper', booked)).toEqual({ ok: true, complete: false });
    expect((await order.row()).stage).toBe('agreement');
    expect(await order.sign('customer', booked)).toEqual({ ok: true, complete: true });
    expect((await order.row()).stage).toBe('scheduled');
    const agreement = await fixture.database.models.agreement.findUniqueOrThrow({
      where: { id: booked.agreementId },
      include: { document: true, signatures: true },
    });
    expect(agreement).toMatchObject({ status: 'signed', termsHash: booked.termsHash });
    expect(sha256Hex(canonicalJson(agreement.terms))).toBe(booked.termsHash);
    expect(agreement.signatures.map((s) => s.party).sort()).toEqual(['customer', 'helper']);
    const sealed = await fixture.database.models.orderEvent.findFirstOrThrow({
      where: { orderId: order.id, kind: 'agreementSealed' },
    });
    const sha256 = sha256Hex(agreement.document?.pdf as Uint8Array);
    expect(sealed.payload).toEqual({
      agreementId: booked.agreementId,
      termsHash: booked.termsHash,
      documentSha256: sha256,
    });
    expect(agreement.document?.sha256).toBe(sha256);
    const slot = await fixture.database.models.booking.findFirstOrThrow({
      where: { orderId: order.id, status: 'confirmed' },
    });
    expect(slot).toMatchObject({ helperId: booked.helperId, heldUntil: null });
    const visit = await fixture.database.models.visit.findUniqueOrThrow({ where: { orderId: order.id } });
    expect(visit.startCode).toMatch(/^\d{4}$/);
  });

  test('F13: the signature that ends a free exit is in the agreement, and only if it counts', async () => {
    const { order, booked } = await drafted(5);
    const ends = async () =>
      (await fixture.database.models.agreement.findUniqueOrThrow({ where: { id: booked.agreementId } }))
        .endsFreeExit;
    const refused = await order.sign('customer', booked, 'no evidence', { endsFreeExit: true });
    expect(refused).toMatchObject({ ok: false });
    expect(await ends()).toBe(false);
    await order.sign('helper', booked);
    expect(await ends()).toBe(false);
    await order.sign('customer', booked, undefined, { endsFreeExit: true });
    expect(await ends()).toBe(true);
  });

  test('no proof, someone else’s proof, other terms, twice, void → refused', async () => {
    const { order, booked } = await drafted(4);
    const code = async (answer: Promise<{ ok: boolean; code?: string }>) => (await answer).code;
    expect(await code(order.sign('customer', booked, 'no-such-evidence'))).toBe('Unverified');
    const helpers = await order.evidence(booked.helperId, booked.termsHash);
    expect(await code(order.sign('customer', booked, helpers))).toBe('Unverified');
    const stranger = await order.evidence(
      OTHER_HELPER === booked.helperId ? HELPER : OTHER_HELPER,
      booked.termsHash,
    );
    expect(await code(order.sign('helper', booked, stranger))).toBe('Unverified');
    const changed = { ...booked, termsHash: 'a'.repeat(64) };
    expect(await code(order.sign('customer', changed))).toBe('TermsChanged');
    expect(await order.sign('customer', booked)).toEqual({ ok: true, complete: false });
    expect(await code(order.sign('customer', booked))).toBe('AlreadySigned');
    const event = { kind: 'helperSilent' as const, payload: { helperId: booked.helperId } };
    await fixture.activities.releaseHelper({
      ...(await order.move({ enter: { stage: 'matching' } })),
      helperId: booked.helperId,
      event,
    });
    expect(await code(order.sign('helper', booked))).toBe('TermsChanged');
  });

  test('the hold ran out before the second signature → taken again when free, HoldLost when not', async () => {
    const first = await drafted(5);
    await first.order.sign('helper', first.booked);
    await fixture.database.models.booking.updateMany({
      where: { orderId: first.order.id },
      data: { status: 'voided' },
    });
    expect(await first.order.sign('customer', first.booked)).toEqual({ ok: true, complete: true });

    const second = await drafted(6);
    await second.order.sign('helper', second.booked);
    await fixture.database.models.booking.updateMany({
      where: { orderId: second.order.id },
      data: { status: 'voided' },
    });
    const rival = await fixture.anOrder({ windowStart: new Date(second.booked.startsAt), windowHours: 3 });
    expect((await rival.book(second.booked.helperId, { byHand: true })).ok).toBe(true);
    expect(await second.order.sign('customer', second.booked)).toEqual({ ok: false, code: 'HoldLost' });
    expect(
      await fixture.database.models.signature.count({ where: { agreementId: second.booked.agreementId } }),
    ).toBe(1);
  });
});

describe('the agreement as a PDF', () => {
  test('every character has ink: glyphs are embedded, drawn, and read as the terms', async () => {
    const { order, booked } = await drafted(7);
    await order.sign('helper', booked);
    await order.sign('customer', booked);
    const document = await fixture.database.models.agreementDocument.findUniqueOrThrow({
      where: { agreementId: booked.agreementId },
    });
    const pdf = Buffer.from(document.pdf);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.length).toBeLessThan(300_000);
    const { text, glyphs, font } = readPdf(pdf);
    for (const part of [
      '家政服务合同',
      order.id,
      '日常保洁',
      '柳泉路',
      '张敏',
      '价款明细',
      '192.0.2.7',
      'Test phone',
      booked.termsHash,
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain((booked.totalFen / 100).toFixed(2));
    // Each side's own code, the first signer's first.
    const signatures = await fixture.database.models.signature.findMany({
      where: { agreementId: booked.agreementId },
      orderBy: { signedAt: 'asc' },
    });
    const evidence = await fixture.database.models.signingEvidence.findMany({ where: { orderId: order.id } });
    const codes = signatures.map((s) => evidence.find(({ id }) => id === s.evidenceId)?.codeId as string);
    expect(new Set(codes).size).toBe(2);
    for (const code of codes) expect(text.split(code)).toHaveLength(2);
    const places = codes.map((code) => text.indexOf(code));
    expect(places[0]).toBeGreaterThan(0);
    expect(places[1]).toBeGreaterThan(places[0] as number);
    expect(text).not.toContain('13900000001');
    expect(glyphs.size).toBeGreaterThan(150);
    const blank = [...glyphs].filter(
      ([gid, char]) => char.trim() !== '' && font.getGlyph(gid).path.commands.length === 0,
    );
    expect(blank).toEqual([]);
    // Different characters are different drawings.
    const drawings = new Set([...glyphs.keys()].map((gid) => font.getGlyph(gid).path.toSVG()));
    expect(drawings.size).toBeGreaterThan(glyphs.size * 0.95);
  });

  test('the same agreement drawn again → the same bytes', async () => {
    const { renderAgreement } = await import('#activities/agreements/agreement-pdf.ts');
    const { booked } = await drafted(8);
    const { terms } = await fixture.database.models.agreement.findUniqueOrThrow({
      where: { id: booked.agreementId },
    });
    const input = {
      agreementId: booked.agreementId,
      termsHash: booked.termsHash,
      terms: terms as never,
      serviceName: '日常保洁',
      placeName: '张店区 柳泉路',
      customer: { name: '㛃䶮 Müller-Hoff', phone: '+8613900000001' },
      helper: null,
      sealedAt: new Date(hours(1)),
      signers: [
        {
          party: 'customer',
          signedAt: new Date(0),
          code: randomUUID(),
          ip: '::1',
          device: '很长的设备名称 '.repeat(20),
        },
      ],
    };
    const [one, two] = [await renderAgreement(input), await renderAgreement(input)];
    expect(sha256Hex(one)).toBe(sha256Hex(two));
    expect(readPdf(one).text).toContain('㛃䶮 Müller-Hoff');
  });
});

/** Reads our own PDFs: the embedded font, the glyphs drawn on the pages, and their text. */
function readPdf(pdf: Buffer) {
  const streams: { head: string; data: Buffer }[] = [];
  let from = 0;
  for (;;) {
    const start = pdf.indexOf('stream\n', from);
    if (start < 0) break;
    const end = pdf.indexOf('endstream', start);
    const head = pdf.subarray(Math.max(0, pdf.lastIndexOf(' obj', start)), start).toString('latin1');
    const raw = pdf.subarray(start + 7, end);
    streams.push({ head, data: head.includes('FlateDecode') ? inflateSync(raw, { finishFlush: 2 }) : raw });
    from = end + 9;
  }
  const fontFile = streams.find(
    ({ data }) => data.readUInt32BE(0) === 0x00010000 || data.subarray(0, 4).toString() === 'true',
  );
  if (!fontFile) throw new Error('no TrueType font is embedded');
  const font = fontkit.create(fontFile.data);
  const map = new Map<number, string>();
  const cmap =
    streams
      .map(({ data }) => data.toString('latin1'))
      .find((s) => s.includes('beginbfrange') || s.includes('beginbfchar')) ?? '';
  const read = (hex: string): string =>
    Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le');
  for (const [, first, , list] of cmap.matchAll(/<([0-9a-f]{4})>\s*<([0-9a-f]{4})>\s*\[([^\]]*)\]/gi)) {
    [...(list ?? '').matchAll(/<([0-9a-f ]+)>/gi)].forEach(([, hex], n) => {
      map.set(Number.parseInt(first ?? '0', 16) + n, read(hex ?? ''));
    });
  }
  const pages = streams.map(({ data }) => data.toString('latin1')).filter((s) => /\bTJ\b/.test(s));
  const glyphs = new Map<number, string>();
  let text = '';
  for (const page of pages) {
    for (const [, array] of page.matchAll(/\[([^\]]*)\]\s*TJ/g)) {
      for (const [, hex] of (array ?? '').matchAll(/<([0-9a-f]+)>/gi)) {
        for (const [code] of (hex ?? '').matchAll(/.{4}/g)) {
          const gid = Number.parseInt(code, 16);
          const char = map.get(gid) ?? '\ufffd';
          glyphs.set(gid, char);
          text += char;
        }
      }
    }
  }
  return { text, glyphs, font };
}
