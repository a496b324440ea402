/** What the process ends with, for scripts around it. */
export enum ExitCode {
  Accepted = 0,
  SomeRefused = 1,
  CalledWrongly = 2,
  NotSent = 3,
}
