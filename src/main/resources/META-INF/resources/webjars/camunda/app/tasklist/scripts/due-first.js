/* What is due first stands first, until somebody wants it otherwise; Tasklist would begin with the newest. */
const [path, query = ''] = location.hash.split('?');
const parameters = new URLSearchParams(query);
if (!parameters.has('sorting')) {
  parameters.set('sorting', JSON.stringify([{ sortBy: 'dueDate', sortOrder: 'asc' }]));
  history.replaceState(null, '', `${path || '#/'}?${parameters}`);
}
