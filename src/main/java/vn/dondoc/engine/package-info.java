/**
 * Camunda's set-up: deployment and check of the models, the clock, and what bad input looks like to
 * a client.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package vn.dondoc.engine;
