/** Who owes what by when: a duty from its assignment to its accepted result. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"audit", "engine", "organisation", "deadline", "security"})
package vn.dondoc.duty;
