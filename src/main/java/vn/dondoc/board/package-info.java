/**
 * What leaders see at a glance of a campaign, today or on any day before, and the lists behind it.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"deadline", "duty", "engine", "escalation", "organisation", "security"})
package vn.dondoc.board;
