/*
 * How many tasks each filter holds, beside its name: Tasklist itself counts only the chosen one. They are counted anew at
 * most twice a minute, and not while nobody looks.
 */
const appRoot = document.querySelector('base').getAttribute('app-root');
const filters = `${appRoot}/api/engine/engine/default/filter`;
const PAUSE = 30000;

window.angular
  .module('cam.tasklist')
  .config(['$provide', showCounts])
  .run(['$rootScope', count]);

function showCounts($provide) {
  $provide.decorator('camTasklistFiltersDirective', ['$delegate', ([directive]) => {
    directive.template = directive.template.replace(
      /<span ng-show="isFocused\(filter\)"\s+class="counter">{{ filterCount }}<\/span>/,
      '<span class="counter">{{ isFocused(filter) && filterCount !== undefined ? filterCount : $root.filterCounts[filter.id] }}</span>');
    return [directive];
  }]);
}

function count($rootScope) {
  let last = -PAUSE;
  $rootScope.filterCounts = {};

  const all = async () => {
    if (document.hidden || performance.now() - last < PAUSE) {
      return;
    }
    last = performance.now();
    const own = await read(`${filters}?resourceType=Task&maxResults=100`);
    await Promise.all((own || []).map(async ({ id }) => {
      const answer = await read(`${filters}/${encodeURIComponent(id)}/count`);
      if (answer) {
        $rootScope.filterCounts[id] = answer.count;
      }
    }));
    $rootScope.$applyAsync();
  };

  $rootScope.$on('refresh', all);
  document.addEventListener('visibilitychange', all);
  all();
}

/** JSON, or null without the server or the session: then there is no count, and Tasklist says the rest. */
async function read(path) {
  try {
    const response = await fetch(path, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
    return response.ok ? await response.json() : null;
  } catch (lost) {
    return null;
  }
}
