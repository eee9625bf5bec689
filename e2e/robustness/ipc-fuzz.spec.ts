import { CHANNELS, methodName } from '../../src-shared/ipc/channels';
import { expect, test } from '../testing/fixtures';

/** Channels that open a dialog of the system for any request, which only a person closes. */
const ASK_A_PERSON = [
  'datasets.choose-file',
  'datasets.choose-folder',
  'runs.choose-points',
  'runs.paste-points',
  'datasets.paste',
];

/** What came of one request, as the page sees it. */
interface Outcome {
  readonly channel: string;
  readonly payload: string;
  /** Kind of the error; "ok" for an answer, "thrown" where the request cannot be copied to main. */
  readonly came: string;
}

test('no channel falls over what is sent to it, and nothing is written', async ({ benchtop }) => {
  benchtop.expectsRefusals = true;
  const kept = (): Promise<unknown[]> =>
    Promise.all(
      ['settingsGet', 'experimentsList', 'datasetsList', 'groupsList', 'runsList', 'libraryTrash'].map(
        (method) => benchtop.call(method),
      ),
    );
  const before = await kept();
  // Were a dialog opened all the same, it would be counted, and closed.
  await benchtop.app.evaluate(({ dialog }) => {
    const counted = globalThis as unknown as { dialogs: number };
    counted.dialogs = 0;
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: true, filePaths: [], count: counted.dialogs++ });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '', count: counted.dialogs++ });
  });
  const methods = CHANNELS.filter((channel) => !ASK_A_PERSON.includes(channel)).map(
    (channel) => [channel, methodName(channel)] as const,
  );
  const outcomes: Outcome[] = await benchtop.page.evaluate(async (asked) => {
    const { benchtop: api } = globalThis as unknown as {
      benchtop: Record<string, (request?: unknown) => Promise<{ ok: boolean; error?: { kind: string } }>>;
    };
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    let deep: unknown = null;
    for (let depth = 0; depth < 200; depth++) deep = { deep, id: [deep] };
    const proto = JSON.parse('{"__proto__": {"polluted": true}, "id": "x"}') as unknown;
    const id = '20260101-000000-000-abcdef';
    const payloads: [string, unknown][] = [
      ['nothing', undefined],
      ['null', null],
      ['true', true],
      ['NaN', NaN],
      ['-1', -1],
      ['2^53', 2 ** 53],
      ['a bigint', 10n],
      ['a date', new Date(0)],
      ['text', 'x'],
      ['a megabyte', 'a'.repeat(1e6)],
      ['a list', []],
      ['a list of 100,000', new Array(100_000).fill(id)],
      ['an object', {}],
      ['a circle', circle],
      ['200 deep', deep],
      ['a prototype', proto],
      ['constructor', { constructor: { prototype: { polluted: true } } }],
      ['bytes', new Uint8Array(1000)],
      ['a map', new Map([['id', id]])],
      ['an id out of the folder', { id: '../../../etc/passwd' }],
      ['an id of nobody', { id }],
      ['ids of nobody', { ids: new Array(1000).fill(id) }],
      ['a path', { path: '/etc/passwd' }],
      ['a null byte', { path: '/tmp/\0', id: '\0', name: '\0' }],
      ['wrong types', { id: {}, ids: 7, path: [], name: null, step: 'x', experiment: [], options: '' }],
      ['more than asked', { id, extra: 1, __more: [1] }],
    ];
    const found: { channel: string; payload: string; came: string }[] = [];
    for (const [channel, method] of asked) {
      for (const [payload, value] of payloads) {
        let came = 'thrown';
        try {
          const answer = await api[method]!(value);
          came = answer.ok ? 'ok' : (answer.error?.kind ?? 'an answer without a kind');
        } catch {
          // Cannot be copied.
        }
        found.push({ channel, payload, came });
      }
    }
    return found;
  }, methods);
  expect(outcomes).toHaveLength(methods.length * 26);
  const expected = ['ok', 'usage', 'not-found', 'not-allowed', 'thrown'];
  expect(outcomes.filter(({ came }) => !expected.includes(came))).toEqual([]);
  const after = await benchtop.app.evaluate(() => ({
    dialogs: (globalThis as unknown as { dialogs: number }).dialogs,
    polluted: ({} as { polluted?: boolean }).polluted ?? false,
  }));
  expect(after).toEqual({ dialogs: 0, polluted: false });
  expect(await kept()).toEqual(before);
});
