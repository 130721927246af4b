/** A campaign from its issue to its approved final report. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"audit", "duty", "engine", "organisation", "deadline", "security"})
package vn.dondoc.directive;
