/** Settings of Cockpit, in place of those in Camunda's webjar: Vietnamese for everybody, and our own views of the duties. */
export default {
  app: {
    vendor: 'Đôn Đốc –',
    name: 'Giám sát quy trình'
  },

  // Only one language to choose from makes every browser Vietnamese; date formats are in it.
  locales: {
    availableLocales: ['vi'],
    fallbackLocale: 'vi'
  },

  customScripts: [
    '../../../assets/webapps',
    'scripts/vietnamese',
    'scripts/dashboard',
    'scripts/standing',
    'scripts/overdue',
    'scripts/history'
  ],

  csrfCookieName: 'XSRF-TOKEN',
  disableWelcomeMessage: true,

  // What people deploy is looked at as text.
  previewHtml: false
};
