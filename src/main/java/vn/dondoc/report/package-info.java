/** What leaders and administrators see of all duties. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"deadline", "duty", "engine", "escalation", "organisation", "security"})
package vn.dondoc.report;
