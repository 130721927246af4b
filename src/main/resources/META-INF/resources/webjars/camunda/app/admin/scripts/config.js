/** Settings of Admin, in place of those in Camunda's webjar: Vietnamese for everybody. */
export default {
  app: {
    vendor: 'Đôn Đốc –',
    name: 'Quản trị'
  },

  // Only one language to choose from makes every browser Vietnamese; date formats are in it.
  locales: {
    availableLocales: ['vi'],
    fallbackLocale: 'vi'
  },

  customScripts: ['../../../assets/webapps'],

  csrfCookieName: 'XSRF-TOKEN',
  disableWelcomeMessage: true
};
