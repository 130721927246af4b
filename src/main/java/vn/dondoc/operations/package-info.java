/** What is done to the system while nobody works with it: the move to another database. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"engine"})
package vn.dondoc.operations;
