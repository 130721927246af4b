/** Settings of Tasklist, in place of those in Camunda's webjar: Vietnamese for everybody, and our own script. */
export default {
  app: {
    // Shown one after the other, beside the logo and as the title of the page.
    vendor: 'UBND tỉnh –',
    name: 'Đôn Đốc'
  },

  // Only one language to choose from makes every browser Vietnamese; date formats are in it.
  locales: {
    availableLocales: ['vi'],
    fallbackLocale: 'vi'
  },

  customScripts: [
    '../../../assets/webapps',
    'scripts/server-clock',
    'scripts/dondoc',
    'scripts/home-link',
    'scripts/due-first',
    'scripts/filter-counts',
    'scripts/task-cards',
    'scripts/task-tabs'
  ],

  csrfCookieName: 'XSRF-TOKEN',
  disableWelcomeMessage: true,

  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: 'tiếp nhận nhiệm vụ đang chọn'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: 'chuyển đến bộ lọc đầu tiên trong danh sách'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: 'chuyển đến nhiệm vụ đầu tiên trong danh sách'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: 'chuyển đến ô nhập đầu tiên của biểu mẫu'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: 'mở hộp thoại bắt đầu quy trình'
    }
  }
};
