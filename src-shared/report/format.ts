/** What a report is written as: a page, a paragraph with its sources, or tables. */
export const REPORT_FORMATS = ['html', 'methods', 'bibtex', 'latex', 'markdown', 'csv'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Ending of a file in each format, without the dot. */
export const REPORT_ENDINGS: Readonly<Record<ReportFormat, string>> = {
  html: 'html',
  methods: 'txt',
  bibtex: 'bib',
  latex: 'tex',
  markdown: 'md',
  csv: 'csv',
};
