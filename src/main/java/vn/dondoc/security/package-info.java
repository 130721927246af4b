/** Sign-in, who the person is, and who may reach what. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"audit", "organisation", "engine"})
package vn.dondoc.security;
