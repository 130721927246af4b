/** What our plugins share: our REST, and elements made of it. What people wrote becomes text, never markup. */

/** Statuses in the order of their urgency, with the words of the badges and of the columns. */
export const STATUSES = [
  {id: 'overdue', words: 'quá hạn', title: 'Quá hạn'},
  {id: 'dueSoon', words: 'sắp đến hạn', title: 'Sắp đến hạn'},
  {id: 'inTime', words: 'trong hạn', title: 'Trong hạn'},
  {id: 'doneLate', words: 'hoàn thành quá hạn', title: 'Hoàn thành quá hạn'},
  {id: 'doneOnTime', words: 'hoàn thành', title: 'Hoàn thành đúng hạn'},
  {id: 'waived', words: 'không thực hiện', title: 'Không thực hiện'}
];

/** Answers with what our REST says; fails with words for the reader. */
export async function load(path, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value != null && value !== '');
  const query = new URLSearchParams(given).toString();
  let answer;
  try {
    answer = await fetch(`/api/cockpit/${path}${query && `?${query}`}`, {headers: {Accept: 'application/json'}});
  } catch {
    throw new Error('Không kết nối được máy chủ. Hãy kiểm tra mạng rồi tải lại trang.');
  }
  if (answer.status === 401) {
    throw new Error('Phiên làm việc đã hết. Hãy tải lại trang và đăng nhập lại.');
  }
  if (!answer.ok) {
    throw new Error('Chưa tải được số liệu. Hãy tải lại trang; nếu vẫn lỗi, xem nhật ký của máy chủ.');
  }
  return answer.json();
}

/** An element; attributes that are functions are listeners, children are elements or texts, nothing is left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      made.addEventListener(attribute, value);
    } else if (value != null) {
      made.setAttribute(attribute, value);
    }
  }
  made.append(...children.flat().filter(child => child != null));
  return made;
}

/** A table whose columns are {title, class, of(row)}; what a column yields is a text or an element. */
export function table(columns, rows, attributes = {}) {
  return element('table', {class: 'dondoc-table', ...attributes},
    element('thead', {}, element('tr', {},
      columns.map(column => element('th', {scope: 'col', class: column.class}, column.title)))),
    element('tbody', {}, rows.map(row => element('tr', {},
      columns.map(column => element('td', {class: column.class}, column.of(row)))))));
}

/** How often what is shown is asked for anew, in milliseconds. */
const EVERY = 60_000;

/** Does this now and every minute while somebody looks; answers with how to end it. */
export function keepFresh(refresh) {
  refresh();
  const clock = setInterval(() => document.hidden || refresh(), EVERY);
  return () => clearInterval(clock);
}

/** Shows what is loaded, the waiting for it, or why it did not come. */
export async function show(node, loading, view) {
  if (!node.hasChildNodes()) {
    node.append(note('Đang tải…'));
  }
  try {
    const loaded = await loading;
    node.replaceChildren(...[view(loaded)].flat());
  } catch (failure) {
    node.replaceChildren(element('p', {class: 'dondoc-error', role: 'alert'}, failure.message));
  }
}

export function note(text) {
  return element('p', {class: 'dondoc-note'}, text);
}

export function link(href, ...children) {
  return element('a', {href}, ...children);
}

export function instanceLink(id, ...children) {
  return link(`#/process-instance/${encodeURIComponent(id)}/runtime`, ...children);
}

/** The tab of overdue duties beside the diagram of a process, showing those that the text finds. */
export function overdueLink(processDefinitionId, text, ...children) {
  const query = new URLSearchParams({detailsTab: 'overdue-duties', overdue: text});
  return link(`#/process-definition/${encodeURIComponent(processDefinitionId)}/runtime?${query}`, ...children);
}

/** 3468 → 3.468 */
export function number(value) {
  return value.toLocaleString('vi-VN');
}

/** 2024-05-31… → 31/05/2024 */
export function day(local) {
  return local.slice(0, 10).split('-').reverse().join('/');
}

/** 2024-05-31T17:00:00 → 31/05/2024 17:00 */
export function time(local) {
  return `${day(local)} ${local.slice(11, 16)}`;
}

/** How many duties of which status, as one line. */
export function inWords(counts) {
  return STATUSES.filter(status => counts[status.id] > 0)
    .map(status => `${status.title}: ${number(counts[status.id])}`)
    .join(' · ');
}
