/** Sign-in, who the person is, and who may reach what. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"organisation", "engine"})
package vn.dondoc.security;
