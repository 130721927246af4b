/** What units and monitoring are told without asking: mail, calendars of deadlines, numbers. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "audit",
      "deadline",
      "directive",
      "duty",
      "engine",
      "escalation",
      "organisation",
      "security"
    })
package vn.dondoc.notice;
