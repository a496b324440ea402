import { mockServices } from '@backstage/backend-test-utils';
import { BackgroundLoop } from './BackgroundLoop';

describe('BackgroundLoop', () => {
  let turns: number[];
  let loop: BackgroundLoop | undefined;

  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
    turns = [];
  });

  afterEach(async () => {
    await loop?.stop();
    jest.useRealTimers();
  });

  function start(options: { pause: number; rest?: number }) {
    loop = new BackgroundLoop({
      name: 'Counting',
      logger: mockServices.logger.mock(),
      ...options,
      turn: async () => {
        turns.push(Date.now());
        return false;
      },
    });
    loop.start();
    return loop;
  }

  it('takes a turn after each pause, and soon after a nudge', async () => {
    const running = start({ pause: 60_000 });
    await jest.advanceTimersByTimeAsync(10_000);
    running.nudge();
    await jest.advanceTimersByTimeAsync(100);
    expect(turns).toEqual([0, 10_050]);
  });

  it('is not put off by nudges', async () => {
    const running = start({ pause: 60_000, rest: 5_000 });
    for (let second = 0; second < 130; second++) {
      await jest.advanceTimersByTimeAsync(1_000);
      if (second === 30 || second === 50) {
        running.nudge();
      }
    }
    expect(turns).toEqual([0, 31_050, 51_050, 60_000, 120_000]);
  });

  it('rests between turns, however much is nudged', async () => {
    const running = start({ pause: 60_000, rest: 5_000 });
    for (let step = 0; step < 200; step++) {
      await jest.advanceTimersByTimeAsync(100);
      running.nudge();
    }
    expect(turns).toEqual([0, 5_000, 10_000, 15_000, 20_000]);
  });
});
