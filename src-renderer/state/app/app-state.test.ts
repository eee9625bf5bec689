import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { at } from '../../../src-shared/present';
import { settingsSchema } from '../../../src-shared/settings';
import { AppState } from './app-state.svelte';
import { newExperiment } from '../form/proposed/form-guess';
import { ExperimentsState } from '../form/experiments-state.svelte';
import { FakeApi, settled } from '../../testing/fake-api';
import { Toasts } from '../base/toasts.svelte';

const settings = settingsSchema.parse({ theme: 'dark' });
const info = { notices: ['A run was found interrupted.'], showsRun: null };

describe(AppState, () => {
  it('loads settings and notices, and follows what main pushes', async () => {
    const fake = new FakeApi();
    fake.answer('settingsGet', () => settings);
    fake.answer('appGetInfo', () => info);
    const app = new AppState(fake.api, new Toasts());
    app.start();
    expect(app.theme).toBe('light');
    await settled();
    expect(app.theme).toBe('dark');
    expect(app.notices).toEqual(info.notices);
    app.dismissNotice(info.notices[0] ?? '');
    expect(app.notices).toEqual([]);
    fake.push('settings.changed', { ...settings, theme: 'light' });
    expect(app.theme).toBe('light');
  });

  it('says notices of main in the language of the window', () => {
    const fake = new FakeApi();
    const toasts = new Toasts();
    new AppState(fake.api, toasts).start();
    globalThis.benchtopWords = { locale: 'de', texts: { '“{name}” goes on.': '„{name}“ geht weiter.' } };
    const said = sentence('“{name}” goes on.', { name: 'cars' });
    fake.push('notice', { kind: 'info', message: '“cars” goes on.', said });
    fake.push('notice', { kind: 'error', message: 'of the system' });
    globalThis.benchtopWords = undefined;
    expect(toasts.items.map(({ message }) => message)).toEqual(['„cars“ geht weiter.', 'of the system']);
  });

  it('shows the run that its window was opened for, unless the person is elsewhere already', async () => {
    for (const [route, shown] of [
      [{ view: 'home' }, { view: 'run', runId: 'run-1' }],
      [{ view: 'runs' }, { view: 'runs' }],
    ] as const) {
      const fake = new FakeApi();
      fake.answer('settingsGet', () => settings);
      fake.answer('appGetInfo', () => ({ ...info, showsRun: 'run-1' }));
      const app = new AppState(fake.api, new Toasts());
      app.start();
      app.go(route);
      await settled();
      expect(app.route).toEqual(shown);
    }
  });

  it('follows the system where the person has not chosen', async () => {
    const fake = new FakeApi();
    fake.answer('settingsGet', () => settingsSchema.parse({}));
    fake.answer('appGetInfo', () => info);
    const system = new EventTarget() as MediaQueryList;
    Object.assign(system, { matches: true });
    const app = new AppState(fake.api, new Toasts());
    app.start(system);
    await settled();
    expect(app.theme).toBe('dark');
    Object.assign(system, { matches: false });
    system.dispatchEvent(new Event('change'));
    expect(app.theme).toBe('light');
  });

  it('in a narrow window the rail is opened over the view, until the next view, and the setting stays', () => {
    const narrow = new EventTarget() as MediaQueryList;
    Object.assign(narrow, { matches: true });
    const app = new AppState(new FakeApi().api, new Toasts());
    app.start(null, narrow);
    expect([app.isNarrow, app.isRailCollapsed]).toEqual([true, true]);
    app.toggleRail();
    expect([app.isRailCollapsed, app.settings.railCollapsed]).toEqual([false, false]);
    app.go({ view: 'runs' });
    expect(app.isRailCollapsed).toBe(true);
    Object.assign(narrow, { matches: false });
    narrow.dispatchEvent(new Event('change'));
    expect(app.isRailCollapsed).toBe(false);
  });

  it('shows a setting at once and takes it back when main refuses', async () => {
    const fake = new FakeApi();
    fake.answer('settingsSet', () => {
      throw fail('disk-full', 'The disk is full.');
    });
    const toasts = new Toasts();
    const app = new AppState(fake.api, toasts);
    const done = app.set({ railCollapsed: true });
    expect(app.settings.railCollapsed).toBe(true);
    await done;
    expect(app.settings.railCollapsed).toBe(false);
    expect(toasts.items.map((toast) => toast.message)).toEqual(['The disk is full.']);
  });

  it('keeps what was set last while main answers what was set before', async () => {
    const fake = new FakeApi();
    const answers: (() => void)[] = [];
    let stored = settings;
    fake.answer('settingsSet', async (patch: object) => {
      await new Promise<void>((go) => answers.push(go));
      return (stored = settingsSchema.parse({ ...stored, ...patch }));
    });
    const app = new AppState(fake.api, new Toasts());
    app.start();
    const first = app.set({ theme: 'light' });
    const second = app.set({ theme: 'dark' });
    expect(app.settings.theme).toBe('dark');
    at(answers, 0)();
    await first;
    fake.push('settings.changed', stored);
    expect(app.settings.theme).toBe('dark');
    const { runTable } = app.settings;
    fake.push('settings.changed', structuredClone({ ...stored, recentFiles: ['/data/a.csv'] }));
    expect(app.settings.runTable).toBe(runTable);
    expect(app.settings).toMatchObject({ theme: 'dark', recentFiles: ['/data/a.csv'] });
    at(answers, 1)();
    await second;
    expect(app.settings.theme).toBe('dark');
  });
});

describe(ExperimentsState, () => {
  const item = { bundled: false, published: false, description: '', experiment: newExperiment() };

  it('keeps bundled ones apart, newest saved first, and refreshes on a push', async () => {
    const fake = new FakeApi();
    let list = [
      { ...item, id: 'exp-old0', updatedAt: '2026-01-01' },
      { ...item, id: 'exp-new0', updatedAt: '2026-02-01' },
      { ...item, id: 'exp-xnor', bundled: true, updatedAt: null },
    ];
    fake.answer('experimentsList', () => list);
    const experiments = new ExperimentsState(fake.api, new Toasts());
    experiments.start();
    await settled();
    expect(experiments.saved.map(({ id }) => id)).toEqual(['exp-new0', 'exp-old0']);
    expect(experiments.bundled.map(({ id }) => id)).toEqual(['exp-xnor']);
    list = [];
    fake.push('experiments.changed', null);
    await settled();
    expect(experiments.saved).toEqual([]);
  });

  it('deletes with an Undo that saves it again', async () => {
    const fake = new FakeApi();
    const saved = { ...item, id: 'exp-0001', updatedAt: null };
    fake.answer('experimentsDelete', () => null);
    fake.answer('experimentsList', () => []);
    fake.answer('experimentsSave', () => saved);
    const toasts = new Toasts();
    const experiments = new ExperimentsState(fake.api, toasts);
    expect(await experiments.remove(saved)).toBe(true);
    toasts.items[0]?.actions[0]?.run();
    await settled();
    expect(fake.calls.find((call) => call.method === 'experimentsSave')?.request).toEqual({
      id: null,
      experiment: item.experiment,
    });
  });
});

describe(Toasts, () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets messages go after a while, but keeps errors and what is held', () => {
    const toasts = new Toasts();
    const held = toasts.info('held');
    toasts.info('gone');
    toasts.error('stays');
    toasts.hold(held);
    vi.advanceTimersByTime(10000);
    expect(toasts.items.map((toast) => toast.message)).toEqual(['held', 'stays']);
    toasts.release(held);
    vi.advanceTimersByTime(10000);
    expect(toasts.items.map((toast) => toast.message)).toEqual(['stays']);
  });

  it('shows the same error once, and never more than four messages', () => {
    const toasts = new Toasts();
    toasts.error('same');
    toasts.error('same');
    expect(toasts.items.length).toBe(1);
    for (const message of ['1', '2', '3', '4', '5']) toasts.error(message);
    expect(toasts.items.map((toast) => toast.message)).toEqual(['2', '3', '4', '5']);
  });
});
