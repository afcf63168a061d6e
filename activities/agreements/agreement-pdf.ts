import PDFDocument from 'pdfkit';
import type { AgreementTerms } from '#contracts/agreements/agreement.ts';
import { maskPhone } from '#platform/personal.ts';
import { clauseText, PRICE_LINES, UNITS } from './agreement-texts.ts';
import { chineseFont } from './chinese-font.ts';
import { heading, MARGIN, note, rows, WIDTH } from './pdf-blocks.ts';

export interface AgreementDocument {
  agreementId: string;
  termsHash: string;
  terms: AgreementTerms;
  serviceName: string;
  placeName: string;
  customer: { name: string; phone: string } | null;
  helper: { name: string; phone: string } | null;
  sealedAt: Date;
  signers: { party: string; signedAt: Date; code: string; ip: string; device: string }[];
}

/** The signed agreement as a PDF with embedded Chinese type; the same agreement always gives the same bytes. */
export async function renderAgreement(input: AgreementDocument): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    // pdfkit takes a font's bytes, its types know only a path.
    font: (await chineseFont()) as unknown as string,
    info: {
      Title: `家政服务合同 ${input.terms.orderId}`,
      Author: '安家 Anjia',
      CreationDate: input.sealedAt,
    },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  drawHead(pdf, input);
  drawService(pdf, input);
  drawPrice(pdf, input.terms);
  drawClauses(pdf, input.terms);
  drawSigners(pdf, input);
  pdf.end();
  return done;
}

function drawHead(
  pdf: PDFKit.PDFDocument,
  { terms, agreementId, customer, helper }: AgreementDocument,
): void {
  pdf.fontSize(20).text('家政服务合同', { align: 'center' }).moveDown(0.2);
  pdf.fontSize(9).fillColor('#666').text(`订单 ${terms.orderId}    合同 ${agreementId}`, { align: 'center' });
  pdf.fillColor('#000').moveDown(1);
  rows(pdf, [
    ['甲方（客户）', `${customer?.name ?? '—'}    ${maskPhone(customer?.phone ?? '')}`],
    ['乙方（家政员）', `${helper?.name ?? '—'}    ${maskPhone(helper?.phone ?? '')}`],
    ['平台', '安家 Anjia（信息服务与担保）'],
  ]);
}

function drawService(pdf: PDFKit.PDFDocument, { terms, serviceName, placeName }: AgreementDocument): void {
  heading(pdf, '一、服务内容');
  rows(pdf, [
    ['项目', serviceName],
    ['数量', `${terms.quantity} ${UNITS[terms.unit] ?? terms.unit}`],
    ['时间', `${local(terms.startsAt)} 至 ${local(terms.endsAt)}`],
    ['地点', placeName],
  ]);
}

function drawPrice(pdf: PDFKit.PDFDocument, terms: AgreementTerms): void {
  heading(pdf, '二、价款明细');
  const lines = terms.quote.lines.map((line): [string, string] => {
    const what = PRICE_LINES[line.code] ?? line.code;
    const how = line.code === 'base' ? `（${yuan(terms.quote.unitFen)} × ${terms.quote.quantity}）` : '';
    return [`${what}${how}`, yuan(line.fen)];
  });
  rows(pdf, [...lines, ['合计', yuan(terms.quote.totalFen)]], { right: true });
  note(
    pdf,
    `其中家政员所得 ${yuan(terms.helperFen)}，平台服务费 ${yuan(terms.platformFen)}。除本合同所列外不收取任何费用。`,
  );
}

function drawClauses(pdf: PDFKit.PDFDocument, terms: AgreementTerms): void {
  heading(pdf, '三、双方权利与义务');
  terms.clauses.forEach((code, n) => {
    pdf
      .fontSize(10)
      .text(`${n + 1}. ${clauseText(code, terms)}`, MARGIN, pdf.y, { width: WIDTH, lineGap: 2 })
      .moveDown(0.3);
  });
}

function drawSigners(pdf: PDFKit.PDFDocument, input: AgreementDocument): void {
  heading(pdf, '四、签署');
  for (const signer of input.signers) {
    const who = signer.party === 'customer' ? '甲方（客户）' : '乙方（家政员）';
    const name = (signer.party === 'customer' ? input.customer : input.helper)?.name ?? '—';
    rows(pdf, [
      [who, `${name} 已以短信验证码签署`],
      ['签署时间', local(signer.signedAt.toISOString())],
      ['验证码编号', signer.code],
      ['网络地址', signer.ip],
      ['设备', signer.device],
    ]);
  }
  note(pdf, `双方签署的条款 SHA-256：${input.termsHash}`);
}

const yuan = (fen: number): string => `${(fen / 100).toFixed(2)} 元`;

/** Beijing time: the agreement's readers live there. */
const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
});
const local = (iso: string): string => clock.format(new Date(iso));
