/** Overdue duties of one unit, brought before its superiors in turn. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"audit", "duty", "engine", "organisation", "deadline", "security"})
package vn.dondoc.escalation;
