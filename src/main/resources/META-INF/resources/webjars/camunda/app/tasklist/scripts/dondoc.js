/**
 * What Tasklist's settings and translations cannot say. Loaded after its modules are defined and before
 * they start, so that they can still be told otherwise.
 */
const appRoot = document.querySelector('base').getAttribute('app-root');

/** Our own sign-in page, one level above the webapps, whatever the context path. */
const signInPage = new URL('../login', `${location.origin}${appRoot}/`).href;

document.documentElement.lang = 'vi';

/** Where the person is in Tasklist: behind the #, of which the server never hears. */
const WHERE = 'dondoc:where';

// Whoever gets this page is signed in: a bookmark of Camunda's own sign-in form means the list of tasks.
if (location.hash.startsWith('#/login')) {
  history.replaceState(null, '', '#/');
}
goOnWhereTheSessionEnded();

window.angular
  .module('cam.tasklist')
  .config(['$provide', speakVietnamese])
  .config(['ViewsProvider', offerTheWayBackToTheList])
  .run(['Views', leaveOutDescriptions])
  .run(['$rootScope', '$location', followTheTask])
  .run(['$rootScope', leaveThroughTheFrontDoor]);

/** Camunda's sign-in form does not work behind ours; it would be shown after signing out and when the session ends. */
function leaveThroughTheFrontDoor($rootScope) {
  let signedOut = false;
  $rootScope.$on('authentication.logout.success', event => {
    event.preventDefault();
    signedOut = true;
    sessionStorage.removeItem(WHERE);
    location.assign(`${signInPage}?logout`);
  });
  $rootScope.$on('authentication.login.required', event => {
    event.preventDefault();
    // Follows the signing out, too, and must not take its place.
    if (!signedOut) {
      // Not the sign-in page itself: after it the server leads on to the page that was asked for.
      location.reload();
    }
  });
}

/** Whoever has to sign in again finds the task that was open. */
function goOnWhereTheSessionEnded() {
  const where = sessionStorage.getItem(WHERE);
  if (where && document.referrer.startsWith(signInPage) && !location.hash.includes('task=')) {
    history.replaceState(null, '', where);
  }
}

/** Tasks have no description of their own: what it holds is for searching. */
function leaveOutDescriptions(views) {
  const tabs = views.getProviders({component: 'tasklist.task.detail'});
  const place = tabs.findIndex(tab => tab.id === 'task-detail-description');
  if (place >= 0) {
    tabs.splice(place, 1);
  }
}

/** On a telephone the task takes the place of the list, see user-styles.css. */
function followTheTask($rootScope, $location) {
  const follow = () => {
    document.body.classList.toggle('dondoc-task-open', Boolean($location.search().task));
    sessionStorage.setItem(WHERE, location.hash);
  };
  $rootScope.$on('$locationChangeSuccess', follow);
  follow();
}

function offerTheWayBackToTheList(views) {
  views.registerDefaultView('tasklist.task.action', {
    id: 'dondoc-back',
    priority: 1000,
    template: '<button type="button" class="btn btn-link dondoc-back" ng-click="back()">‹ Danh sách</button>',
    controller: ['$scope', '$location', function ($scope, $location) { // with "new"
      $scope.back = () => $location.search({...$location.search(), task: null, detailsTab: null});
    }]
  });
}

/** The calendar, which Tasklist does not take from locales/vi.json. */
function speakVietnamese($provide) {
  $provide.decorator('$locale', ['$delegate', locale => {
    const months = Array.from({length: 12}, (_, month) => `Tháng ${month + 1}`);
    Object.assign(locale, {id: 'vi-vn', localeID: 'vi_VN'});
    Object.assign(locale.NUMBER_FORMATS, {DECIMAL_SEP: ',', GROUP_SEP: '.'});
    Object.assign(locale.DATETIME_FORMATS, {
      MONTH: months,
      STANDALONEMONTH: months,
      SHORTMONTH: months.map(month => month.replace('Tháng', 'Thg')),
      DAY: ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
      SHORTDAY: ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'],
      AMPMS: ['SA', 'CH'],
      FIRSTDAYOFWEEK: 0, // Monday
      fullDate: 'EEEE, dd/MM/y',
      longDate: 'dd/MM/y',
      mediumDate: 'dd/MM/y',
      shortDate: 'dd/MM/y',
      medium: 'dd/MM/y HH:mm:ss',
      short: 'dd/MM/y HH:mm',
      mediumTime: 'HH:mm:ss',
      shortTime: 'HH:mm'
    });
    return locale;
  }]);
}
