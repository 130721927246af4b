/** Beside the diagram of an instance: what happened to its duty or case, or the steps that it took. */
import {element, instanceLink, load, note, show, table, time} from './elements.js';

const OF_SUBJECT = [
  {title: 'Thời gian', class: 'dondoc-time', of: entry => time(entry.at)},
  {title: 'Nội dung', of: entry => entry.text},
  {title: 'Người thực hiện', of: entry => entry.actorName ?? 'Hệ thống'},
  {title: 'Ý kiến, kết quả', class: 'dondoc-remark', of: entry => entry.remark ?? ''}
];

const OF_PROCESS = [
  {title: 'Bắt đầu', class: 'dondoc-time', of: step => time(step.at)},
  {title: 'Kết thúc', class: 'dondoc-time', of: step => step.ended ? time(step.ended) : 'Đang thực hiện'},
  {title: 'Bước', of: step => step.called ? instanceLink(step.called, step.text) : step.text},
  {title: 'Người thực hiện', of: step => step.actorName ?? ''},
  {title: 'Ghi chú', of: step => step.remark ?? ''}
];

export default {
  id: 'duty-history',
  pluginPoint: 'cockpit.processInstance.runtime.tab',
  priority: 30,
  properties: {label: 'Lịch sử xử lý'},

  render(node, {processInstanceId}) {
    const path = `process-instances/${encodeURIComponent(processInstanceId)}/history`;
    const seen = [];
    const list = element('div', {'aria-live': 'polite', tabindex: '0'});
    const open = from => show(list, load(path, {from}), page => {
      seen.push(...page.entries);
      return view(page, seen, open);
    });
    node.className = 'dondoc-tab';
    node.append(list);
    open(0);
  }
};

function view(page, seen, open) {
  if (seen.length === 0) {
    return note('Chưa có gì được ghi lại.');
  }
  return [
    table(page.ofSubject ? OF_SUBJECT : OF_PROCESS, seen),
    page.next
      ? element('button', {type: 'button', class: 'btn btn-default btn-sm', click: () => open(page.next)}, 'Xem các bước trước đó')
      : ''
  ];
}
