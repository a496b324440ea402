/**
 * Collects the moments at which time alone could change an answer. Every comparison with `now` goes through it, so that the
 * earliest of them is never missed. Windows are open at their old end: a record leaves one exactly a window after its time.
 * @internal
 */
export class Horizon {
  private earliest = Number.POSITIVE_INFINITY;

  constructor(readonly now: number) {}

  /** Whether the moment has come; notes it when it has not. */
  reached(moment: number): boolean {
    if (moment <= this.now) {
      return true;
    }
    this.note(moment);
    return false;
  }

  /** Whether a time lies inside the window of this length that ends now. */
  within(time: number, length: number): boolean {
    return this.reached(time) && !this.reached(time + length);
  }

  note(moment: number): void {
    if (moment > this.now && moment < this.earliest) {
      this.earliest = moment;
    }
  }

  /** The earliest noted moment after now. */
  get next(): number | undefined {
    return Number.isFinite(this.earliest) ? this.earliest : undefined;
  }
}
