/** Pages of docs/guide as data, made when the page is built: vite.guide.ts. */
declare module 'virtual:guide' {
  export const pages: readonly import('../src-shared/help/page').Page[];
}
