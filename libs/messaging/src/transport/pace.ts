import { performance, type EventLoopUtilization } from 'node:perf_hooks';

/** Milliseconds between two rounds, in a process that has nothing else to do and in one that never rests. */
const LEAST_MS = 5;
const MOST_MS = 25;

/** Milliseconds a loop rests for that share of time in which its process was busy. */
export const restFor = (busy: number): number => LEAST_MS + (MOST_MS - LEAST_MS) * Math.min(1, Math.max(0, busy)) ** 2;

/**
 * How a loop rests between rounds that found something: the busier its process, the longer, so that a round finds more. Each costs a
 * transaction whatever it finds, and who waits for a busy process waits longer than this. The first round after a lull is not held up.
 */
export class Pace {
  #before: EventLoopUtilization = performance.eventLoopUtilization();

  /** Milliseconds to rest now, by how busy the process was since this was last asked. */
  rest(): number {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.#before);
    this.#before = now;
    return restFor(utilization);
  }
}
