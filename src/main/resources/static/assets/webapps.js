/**
 * For all of Camunda's webapps: names for what they show as an icon only, and Vietnamese for the few words that are in
 * none of their translations. They draw their pages bit by bit, so each bit is mended as it comes.
 */

/** What a control is called that says it nowhere. */
const NAMES = [
  ['.region-toggle, .section-toggle', 'Ẩn hoặc hiện phần này'],
  ['.maximize', 'Phóng to phần này'],
  ['.stored-criteria > .dropdown-toggle', 'Bộ lọc đã lưu'],
  ['.new-sort > .dropdown-toggle', 'Thêm cách sắp xếp'],
  ['[state-circle]', 'Mở phiên quy trình'],
  ['.app-switch > .dropdown-toggle', 'Chuyển ứng dụng'],
  ['.bjs-drilldown', 'Mở quy trình được gọi'],
  ['input.toggle', 'Chế độ xem'],
  ['[uib-typeahead]', 'Điều kiện lọc'],
  ['[uib-typeahead-popup]', 'Gợi ý']
];

/** Words that the webapps have in English whatever their translation says. */
const WORDS = {
  'Actions': 'Thao tác',
  'State': 'Trạng thái',
  'String': 'Văn bản',
  'Long': 'Số nguyên',
  'Integer': 'Số nguyên',
  'Double': 'Số thập phân',
  'Boolean': 'Đúng/sai',
  'Date': 'Ngày giờ',
  'Object': 'Đối tượng',
  'Json': 'Dữ liệu',
  'Null': 'Trống',
  'null': 'trống',
  'CAM_WIDGET_HEADER_TOGGLE_NAVIGATION': 'Hiện hoặc ẩn trình đơn',
  'UNIT': 'Đơn vị',
  'SYSTEM': 'Hệ thống',
  'ALL': 'Tất cả',
  'ACCESS': 'Truy cập',
  'Asia/Saigon': 'Việt Nam',
  'previous': 'Trước',
  'next': 'Sau',
  'Close': 'Đóng',
  'zoom in': 'Phóng to',
  'zoom out': 'Thu nhỏ',
  'reset zoom': 'Về cỡ ban đầu',
  'Toggle this section': 'Ẩn hoặc hiện phần này'
};

/** Where those words stand; what people wrote is not touched. */
const PLACES = '.sr-only, th, th *, thead td, .col-type *, .group-type, .permissions, .null-value, #footer-timezone i';

const CONTROLS = 'button, a[href], [role=button], input.toggle, [uib-typeahead], [uib-typeahead-popup]';

await haveTranslationsAtHand().catch(console.error);

let due = false;

new MutationObserver(() => {
  if (!due) {
    due = true;
    // Once a picture, however much of it changes.
    requestAnimationFrame(() => {
      due = false;
      mend();
    });
  }
}).observe(document.body, {childList: true, subtree: true, characterData: true});
mend();

/**
 * The webapps ask for some labels before locales/vi.json has come, and then show their keys; and they use the file of the
 * visit before. So the file is put where they keep it. Without it, they do what they always do.
 */
async function haveTranslationsAtHand() {
  const appRoot = document.querySelector('base').getAttribute('app-root');
  const [, app] = location.pathname.match(/\/app\/(\w+)\//);
  const locales = `${appRoot}/app/${app}/locales/`;
  const response = await fetch(`${locales}vi.json?bust=${window.bust}`);
  if (response.ok && !response.redirected) {
    const kept = JSON.parse(localStorage.getItem('camunda-web') || '{}');
    kept[`${locales}_locales_data_vi_${window.bust}`] = await response.text();
    localStorage.setItem('camunda-web', JSON.stringify(kept));
  }
}

function mend() {
  document.querySelectorAll(PLACES).forEach(translate);
  for (const attribute of ['title', 'uib-tooltip']) {
    document.querySelectorAll(`[${attribute}]`).forEach(element => {
      const word = WORDS[element.getAttribute(attribute)];
      if (word) {
        element.setAttribute(attribute, word);
      }
    });
  }
  document.querySelectorAll(CONTROLS).forEach(name);
  document.querySelectorAll('[uib-typeahead]').forEach(describeSearch);
  // Chosen with the arrows of the field, or as a whole: no link of its own.
  document.querySelectorAll('.uib-typeahead-match > a[href]').forEach(link => {
    link.removeAttribute('href');
    link.removeAttribute('tabindex');
  });
  document.querySelectorAll('.ctn-view, .section-content').forEach(region => {
    if (!region.hasAttribute('tabindex')) {
      region.setAttribute('tabindex', '0');
    }
  });
}

function translate(element) {
  for (const node of element.childNodes) {
    const word = node.nodeType === Node.TEXT_NODE && WORDS[node.data.trim()];
    if (word) {
      node.data = node.data.replace(node.data.trim(), word);
    }
  }
}

/** A control without text says what we call it, or what its tooltip says. */
function name(control) {
  if (control.hasAttribute('aria-label')) {
    return;
  }
  const called = NAMES.find(([selector]) => control.matches(selector))?.[1]
    ?? (control.textContent.trim() ? null : tooltip(control));
  if (called) {
    control.setAttribute('aria-label', called);
  }
}

function tooltip(control) {
  return ['uib-tooltip', 'tooltip', 'title', 'data-original-title']
    .map(attribute => control.getAttribute(attribute))
    .find(text => text && !text.includes('{{'));
}

/** A field that offers what matches, as a screen reader knows it. */
function describeSearch(field) {
  if (!field.hasAttribute('role')) {
    field.setAttribute('role', 'combobox');
  }
  const list = field.getAttribute('aria-owns');
  if (list && field.getAttribute('aria-controls') !== list) {
    field.setAttribute('aria-controls', list);
  }
}
