/** What leaders and administrators see of all duties. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"deadline", "duty", "organisation", "security"})
package vn.dondoc.report;
