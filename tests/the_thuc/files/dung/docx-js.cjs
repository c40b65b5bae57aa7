// Makes Word files with the npm package `docx`: node make.cjs OUT_FOLDER < papers.json
const fs = require("fs");
const d = require("docx");
const { AlignmentType: A, LineRuleType: L } = d;
const mm = (v) => Math.round((v / 25.4) * 1440);
const FONT = "Times New Roman";

function run(text, o = {}) {
  return new d.TextRun({
    text, font: FONT, size: (o.size || 14) * 2, bold: o.bold, italics: o.italic,
    underline: o.under ? { type: "single" } : undefined,
  });
}
function par(text, o = {}) {
  const rule = o.exact ? L.EXACT : L.AUTO;
  return new d.Paragraph({
    children: text ? [run(text, o)] : [],
    alignment: o.align || A.CENTER,
    keepNext: o.keep,
    spacing: { before: (o.before || 0) * 20, after: (o.after || 0) * 20, line: (o.exact || 12 * (o.auto || 1)) * 20, lineRule: rule },
    indent: { firstLine: mm(o.first || 0), left: mm(o.left || 0), right: mm(o.right || 0) },
    border: o.rule ? { top: { style: d.BorderStyle.SINGLE, size: 6, space: 0, color: "auto" } } : undefined,
  });
}
const ruled = (cell, length) => par("", { size: 2, exact: 3, before: 3, left: (cell - length) / 2, right: (cell - length) / 2, rule: true });
const none = { style: d.BorderStyle.NONE, size: 0, color: "auto" };
function table(rows, widths) {
  return new d.Table({
    columnWidths: widths.map(mm),
    width: { size: widths.map(mm).reduce((a, b) => a + b), type: d.WidthType.DXA },
    layout: d.TableLayoutType.FIXED,
    borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
    margins: { left: 0, right: 0, top: 0, bottom: 0 },
    rows: rows.map((cells) => new d.TableRow({
      cantSplit: true,
      children: cells.map((children, i) => new d.TableCell({ children, width: { size: mm(widths[i]), type: d.WidthType.DXA } })),
    })),
  });
}
function document(p) {
  const S = p.state;
  const pitch = S ? {} : { exact: 18 };
  const size = S ? 13 : 14;
  const issuer = p.issuer.map((t) => par(t, { ...pitch, size, bold: true }));
  const left = [...p.superior.map((t) => par(t, { ...pitch, size })), ...issuer];
  const cols = S ? [66, 99] : [73, 92];
  const title = S ? "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM" : "ĐẢNG CỘNG SẢN VIỆT NAM";
  const right = [par(title, { ...pitch, size: S ? 13 : 15, bold: true })];
  if (S) {
    left.push(ruled(66, p.issuer_rule_mm));
    right.push(par("Độc lập - Tự do - Hạnh phúc", { bold: true }), ruled(99, p.motto_rule_mm));
  } else {
    left.push(par("*", pitch));
    right.push(ruled(92, p.title_rule_mm));
  }
  const number = [par(p.number, { ...pitch, size })];
  p.letter_subject.forEach((t, i) => number.push(par(t, { ...pitch, size: 12, italic: !S, before: S && i === 0 ? 6 : 0 })));
  const head = table([[left, right], [number, [par(p.place_day, { ...pitch, italic: true })]]], cols);
  const body = { size: 14, align: A.BOTH, first: 10, after: 6, ...(S ? { auto: 1.15 } : { exact: 18 }) };
  const middle = [];
  if (p.kind) middle.push(par(p.kind, { ...pitch, size: S ? 14 : 16, bold: true, before: 18 }));
  [...p.author, ...p.subject].forEach((t) => middle.push(par(t, { ...pitch, bold: true })));
  if (p.kind && !S) middle.push(par("-----", { ...pitch, after: 12 }));
  if (p.kind && S) middle.push(ruled(165, p.subject_rule_mm), par("", { exact: 12 }));
  if (p.addressed) {
    middle.push(par(p.addressed, { ...pitch, italic: !S, align: A.LEFT, left: 40, before: 12 }));
    p.addressees.forEach((t) => middle.push(par(t, { ...pitch, align: A.LEFT, left: 62 })));
    middle.push(par("", { exact: 12 }));
  }
  p.bases.forEach((t) => middle.push(par(t, { ...body, italic: S })));
  p.body.forEach((t, i) => {
    const keep = i >= p.body.length - 2;
    if (t.startsWith("@ ")) middle.push(par(t.slice(2), { ...pitch, bold: true, before: 6, after: 6, keep: true }));
    else if (t.startsWith("# ") || t.startsWith("*")) middle.push(par(t.replace(/^[#* ]+/, ""), { ...body, bold: true, keep: true }));
    else middle.push(par(t, { ...body, keep }));
  });
  const label = S ? { size: 12, bold: true, italic: true } : { ...pitch, under: true };
  const list = S ? { size: 11 } : { size: 12, exact: 15 };
  const to = [par("Nơi nhận:", { ...label, align: A.LEFT }), ...p.recipients.map((t) => par(t, { ...list, align: A.LEFT }))];
  const signed = (s) => [
    ...[s.prefix, s.role].filter(Boolean).map((t) => par(t, { ...pitch, bold: true })),
    ...[s.post].filter(Boolean).map((t) => par(t, { ...pitch, bold: S })),
    par(s.name, { ...pitch, bold: true, before: 78 }),
  ];
  const foot = [par("", { size: 1, exact: 1, keep: true })];
  const last = signed(p.signers[p.signers.length - 1]);
  if (p.signers.length === 1) foot.push(table([[to, last]], [82.5, 82.5]));
  else foot.push(table([[signed(p.signers[0]), last]], [82.5, 82.5]), par("", { exact: 12 }), table([[to, [par("", pitch)]]], [82.5, 82.5]));
  foot.push(par("", { size: 1, exact: 1 }));
  const page = new d.Paragraph({
    alignment: A.CENTER,
    children: [new d.TextRun({ children: [d.PageNumber.CURRENT], font: FONT, size: 28 })],
  });
  return new d.Document({
    title: p.title,
    styles: { default: { document: { run: { font: FONT, size: 28 } } } },
    sections: [{
      properties: {
        titlePage: true,
        page: {
          size: { width: 11906, height: 16838 },
          margin: { top: 1134, bottom: 1134, left: 1701, right: 850, header: 567, footer: 567 },
        },
      },
      headers: { default: new d.Header({ children: [page] }), first: new d.Header({ children: [new d.Paragraph({})] }) },
      children: [head, ...middle, ...foot],
    }],
  });
}
const papers = JSON.parse(fs.readFileSync(0, "utf8"));
(async () => {
  for (const [name, p] of Object.entries(papers)) fs.writeFileSync(`${process.argv[2]}/${name}__docx-js.docx`, await d.Packer.toBuffer(document(p)));
})();
