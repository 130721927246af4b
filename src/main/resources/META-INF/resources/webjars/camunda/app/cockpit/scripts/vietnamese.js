/** What Cockpit's translations cannot say: numbers in full and times as they are written here. */
import {number} from './elements.js';

window.angular.module('cam.cockpit').config(['$provide', $provide => {
  // 3.468 rather than 3.5k
  $provide.decorator('abbreviateNumberFilter', () => value => typeof value === 'number' ? number(value) : value);
  $provide.decorator('camDateFormat', ['$delegate', format => name =>
    !name || name === 'normal' ? 'DD/MM/YYYY HH:mm:ss' : format(name)]);
}]);
