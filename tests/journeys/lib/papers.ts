// Papers to upload: small, synthetic, and of the type that they claim to be.
const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;
export const paper = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(pdf) });
/** Text that calls itself a PDF. */
export const falsePaper = { name: 'report.pdf', mimeType: 'application/pdf', buffer: Buffer.from('not a PDF at all') };
