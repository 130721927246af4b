/** Beside the diagram of a process: its overdue duties, page by page. */
import {day, element, instanceLink, load, note, number, show, table} from './elements.js';

const PAGE = 50;
const PAUSE_MILLIS = 300;

const COLUMNS = [
  {title: 'Đơn vị', of: duty => duty.unit},
  {title: 'Mục', of: duty => duty.clause},
  {title: 'Nhiệm vụ', of: duty => duty.processInstanceId ? instanceLink(duty.processInstanceId, duty.name) : duty.name},
  {title: 'Hạn hoàn thành', of: duty => day(duty.due)},
  {title: 'Quá hạn', class: 'dondoc-late', of: duty => late(duty.workingDaysLate)},
  {title: 'Trạng thái', of: duty => duty.stateText},
  {title: 'Cấp đang xử lý', of: duty => duty.stageText ?? 'Chưa báo cáo cấp trên'},
  {title: 'Văn bản', class: 'dondoc-time', of: duty => duty.documentNumber}
];

export default {
  id: 'overdue-duties',
  pluginPoint: 'cockpit.processDefinition.runtime.tab',
  priority: 15,
  properties: {label: 'Nhiệm vụ quá hạn'},

  render(node, {processDefinitionId}) {
    const path = `process-definitions/${encodeURIComponent(processDefinitionId)}/overdue`;
    const list = element('div', {'aria-live': 'polite', tabindex: '0'});
    const text = element('input', {
      type: 'search',
      class: 'form-control',
      id: 'dondoc-overdue-text',
      placeholder: 'Tên đơn vị, huyện, nhiệm vụ hoặc mục (11.d3), gõ không dấu cũng được',
      value: new URLSearchParams(location.hash.split('?')[1]).get('overdue') ?? ''
    });
    let asked = 0;
    const open = async from => {
      const question = ++asked;
      const answer = load(path, {text: text.value.trim(), from});
      await answer.catch(() => null);
      // What was typed in the meantime counts, in whatever order the answers come.
      if (question === asked) {
        await show(list, answer, page => view(page, from, open, text.value.trim()));
      }
    };
    let pause;
    text.addEventListener('input', () => {
      clearTimeout(pause);
      pause = setTimeout(() => open(0), PAUSE_MILLIS);
    });
    node.className = 'dondoc-tab';
    node.append(
      element('label', {class: 'dondoc-search', for: 'dondoc-overdue-text'}, 'Lọc', text),
      list);
    open(0);
  }
};

function late(workingDays) {
  return workingDays > 0 ? `${number(workingDays)} ngày làm việc` : 'Trong ngày';
}

function view(page, from, open, text) {
  if (page.total === 0) {
    return note(text
      ? 'Không có nhiệm vụ quá hạn nào khớp với nội dung lọc. Xóa bớt chữ trong ô lọc để xem thêm.'
      : 'Không có nhiệm vụ nào của quy trình này quá hạn.');
  }
  const turn = (name, to, isPossible) =>
    element('button', {type: 'button', class: 'btn btn-default btn-sm', disabled: isPossible ? null : '', click: () => open(to)}, name);
  const last = from + page.rows.length;
  return [
    element('p', {class: 'dondoc-pages'},
      element('strong', {}, `${number(page.total)} nhiệm vụ quá hạn`),
      page.total > PAGE ? `, đang xem ${number(from + 1)}–${number(last)} ` : null,
      page.total > PAGE ? [turn('Trang trước', from - PAGE, from > 0), turn('Trang sau', last, last < page.total)] : null),
    table(COLUMNS, page.rows)
  ];
}
