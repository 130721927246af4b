/** When a duty is due, counted in the working calendar of Vietnam. */
package vn.dondoc.deadline;
