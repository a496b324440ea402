// @ts-check

/**
 * Data sets that might become data products, as sources told of them last, and who reads them. Moments are milliseconds since the epoch.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('candidate_sources', table => {
    table.comment('Who told of data sets and their readers, and when');
    table.string('id', 63).primary();
    table
      .string('publisher', 255)
      .notNullable()
      .comment('The publisher that sends it; only it may send it again');
    table.string('title', 255).notNullable();
    table
      .bigInteger('received_at')
      .notNullable()
      .comment('When it was told last, changed or not');
    table
      .string('digest', 64)
      .notNullable()
      .comment('SHA-256 of the graph: the same again writes no part');
    table.integer('data_sets').notNullable();
    table.integer('uses').notNullable();
  });

  await knex.schema.createTable('candidate_graph_parts', table => {
    table.comment('The graph of a source in pieces of at most 500 entries');
    table.string('source', 63).notNullable();
    table.integer('part').notNullable().comment('Its place, from 0');
    table
      .text('content', 'longtext')
      .notNullable()
      .comment('JSON of data sets and uses; groups by name, no person');
    table.primary(['source', 'part']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('candidate_graph_parts');
  await knex.schema.dropTable('candidate_sources');
};
