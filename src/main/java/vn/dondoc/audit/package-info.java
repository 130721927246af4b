/** The record of who did what, when and from where, which nobody changes afterwards. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package vn.dondoc.audit;
