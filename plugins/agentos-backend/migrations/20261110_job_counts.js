/**
 * @param {import('knex').Knex} knex
 */
exports.up = async knex => {
  await knex.schema.createTable('job_counts', table => {
    table.comment(
      'How many rows of jobs there are, kept in the transactions that change them; queue is empty for none',
    );
    table.string('instance', 256).notNullable();
    table.string('source', 256).notNullable();
    table.string('queue', 256).notNullable();
    table.string('state', 16).notNullable();
    table.integer('count').notNullable();
    table.bigInteger('changed_at').notNullable();
    table.primary(['instance', 'source', 'queue', 'state']);
  });
  await knex.raw(`
    insert into job_counts (instance, source, queue, state, count, changed_at)
    select instance, source, coalesce(queue, ''), state, count(*), max(changed_at)
    from jobs group by instance, source, coalesce(queue, ''), state
  `);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async knex => {
  await knex.schema.dropTable('job_counts');
};
