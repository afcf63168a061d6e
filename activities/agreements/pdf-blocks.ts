export const MARGIN = 56;
export const WIDTH = 595 - 2 * MARGIN;

export function heading(pdf: PDFKit.PDFDocument, title: string): void {
  pdf.moveDown(0.6).fontSize(13).text(title, MARGIN, pdf.y, { width: WIDTH }).moveDown(0.3);
}

/** Label and value side by side; a long value wraps under itself. */
export function rows(pdf: PDFKit.PDFDocument, pairs: [string, string][], { right = false } = {}): void {
  const label = right ? WIDTH - 110 : 110;
  pdf.fontSize(10);
  for (const [name, value] of pairs) {
    const height = Math.max(
      pdf.heightOfString(name, { width: label - 10 }),
      pdf.heightOfString(value, { width: WIDTH - label }),
    );
    if (pdf.y + height > pdf.page.height - MARGIN) pdf.addPage();
    const { y } = pdf;
    pdf.text(name, MARGIN, y, { width: label - 10 });
    pdf.text(value, MARGIN + label, y, { width: WIDTH - label, align: right ? 'right' : 'left' });
    pdf.y = y + height + 3;
  }
  pdf.moveDown(0.3);
}

export function note(pdf: PDFKit.PDFDocument, text: string): void {
  pdf
    .fontSize(9)
    .fillColor('#666')
    .text(text, MARGIN, pdf.y, { width: WIDTH })
    .fillColor('#000')
    .moveDown(0.3);
}
