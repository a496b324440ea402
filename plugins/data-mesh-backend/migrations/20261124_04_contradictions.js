// @ts-check

/**
 * What owners say to contradictions. Moments are milliseconds since the epoch.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('contradiction_replies', table => {
    table.comment('What those who answer for a product say to a contradiction');
    table.string('id', 36).primary();
    table.string('subject_ref', 255).notNullable();
    table
      .string('kind', 32)
      .notNullable()
      .comment('owner, pipeline, schema, rhythm or lifecycle');
    table.string('type', 16).notNullable().comment('answer or dispute');
    table.text('text').notNullable();
    table.text('link');
    table
      .string('created_by', 255)
      .notNullable()
      .comment('Who decided to say it, a user reference');
    table.bigInteger('created_at').notNullable();
    table.string('withdrawn_by', 255);
    table.bigInteger('withdrawn_at');
    table
      .string('request_key', 256)
      .comment('Of the sender: the same request twice is one reply');
    table.unique(['subject_ref', 'created_by', 'request_key'], {
      indexName: 'contradiction_replies_request_idx',
    });
    table.index(['subject_ref'], 'contradiction_replies_subject_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('contradiction_replies');
};
