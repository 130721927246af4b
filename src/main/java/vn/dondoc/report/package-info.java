/** What leaders and administrators see of all duties. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "audit",
      "deadline",
      "duty",
      "engine",
      "escalation",
      "organisation",
      "security"
    })
package vn.dondoc.report;
