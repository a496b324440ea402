// Prints "passed failed skipped" of a test report: node script/counts.mjs jest|playwright FILE
import { readFileSync } from 'node:fs';

const [runner, file] = process.argv.slice(2);
const report = JSON.parse(readFileSync(file, 'utf8'));
const counts =
  runner === 'jest'
    ? [
        report.numPassedTests,
        report.numFailedTests + report.numRuntimeErrorTestSuites,
        report.numPendingTests,
      ]
    : [
        report.stats.expected + report.stats.flaky,
        report.stats.unexpected,
        report.stats.skipped,
      ];
console.log(counts.join(' '));
