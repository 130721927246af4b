package vn.dondoc.bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Camunda's webapps as their starter makes them, with nothing in them. */
@EnableAutoConfiguration
public class EmptyCamunda {

  public static void main(String[] arguments) {
    SpringApplication.run(EmptyCamunda.class, arguments);
  }
}
