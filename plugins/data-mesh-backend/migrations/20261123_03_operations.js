// @ts-check

/**
 * What an administrator wants to know: since when a product waits and why its turn failed, which processes are at work, and how the
 * regular tasks ended. Moments are milliseconds since the epoch, by the clock of the machine.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('evaluation_queue', table => {
    table.bigInteger('queued_at').comment('Since when the row is there');
    table.text('last_error').comment('Why the last turn failed, if it did');
  });
  await knex('evaluation_queue').update({
    queued_at: knex.ref('available_at'),
  });

  await knex.schema.createTable('replicas', table => {
    table.comment('The processes at work; each writes its row again and again');
    table.string('name', 255).primary().comment('host:process:random');
    table.bigInteger('started_at').notNullable();
    table.bigInteger('seen_at').notNullable();
    table
      .text('figures')
      .notNullable()
      .comment('What it did in the minutes before, JSON');
    table.index(['seen_at'], 'replicas_seen_at_idx');
  });

  await knex.schema.createTable('task_runs', table => {
    table.comment('How each regular task went the last time');
    table.string('name', 64).primary();
    table.string('replica', 255).notNullable();
    table.bigInteger('started_at').notNullable();
    table.bigInteger('ended_at').comment('Empty while it runs');
    table.text('error').comment('Why it failed, if it did');
    table.text('detail').comment('What it did, JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('task_runs');
  await knex.schema.dropTable('replicas');
  await knex.schema.alterTable('evaluation_queue', table => {
    table.dropColumns('queued_at', 'last_error');
  });
};
