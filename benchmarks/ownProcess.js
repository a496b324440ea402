const { spawnSync } = require('node:child_process');

/** Tells the process that started this one what came out, and the most memory that this one ever held, in MB. */
function report(result) {
  process.stdout.write(
    JSON.stringify({
      ...result,
      // Linux counts in kB.
      megabytes: process.resourceUsage().maxRSS / 1024,
    }),
  );
}

/** Runs a script in a process of its own and gives what it reports. */
function inOwnProcess(script, args) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [script, ...args],
    { encoding: 'utf8', maxBuffer: 1e8 },
  );
  if (status !== 0) {
    throw new Error(`${args.join(' ')}: ${stderr}`);
  }
  return JSON.parse(stdout);
}

module.exports = { inOwnProcess, report };
