/**
 * Reports, urging letters and annexes as documents for Word, as an office of the state writes them.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "audit",
      "deadline",
      "directive",
      "duty",
      "engine",
      "escalation",
      "organisation",
      "report",
      "security"
    })
package vn.dondoc.letter;
