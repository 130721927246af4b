/** At the top of the dashboard: where campaigns are stuck. */
import {STATUSES, day, element, inWords, instanceLink, keepFresh, load, note, number, overdueLink, show, table, time} from './elements.js';

/** Agencies that are shown before one asks for all of them. */
const FIRST = 8;

let leave = () => {};

export default {
  id: 'duty-dashboard',
  pluginPoint: 'cockpit.dashboard',
  priority: 10,

  render(node) {
    // What is too wide for a telephone is moved with the keys, too.
    const [campaigns, agencies, cases, failures] = Array.from({length: 4}, () => element('div', {tabindex: '0'}));
    node.className = 'dondoc-dashboard';
    node.append(campaigns, element('div', {class: 'dondoc-columns'}, agencies, element('div', {}, cases, failures)));
    let chosen = null;
    let showsAll = false;
    const choose = campaign => {
      showsAll = showsAll && campaign.id === chosen;
      chosen = campaign.id;
      const openAll = () => { showsAll = true; };
      show(agencies, load('agencies', {campaign: campaign.id}), all => viewAgencies(all, campaign, showsAll, openAll));
      show(cases, load('cases', {campaign: campaign.id}), viewCases);
    };
    leave = keepFresh(() => {
      show(campaigns, load('campaigns'), all => {
        if (all.length > 0) {
          choose(all.find(campaign => campaign.id === chosen) ?? all[0]);
        }
        return viewCampaigns(all, choose);
      });
      show(failures, load('failures'), viewFailures);
    });
  },

  unmount() {
    leave();
  }
};

const COUNTS = [
  {title: 'Tổng', class: 'dondoc-number', of: counts => number(counts.total)},
  ...STATUSES.map(status => ({
    title: status.title,
    class: 'dondoc-number',
    of: counts => element('span', {class: counts[status.id] ? `dondoc-count dondoc-${status.id}` : 'dondoc-zero'}, number(counts[status.id]))
  }))
];

function viewCampaigns(campaigns, choose) {
  const heading = element('h2', {}, 'Đợt vận động đang thực hiện');
  if (campaigns.length === 0) {
    return [heading, note('Chưa có đợt vận động nào đang thực hiện. UBND tỉnh ban hành từ Danh sách việc: Bắt đầu quy trình.')];
  }
  return [
    heading,
    table([
      {
        title: 'Văn bản',
        of: campaign => [instanceLink(campaign.id, `${campaign.documentNumber} – ${campaign.title}`),
          element('span', {class: 'dondoc-aside'}, `Ban hành ${day(campaign.issuedOn)}, đến ${day(campaign.periodEnd)}`)]
      },
      ...COUNTS,
      {title: 'Tiến độ', class: 'dondoc-progress', of: bar},
      ...(campaigns.length > 1 ? [{
        title: 'Chi tiết',
        of: campaign => element('button', {type: 'button', class: 'btn btn-default btn-sm', click: () => choose(campaign)}, 'Xem bên dưới')
      }] : [])
    ], campaigns)
  ];
}

/** All duties of a campaign as one bar, the urgent ones first. */
function bar(counts) {
  const made = element('span', {class: 'dondoc-bar', role: 'img', 'aria-label': inWords(counts), title: inWords(counts)});
  for (const status of STATUSES.filter(each => counts[each.id] > 0)) {
    const part = element('span', {class: `dondoc-${status.id}`});
    part.style.flexGrow = counts[status.id];
    made.append(part);
  }
  return made;
}

function viewAgencies(all, campaign, showsAll, openAll) {
  const late = all.filter(agency => agency.overdue > 0);
  const heading = element('h2', {}, `Quá hạn theo cơ quan, địa bàn (${campaign.documentNumber})`);
  if (late.length === 0) {
    return [heading, note('Không có cơ quan, địa bàn nào có nhiệm vụ quá hạn.')];
  }
  const columns = [
    {
      title: 'Cơ quan, UBND huyện (gồm các xã)',
      of: agency => campaign.processDefinitionId
        ? overdueLink(campaign.processDefinitionId, agency.name, agency.name)
        : agency.name
    },
    {
      title: 'Quá hạn',
      class: 'dondoc-number',
      of: agency => element('span', {class: 'dondoc-count dondoc-overdue'}, number(agency.overdue))
    },
    {title: 'Trên tổng số', class: 'dondoc-number', of: agency => number(agency.total)},
    {title: 'Tiến độ', class: 'dondoc-progress', of: bar}
  ];
  const list = element('div', {}, table(columns, showsAll ? late : late.slice(0, FIRST)));
  if (!showsAll && late.length > FIRST) {
    list.append(element('button', {
      type: 'button',
      class: 'btn btn-default btn-sm',
      click: () => {
        openAll();
        list.replaceChildren(table(columns, late));
      }
    }, `Xem tất cả ${number(late.length)} cơ quan, địa bàn`));
  }
  return [heading, list];
}

function viewCases(stages) {
  const heading = element('h2', {}, 'Hồ sơ xử lý quá hạn');
  if (stages.length === 0) {
    return [heading, note('Không có hồ sơ quá hạn nào đang mở.')];
  }
  return [heading, table([
    {title: 'Đang ở bước', of: stage => stage.stageText},
    {title: 'Hồ sơ', class: 'dondoc-number', of: stage => number(stage.cases)},
    {title: 'Nhiệm vụ', class: 'dondoc-number', of: stage => number(stage.duties)},
    {title: 'Mở sớm nhất', class: 'dondoc-time', of: stage => time(stage.oldest)}
  ], stages)];
}

function viewFailures({failed, retrying, newest}) {
  const heading = element('h2', {}, 'Tác vụ nền bị lỗi');
  if (failed === 0) {
    return [heading, note(retrying === 0
      ? 'Không có tác vụ nào bị lỗi.'
      : `Không có tác vụ nào phải xử lý. ${number(retrying)} tác vụ vừa lỗi, hệ thống đang tự thử lại.`)];
  }
  return [
    heading,
    element('p', {class: 'dondoc-error'},
      `${number(failed)} tác vụ đã dừng sau nhiều lần thử. Mở phiên quy trình, chọn thẻ Sự cố để xem lý do và thử lại.`,
      retrying > 0 ? ` ${number(retrying)} tác vụ khác đang tự thử lại.` : null),
    table([
      {title: 'Quy trình', of: job => job.process ?? ''},
      {title: 'Bước', of: job => job.processInstanceId ? instanceLink(job.processInstanceId, job.step ?? 'Mở') : job.step ?? ''},
      {title: 'Tạo lúc', class: 'dondoc-time', of: job => job.since ? time(job.since) : ''}
    ], newest)
  ];
}
